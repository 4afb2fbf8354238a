// SPDX-License-Identifier: Apache-2.0

import CProcesses
import Glibc

/// A file without a name, in memory; it is gone when nobody has it open.
final class MemoryFile {
  let descriptor: Int32
  /// `MFD_CLOEXEC`: no other program inherits it.
  private static let closesOnExec: UInt32 = 1

  init() throws(ChildProcess.Failure) {
    descriptor = memfd_create("encrier", Self.closesOnExec)
    guard descriptor >= 0 else { throw .notStarted }
  }

  deinit {
    close(descriptor)
  }

  /// Writes bytes at the beginning, from which they are read.
  func write(_ bytes: [UInt8]) throws(ChildProcess.Failure) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
        return pwrite(descriptor, rest.baseAddress, rest.count, off_t(done))
      }
      guard count > 0 || errno == EINTR else { throw .notStarted }
      done += max(0, count)
    }
  }

  /// All of it.
  func read() throws -> [UInt8] {
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw ChildProcess.Failure.failed }
    let size = Int(information.st_size)
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]
        )
        let read = pread(descriptor, rest.baseAddress, rest.count, off_t(count))
        guard read > 0 || errno == EINTR else { throw ChildProcess.Failure.failed }
        count += max(0, read)
      }
    }
  }
}
