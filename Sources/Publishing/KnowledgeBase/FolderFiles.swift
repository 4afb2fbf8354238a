// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// The files of a folder as they are now, none of which is reached over a symbolic link.
public struct FolderFiles: Sendable {
  /// What a path leads to.
  public enum Found: Equatable, Sendable {
    /// A file with its bytes.
    case file([UInt8])
    /// A folder.
    case folder
  }

  /// The largest file that is served, in bytes.
  private static let maximumBytes = 64 << 20

  private let root: String

  /// Looks into a folder.
  ///
  /// - Parameter root: The folder.
  public init(root: String) {
    self.root = root
  }

  /// Finds a file or a folder.
  ///
  /// - Parameter words: Its path, word by word; none for the root.
  /// - Returns: `nil` when there is none, and for what is hidden.
  public func find(_ words: [String]) -> Found? {
    guard words.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") && !$0.utf8.contains(0) }) else {
      return nil
    }
    var place = open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard place >= 0 else { return nil }
    for word in words {
      // Not to wait for a peer, should somebody have put a pipe there.
      let next = openat(place, word, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      close(place)
      guard next >= 0 else { return nil }
      place = next
    }
    defer { close(place) }
    var status = stat()
    guard fstat(place, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG where status.st_size <= Self.maximumBytes:
      return SafeFiles.read(place, Int(status.st_size)).map { .file($0) }
    default: return nil
    }
  }
}
