// SPDX-License-Identifier: Apache-2.0

/// What one person did without a longer rest.
public struct HistorySpanAnswer: Equatable, Codable, Sendable {
  /// Who, by ``HistoryPerson/id``.
  public let person: Int
  /// When it began and ended, in milliseconds since 1970.
  public let from: Int64
  /// The end.
  public let to: Int64
  /// The first log entry of it.
  public let first: UInt64
  /// The last log entry of it.
  public let last: UInt64
  /// How much was written, in UTF-16 units.
  public let written: Int
  /// How much was deleted, in UTF-16 units.
  public let deleted: Int
}

/// A moment that has a name, or at which people rested.
public struct PadVersionMark: Equatable, Codable, Sendable {
  /// Where a version comes from.
  public enum Kind: String, Codable, Sendable {
    /// Somebody named it.
    case named
    /// Nobody wrote for a while after it.
    case automatic
  }

  /// What it is called where it must not change.
  public let id: String
  /// Where it comes from.
  public let kind: Kind
  /// The last log entry in it.
  public let sequence: UInt64
  /// When that was, in milliseconds since 1970.
  public let time: Int64
  /// Its name; nil of automatic ones.
  public let name: String?
  /// Who named it, by ``HistoryPerson/id``; nil when they never wrote in the pad.
  public let person: Int?
  /// When it was named, in milliseconds since 1970.
  public let created: Int64?
  /// Whether who asks may rename and remove it.
  public let mayChange: Bool
}

/// A restore, that one was taken back, or that a passage was erased.
public struct HistoryEvent: Equatable, Codable, Sendable {
  /// `restore`, `undo` or `erasure`; `unfinished-erasure` of one that must be asked for again.
  public let kind: String
  /// The log entry that did it.
  public let sequence: UInt64
  /// When, in milliseconds since 1970.
  public let time: Int64
  /// Who, by ``HistoryPerson/id``.
  public let person: Int?
  /// The moment that was restored, or the log entry that was taken back; nil of erasures.
  public let of: UInt64?
  /// How much was erased, in UTF-16 units; nil of others.
  public let length: Int?
}

/// A pad's history from far.
public struct PadTimeline: Equatable, Codable, Sendable {
  /// Its last moment.
  public let last: FoundMoment
  /// Everybody in it.
  public let persons: [HistoryPerson]
  /// Who worked when, by the beginning.
  public let spans: [HistorySpanAnswer]
  /// Restores, by log entry.
  public let events: [HistoryEvent]
  /// Versions, by log entry.
  public let versions: [PadVersionMark]
}

/// A part of a text that one person wrote.
public struct AuthorRun: Equatable, Codable, Sendable {
  /// Who, by ``HistoryPerson/id``.
  public let person: Int
  /// Where it begins, in UTF-16 units.
  public let from: Int
  /// How long it is, in UTF-16 units.
  public let length: Int
}

/// A pad's text at a moment, and who wrote it.
public struct AttributedText: Equatable, Sendable {
  /// The moment as it was found.
  public let moment: FoundMoment
  /// The text.
  public let text: String
  /// Everybody in the pad's history.
  public let persons: [HistoryPerson]
  /// Who wrote what, in the text's order and without gaps.
  public let runs: [AuthorRun]

  /// How much each person wrote of it, the most first.
  public var totals: [(person: Int, length: Int)] {
    var lengths: [Int: Int] = [:]
    for run in runs { lengths[run.person, default: 0] += run.length }
    return lengths.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (person: $0.key, length: $0.value) }
  }
}

/// What one person did within a second.
public struct PadStep: Equatable, Sendable {
  /// Who, by ``HistoryPerson/id``.
  public let person: Int
  /// In milliseconds since 1970.
  public let time: Int64
  /// The first log entry of it.
  public let first: UInt64
  /// The last log entry of it.
  public let last: UInt64
  /// How much was written, in UTF-16 units.
  public let written: Int
  /// How much was deleted, in UTF-16 units.
  public let deleted: Int
}

/// Steps of a pad's history.
public struct PadSteps: Equatable, Sendable {
  /// Everybody in the pad's history.
  public let persons: [HistoryPerson]
  /// The steps in their order.
  public let steps: [PadStep]
  /// After which log entry to go on; nil at the end.
  public let next: UInt64?
}

/// A piece of the difference between two moments.
public struct DifferencePart: Equatable, Codable, Sendable {
  /// `same`, `inserted` or `deleted`.
  public let kind: String
  /// The text.
  public let text: String
  /// Who inserted or deleted it, by ``HistoryPerson/id``.
  public let person: Int?
  /// When, in milliseconds since 1970.
  public let time: Int64?
  /// The same number stands at both ends of a move.
  public let move: Int?
}

/// What is different between two moments of a pad.
public struct PadDifference: Equatable, Codable, Sendable {
  /// The earlier moment.
  public let from: FoundMoment
  /// The later moment.
  public let to: FoundMoment
  /// Everybody in the pad's history.
  public let persons: [HistoryPerson]
  /// The later text with what was deleted, in order.
  public let parts: [DifferencePart]
}
