// SPDX-License-Identifier: Apache-2.0

import Storage

/// A pad's editions: a record for each pad.
struct EditionRecord: Codable, Equatable, Sendable {
  /// One edition.
  struct Entry: Codable, Equatable, Sendable {
    /// The manifest, byte for byte.
    let manifest: String
    /// Its SHA-256, by which the edition is named.
    let sha256: String
    /// Who finished it, as the log names authors.
    var who: String?
    /// When it was erased, in milliseconds since 1970.
    var erased: Int64?
  }

  /// That the next edition was begun.
  struct Beginning: Codable, Equatable, Sendable {
    let replaces: Int
    let time: Int64
    let note: String?
    var who: String?
  }

  /// By number, from 1.
  var editions: [Entry] = []
  /// The edition that the pad is now; 0 while it can be written in.
  var current = 0
  /// How the edition that is being written was begun; nil before the first is finished.
  var begun: Beginning?
  /// The last row of the log that is never joined with others again.
  var frozen: UInt64 = 0
  /// What people are published as, by ``HistoryPerson/id``.
  var names: [Int: String] = [:]
  /// Those of them who chose it themselves.
  var choosers: Set<Int>?

  /// The editions in whose history a row, or one after it, is.
  func editions(from row: UInt64) -> [Int] {
    editions.indices.filter { index in
      let manifest = EditionManifest(Array(editions[index].manifest.utf8))
      return manifest.map { $0.head >= row } ?? false
    }.map { $0 + 1 }
  }
}

/// Where editions are written down.
struct EditionBook: Sendable {
  static let collection = "editions"
  private static let parts = "edition-parts:"
  /// The most editions of one pad.
  static let maximumEditions = 200

  let records: any RecordStore

  private var pads: PadRecords<EditionRecord> {
    // Whether a pad may be written in must not be guessed.
    PadRecords(store: records, collection: Self.collection, blank: EditionRecord()) { pad in
      .storage(.damagedRecord(collection: Self.collection, key: pad.rawValue))
    }
  }

  func record(of pad: PadName) async throws(PadError) -> EditionRecord {
    try await pads.value(of: pad)
  }

  /// Changes a pad's record, as ``PadRecords/change(_:_:)`` does.
  func change<Value: Sendable>(
    _ pad: PadName,
    _ body: (inout EditionRecord) throws(PadError) -> Value
  ) async throws(PadError) -> Value {
    try await pads.change(pad, body)
  }

  /// Which pads have editions.
  func pads() async throws(PadError) -> [PadName] {
    try await storing { () throws(StorageError) in
      try await records.records(in: Self.collection)
    }.compactMap { PadName($0.key) }
  }

  /// Keeps a part, in the place of what an earlier try left.
  func keep(
    _ bytes: [UInt8],
    as part: EditionPart,
    of number: Int,
    _ pad: PadName
  ) async throws(PadError) {
    try await storing { () throws(StorageError) in
      let collection = Self.parts + pad.rawValue
      let key = Self.key(part, number)
      while true {
        let known = try await records.record(key, in: collection)?.revision ?? 0
        if try await records.put(bytes, at: key, in: collection, ifRevision: known) { return }
      }
    }
  }

  /// A part's bytes; nil when it is not there.
  func part(
    _ part: EditionPart,
    of number: Int,
    _ pad: PadName
  ) async throws(StorageError) -> [UInt8]? {
    try await records.record(Self.key(part, number), in: Self.parts + pad.rawValue)?.value
  }

  /// Forgets parts.
  func forget(
    _ part: EditionPart,
    of number: Int,
    _ pad: PadName
  ) async throws(PadError) {
    _ = try await storing { () throws(StorageError) in
      try await records.remove(Self.key(part, number), from: Self.parts + pad.rawValue)
    }
  }

  /// Names somebody else in the place of who is erased, in all pads.
  func replaceAuthor(_ author: String, by other: String) async throws(PadError) {
    for pad in try await pads() {
      try await change(pad) { record throws(PadError) in
        for index in record.editions.indices where record.editions[index].who == author {
          record.editions[index].who = other
        }
        if record.begun?.who == author { record.begun?.who = other }
      }
    }
  }

  private static func key(_ part: EditionPart, _ number: Int) -> String {
    "\(number).\(part.rawValue)"
  }
}
