// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How far long work is, in one line of a terminal that is written over; nothing elsewhere.
final class Progress {
  private let count: Int
  private var done = 0
  private let isShown: Bool

  /// Begins.
  ///
  /// - Parameter count: How many there are.
  init(of count: Int) {
    self.count = count
    isShown = count > 1 && isatty(STDERR_FILENO) == 1
  }

  /// Begins with the next.
  func begin(_ name: String) {
    done += 1
    write("\r\u{1B}[K\(done)/\(count) \(name.prefix(60))")
  }

  /// Takes the line away.
  func end() {
    write("\r\u{1B}[K")
  }

  private func write(_ text: String) {
    if isShown { FileHandle.standardError.write(Data(text.utf8)) }
  }
}
