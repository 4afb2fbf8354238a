// SPDX-License-Identifier: Apache-2.0

import Storage

/// Where it is written down who may do what: a record for each pad, and one for each share name
/// that tells the pad.
///
/// The pad's record alone decides: a share name whose link is not in it opens nothing, so that the
/// two records need not change together.
struct SharingBook: Sendable {
  private static let pads = "sharing"
  private static let names = "share-names"
  /// Pads that were given to somebody who did not start them, by who it was.
  private static let given = "given:"

  let records: any RecordStore

  private var pads: PadRecords<PadSharing> {
    // Who may come in must not be guessed.
    PadRecords(store: records, collection: Self.pads, blank: PadSharing()) { _ in .sharingUnreadable
    }
  }

  func sharing(of pad: PadName) async throws(PadError) -> PadSharing {
    try await pads.value(of: pad)
  }

  /// Changes a pad's record, as ``PadRecords/change(_:_:)`` does.
  func change<Value: Sendable>(
    _ pad: PadName,
    _ body: (inout PadSharing) throws(PadError) -> Value
  ) async throws(PadError) -> Value {
    try await pads.change(pad, body)
  }

  /// Where a share name leads, perhaps no longer.
  func place(of name: ShareName) async throws(PadError) -> ShareNamePlace? {
    let record = try await storing { () throws(StorageError) in
      try await records.record(name.hash, in: Self.names)
    }
    return record.flatMap { ShareNamePlace(stored: String(decoding: $0.value, as: UTF8.self)) }
  }

  /// Writes down where a new share name leads.
  func note(_ name: ShareName, _ place: ShareNamePlace) async throws(PadError) {
    _ = try await storing { () throws(StorageError) in
      try await records.put(
        [UInt8](place.stored.utf8),
        at: name.hash,
        in: Self.names,
        ifRevision: 0
      )
    }
  }

  /// Forgets share names of links that are no more.
  func forget(nameHashes: [String]) async throws(PadError) {
    for hash in nameHashes {
      _ = try await storing { () throws(StorageError) in
        try await records.remove(hash, from: Self.names)
      }
    }
  }

  /// Forgets all names by which only one member comes.
  func forgetNames(of account: AccountID) async throws(PadError) {
    let all = try await storing { () throws(StorageError) in
      try await records.records(in: Self.names)
    }
    try await forget(
      nameHashes: all.compactMap { record in
        let place = ShareNamePlace(stored: String(decoding: record.value, as: UTF8.self))
        return place?.bearer?.account == account ? record.key : nil
      }
    )
  }

  /// All pads' records that can be read.
  func all() async throws(PadError) -> [(pad: PadName, sharing: PadSharing)] {
    let all = try await storing { () throws(StorageError) in
      try await records.records(in: Self.pads)
    }
    return all.compactMap { record in
      guard let pad = PadName(record.key),
        let sharing = StoredJSON.decoded(PadSharing.self, record)
      else { return nil }
      return (pad, sharing)
    }
  }

  /// The pads that were put into the trash before a moment, and are not purged to the end.
  func trashed(before end: Int64) async throws(PadError) -> [PadName] {
    try await all().compactMap { pad, sharing in
      guard let trashed = sharing.trashed, trashed <= end else { return nil }
      return pad
    }
  }

  /// Notes that a pad is given to somebody; whose it is its own record tells.
  func noteGiven(_ pad: PadName, to stored: String) async throws(PadError) {
    _ = try await storing { () throws(StorageError) in
      try await records.put([], at: pad.rawValue, in: Self.given + stored, ifRevision: 0)
    }
  }

  /// Forgets what was given to somebody.
  func forgetGiven(to stored: String) async throws(PadError) {
    try await storing { () throws(StorageError) in
      for record in try await records.records(in: Self.given + stored) {
        try await records.remove(record.key, from: Self.given + stored)
      }
    }
  }

  /// The pads that somebody was given, by name; some may be another's again.
  func given(to stored: String) async throws(PadError) -> [PadName] {
    try await storing { () throws(StorageError) in
      try await records.records(in: Self.given + stored)
    }.compactMap { PadName($0.key) }
  }
}
