// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Files in a folder, none of which is reached over a symbolic link or leaves it.
enum SafeFiles {
  /// Whether a path stays in its folder and can be written on any system.
  static func isSafe(_ place: String) -> Bool {
    let words = place.split(separator: "/", omittingEmptySubsequences: false)
    return place.utf8.count <= 1_024
      && words.allSatisfy { word in
        !word.isEmpty && word != "." && word != ".." && word.utf8.count <= 255
          && word.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\\" && $0.value != 0x7F }
      }
  }

  /// Whether a path that a record tells of can be one of ours: safe, and nothing in it hidden.
  static func isOurs(_ place: String) -> Bool {
    isSafe(place) && !place.split(separator: "/").contains { $0.hasPrefix(".") }
  }

  /// Whether what leads to a path in a folder are folders, as far as it is there.
  static func isReached(_ place: String, in root: String) -> Bool {
    guard isSafe(place) else { return false }
    var folder = root
    for word in place.split(separator: "/").dropLast() {
      folder += "/\(word)"
      var status = stat()
      guard lstat(folder, &status) == 0 else { return errno == ENOENT }
      guard status.st_mode & S_IFMT == S_IFDIR else { return false }
    }
    return true
  }

  /// Whether something is at a path, a link too.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// The largest file that is read, in bytes.
  private static let maximumBytes = 1 << 30

  /// Reads a regular file; waits for nobody, should it be a pipe.
  static func read(_ path: String) throws(KnowledgeBaseError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .file(path, reason: "not a file")
    }
    guard status.st_size <= maximumBytes else { throw .file(path, reason: "too large") }
    guard let bytes = read(file, Int(status.st_size)) else { throw failure(path) }
    return bytes
  }

  /// Reads so many bytes of an open file; nil when there are fewer.
  static func read(_ file: Int32, _ count: Int) -> [UInt8]? {
    var length = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while length < count {
        let part = Glibc.read(file, buffer.baseAddress?.advanced(by: length), count - length)
        guard part > 0 else { break }
        length += part
      }
      filled = length
    }
    return length == count ? bytes : nil
  }

  /// Writes a file beside its place and renames it into it.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - place: Its path in the folder, which is safe.
  ///   - root: The folder.
  ///   - folders: Folders in it that are known to be none but folders.
  /// - Throws: ``KnowledgeBaseError``.
  static func write(
    _ bytes: [UInt8],
    at place: String,
    in root: String,
    knowing folders: inout Set<String>
  ) throws(KnowledgeBaseError) {
    var folder = ""
    for word in place.split(separator: "/").dropLast() {
      folder += "/\(word)"
      guard folders.insert(folder).inserted else { continue }
      try makeFolder(root + folder)
    }
    let path = "\(root)/\(place)"
    let draft = "\(root)\(folder)/.encrier-draft"
    unlink(draft)
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure(path) }
    var length = 0
    while length < bytes.count {
      let part = bytes.withUnsafeBytes { bytes in
        Glibc.write(file, bytes.baseAddress?.advanced(by: length), bytes.count - length)
      }
      if part <= 0 { break }
      length += part
    }
    guard close(file) == 0, length == bytes.count, rename(draft, path) == 0 else {
      let failure = failure(path)
      unlink(draft)
      throw failure
    }
  }

  /// Makes a folder, where there is none.
  static func makeFolder(_ path: String) throws(KnowledgeBaseError) {
    var status = stat()
    if lstat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .unsafePath(path) }
      return
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .file(path, reason: error.localizedDescription)
    }
  }

  /// Removes a file, and the folders that are empty then.
  static func remove(_ place: String, in root: String) throws(KnowledgeBaseError) {
    var words = place.split(separator: "/")
    guard isReached(place, in: root) else { throw .unsafePath(place) }
    guard unlink("\(root)/\(place)") == 0 || errno == ENOENT else {
      throw failure("\(root)/\(place)")
    }
    while words.count > 1 {
      words.removeLast()
      guard rmdir("\(root)/\(words.joined(separator: "/"))") == 0 else { return }
    }
  }

  static func failure(_ path: String) -> KnowledgeBaseError {
    .file(path, reason: String(cString: strerror(errno)))
  }
}
