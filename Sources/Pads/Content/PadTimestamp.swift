// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Times as people and programs write them.
public enum PadTimestamp {
  /// The moment that an RFC 3339 time names.
  ///
  /// - Parameter text: The time.
  /// - Returns: In milliseconds since 1970; nil for anything else.
  public static func milliseconds(_ text: String) -> Int64? {
    for hasFractions in [true, false] {
      let style = Date.ISO8601FormatStyle(includingFractionalSeconds: hasFractions)
      guard let date = try? style.parse(text) else { continue }
      let seconds = date.timeIntervalSince1970
      // The year 9999 is far enough.
      return seconds.magnitude < 253_402_300_800 ? Int64(seconds * 1_000) : nil
    }
    return nil
  }

  /// A moment as RFC 3339 in UTC, with milliseconds.
  ///
  /// - Parameter milliseconds: Since 1970.
  /// - Returns: The time.
  public static func text(_ milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
      .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
