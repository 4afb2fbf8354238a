// SPDX-License-Identifier: Apache-2.0

/// A moment of a pad's history, as somebody asks for it.
public enum Moment: Codable, Equatable, Sendable {
  /// After a log entry; 0 is before the first.
  case sequence(UInt64)
  /// At a time, in milliseconds since 1970.
  case time(Int64)
  /// After the last entry.
  case now
}

/// A moment as it was found: that of the last row at or before what was asked for.
public struct FoundMoment: Codable, Equatable, Sendable {
  /// The last log entry that had come; 0 for none.
  public let sequence: UInt64
  /// When it was committed, in milliseconds since 1970; nil for none.
  public let time: Int64?
}

extension Moment {
  /// Reads a log entry's number, an RFC 3339 time or "now".
  ///
  /// - Parameter text: What somebody wrote; nil comes of anything else.
  public init?(_ text: String) {
    if text == "now" {
      self = .now
    } else if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(text),
      number < 1 << 53
    {
      self = .sequence(number)
    } else if let time = PadTimestamp.milliseconds(text) {
      self = .time(time)
    } else {
      return nil
    }
  }
}
