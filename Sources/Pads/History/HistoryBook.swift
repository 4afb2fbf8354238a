// SPDX-License-Identifier: Apache-2.0

import Storage

/// What people did with a pad's history: a record for each pad.
struct HistoryRecord: Codable, Equatable, Sendable {
  /// A version somebody named.
  struct Version: Codable, Equatable, Sendable {
    let id: String
    var name: String
    let sequence: UInt64
    /// When the moment was, and when it was named, in milliseconds since 1970.
    let time: Int64
    let created: Int64
    /// Who named it, as the log names authors.
    var who: String?
  }

  /// A restore, or that one was taken back.
  struct Event: Codable, Equatable, Sendable {
    enum Kind: String, Codable, Sendable { case restore, undo }

    let kind: Kind
    /// The row that did it.
    let sequence: UInt64
    let time: Int64
    var who: String?
    /// The moment that was restored, or the row that was taken back.
    let of: UInt64
  }

  /// A passage that was taken out of the pad and its history; what it was is nowhere any more.
  struct Erasure: Codable, Equatable, Sendable {
    let id: String
    /// The last row that was looked at.
    let sequence: UInt64
    let time: Int64
    var who: String?
    /// In UTF-16 units.
    let length: Int
    /// The units that are still to go, as base64url of a delete set; nil once it is done.
    var units: String?
  }

  var versions: [Version] = []
  var events: [Event] = []
  /// Up to where rows of the log were looked at to be joined.
  var coalesced: UInt64 = 0
  /// nil in records of earlier versions.
  var erasures: [Erasure]?
  private var forgottenErasures: Int?

  /// How many there were, also of those that are no longer listed.
  var erasureCount: Int { (erasures?.count ?? 0) + (forgottenErasures ?? 0) }

  /// Notes an erasure; of those that are done the latest stay.
  mutating func note(_ erasure: Erasure) {
    var all = (erasures ?? []) + [erasure]
    if all.count > HistoryBook.maximumEvents, let first = all.firstIndex(where: { $0.units == nil })
    {
      all.remove(at: first)
      forgottenErasures = (forgottenErasures ?? 0) + 1
    }
    erasures = all
  }
}

/// Where named versions and restores are written down.
struct HistoryBook: Sendable {
  static let collection = "history"
  /// The most versions of one pad that people name.
  static let maximumVersions = 1_000
  /// The most restores that are remembered, the latest.
  static let maximumEvents = 1_000

  let records: any RecordStore

  private var pads: PadRecords<HistoryRecord> {
    PadRecords(store: records, collection: Self.collection, blank: HistoryRecord()) { pad in
      .storage(.damagedRecord(collection: Self.collection, key: pad.rawValue))
    }
  }

  func record(of pad: PadName) async throws(PadError) -> HistoryRecord {
    try await pads.value(of: pad)
  }

  /// Changes a pad's record, as ``PadRecords/change(_:_:)`` does.
  func change<Value: Sendable>(
    _ pad: PadName,
    _ body: (inout HistoryRecord) throws(PadError) -> Value
  ) async throws(PadError) -> Value {
    try await pads.change(pad, body)
  }

  /// Forgets a pad.
  func erase(_ pad: PadName) async throws(PadError) {
    _ = try await storing { () throws(StorageError) in
      try await records.remove(pad.rawValue, from: Self.collection)
    }
  }

  /// Names somebody else in the place of who is erased, in all pads.
  func replaceAuthor(_ author: String, by other: String) async throws(PadError) {
    let all = try await storing { () throws(StorageError) in
      try await records.records(in: Self.collection)
    }
    for stored in all {
      guard let pad = PadName(stored.key),
        String(decoding: stored.value, as: UTF8.self).contains(author)
      else { continue }
      try await change(pad) { record throws(PadError) in
        for index in record.versions.indices where record.versions[index].who == author {
          record.versions[index].who = other
        }
        for index in record.events.indices where record.events[index].who == author {
          record.events[index].who = other
        }
        for index in record.erasures?.indices ?? 0..<0
        where record.erasures?[index].who == author {
          record.erasures?[index].who = other
        }
      }
    }
  }
}
