// SPDX-License-Identifier: Apache-2.0

import Storage

/// What of a pad is, or was, part of the knowledge base: a record for each pad.
struct PublicationRecord: Codable, Equatable, Sendable {
  /// When an edition was published.
  struct Entry: Codable, Equatable, Sendable {
    /// In milliseconds since 1970; the last time where it was withdrawn in between.
    let published: Int64
    /// When it was withdrawn; nil while it is published.
    var withdrawn: Int64?
  }

  /// The text's address; nil before anything was published.
  var address: String?
  /// What was ever published, by the edition's number.
  var editions: [Int: Entry] = [:]

  /// All of it by number.
  var all: [PublishedEdition] { editions.keys.sorted().compactMap(edition) }

  /// An edition as it is, or was, published; nil for one that never was.
  func edition(_ number: Int) -> PublishedEdition? {
    guard let address, let entry = editions[number] else { return nil }
    return PublishedEdition(
      address: address,
      number: number,
      published: entry.published,
      withdrawn: entry.withdrawn
    )
  }
}

/// Where publications are written down, and whose an address is.
///
/// An address is its pad's for ever. One that a pad claimed and then did not use, because somebody else
/// gave it another at the same moment, stays claimed.
struct PublicationBook: Sendable {
  static let collection = "publications"
  private static let addresses = "publication-addresses"

  let records: any RecordStore

  private var pads: PadRecords<PublicationRecord> {
    // What everybody may read must not be guessed.
    PadRecords(store: records, collection: Self.collection, blank: PublicationRecord()) { pad in
      .storage(.damagedRecord(collection: Self.collection, key: pad.rawValue))
    }
  }

  func record(of pad: PadName) async throws(PadError) -> PublicationRecord {
    try await pads.value(of: pad)
  }

  /// Changes a pad's record, as ``PadRecords/change(_:_:)`` does.
  func change<Value: Sendable>(
    _ pad: PadName,
    _ body: (inout PublicationRecord) throws(PadError) -> Value
  ) async throws(PadError) -> Value {
    try await pads.change(pad, body)
  }

  /// All pads' records that can be read.
  func all() async throws(PadError) -> [PublicationRecord] {
    try await storing { () throws(StorageError) in
      try await records.soundRecords(in: Self.collection)
    }.compactMap { StoredJSON.decoded(PublicationRecord.self, $0) }
  }

  /// The pad whose an address is.
  func pad(at address: String) async throws(PadError) -> PadName? {
    let record = try await storing { () throws(StorageError) in
      try await records.record(address, in: Self.addresses)
    }
    return record.flatMap { PadName(String(decoding: $0.value, as: UTF8.self)) }
  }

  /// Claims an address for a pad: what of the title identifies it, with a number behind while others
  /// have it.
  ///
  /// - Complexity: O(pads that have the same title).
  func claimAddress(for pad: PadName, titled title: String) async throws(PadError) -> String {
    let slug = Slug.of(title)
    var number = 1
    while true {
      let address = number == 1 ? slug : "\(slug)-\(number)"
      let isFree = try await storing { () throws(StorageError) in
        try await records.put(
          Array(pad.rawValue.utf8),
          at: address,
          in: Self.addresses,
          ifRevision: 0
        )
      }
      if isFree { return address }
      if try await self.pad(at: address) == pad { return address }
      number += 1
    }
  }
}
