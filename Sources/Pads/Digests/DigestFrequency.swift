// SPDX-License-Identifier: Apache-2.0

/// How often a member is written to about what changed in their pads.
public enum DigestFrequency: String, Codable, CaseIterable, Sendable {
  /// Every day.
  case daily
  /// On Mondays.
  case weekly

  private static let day: Int64 = 86_400_000
  /// Letters go before people begin their day in Europe: at five in the morning, UTC.
  private static let hour: Int64 = 5 * 3_600_000
  /// 1970 began on a Thursday.
  private static let firstMonday: Int64 = 4 * day

  /// When the next letter is due.
  ///
  /// - Parameter moment: In milliseconds since 1970.
  /// - Returns: The first of the regular moments after it, likewise.
  func due(after moment: Int64) -> Int64 {
    let (start, period) =
      switch self {
      case .daily: (Self.hour, Self.day)
      case .weekly: (Self.firstMonday + Self.hour, 7 * Self.day)
      }
    guard moment >= start else { return start }
    return start + ((moment - start) / period + 1) * period
  }
}
