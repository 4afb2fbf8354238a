// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How many of how many are done, in one line of a terminal that is written over; nothing elsewhere.
final class CountedProgress {
  private let isShown = isatty(STDERR_FILENO) == 1
  private var isWritten = false

  func show(_ done: Int, of all: Int) {
    guard isShown, all > 1 else { return }
    isWritten = true
    FileHandle.standardError.write(Data("\r\u{1B}[K\(done)/\(all)".utf8))
  }

  /// Takes the line away.
  func end() {
    if isWritten { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
