// SPDX-License-Identifier: Apache-2.0

import CZlib

/// An archive of files that are kept as they are, uncompressed.
///
/// The same files give the same bytes. Source: PKWARE's APPNOTE 6.3.
struct ZipArchive {
  /// The first day an archive can name, for files whose time is nobody's affair.
  private static let date: UInt16 = 1 << 5 | 1
  /// Names are UTF-8.
  private static let flags: UInt16 = 1 << 11
  private static let version: UInt16 = 20

  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - name: Its path in the archive.
  ///   - content: Its bytes.
  mutating func add(_ name: String, _ content: [UInt8]) {
    let name = Array(name.utf8)
    let offset = UInt32(bytes.count)
    let sum = UInt32(
      content.withUnsafeBytes { content in
        crc32_z(0, content.bindMemory(to: UInt8.self).baseAddress, content.count)
      }
    )
    var head: [UInt8] = []
    for value in [Self.version, Self.flags, 0, 0, Self.date] { Self.append(value, to: &head) }
    for value in [sum, UInt32(content.count), UInt32(content.count)] {
      Self.append(value, to: &head)
    }
    Self.append(UInt16(name.count), to: &head)
    Self.append(UInt16(0), to: &head)
    Self.append(UInt32(0x0403_4B50), to: &bytes)
    bytes += head + name + content
    Self.append(UInt32(0x0201_4B50), to: &directory)
    Self.append(Self.version, to: &directory)
    directory += head
    for _ in 0..<3 { Self.append(UInt16(0), to: &directory) }
    Self.append(UInt32(0), to: &directory)
    Self.append(offset, to: &directory)
    directory += name
    count += 1
  }

  /// The archive with its directory.
  var encoded: [UInt8] {
    var encoded = bytes + directory
    Self.append(UInt32(0x0605_4B50), to: &encoded)
    for value in [0, 0, count, count] { Self.append(value, to: &encoded) }
    Self.append(UInt32(directory.count), to: &encoded)
    Self.append(UInt32(bytes.count), to: &encoded)
    Self.append(UInt16(0), to: &encoded)
    return encoded
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
