// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Times as harvesters name them: days, or seconds in UTC.
enum HarvestTime {
  /// How exactly a time is named.
  enum Granularity {
    case day, second
  }

  /// A second since 1970 in UTC, such as `2024-01-31T12:00:00Z`.
  static func text(_ second: Int64) -> String {
    Date(timeIntervalSince1970: Double(second)).formatted(.iso8601)
  }

  /// The seconds that a text names.
  ///
  /// - Parameter text: A day or a second, as ``text(_:)`` writes it.
  /// - Returns: The first and the last second, and how exactly they were named; nil for anything else.
  static func seconds(
    _ text: String
  ) -> (first: Int64, last: Int64, granularity: Granularity)? {
    let granularity: Granularity = text.utf8.count == 10 ? .day : .second
    let whole = granularity == .day ? text + "T00:00:00Z" : text
    guard whole.utf8.count == 20, let date = try? Date(whole, strategy: .iso8601) else {
      return nil
    }
    let first = Int64(date.timeIntervalSince1970)
    // What is read leniently, such as the 31st of February, is written otherwise.
    guard Self.text(first) == whole else { return nil }
    return (first, granularity == .day ? first + 86_399 : first, granularity)
  }
}
