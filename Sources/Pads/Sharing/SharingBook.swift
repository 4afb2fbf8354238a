// SPDX-License-Identifier: Apache-2.0

import Foundation
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

  func sharing(of pad: PadName) async throws(PadError) -> PadSharing {
    try await read(pad).sharing
  }

  /// Changes a pad's record; a body that throws changes nothing.
  ///
  /// The body is called again when somebody else changed the record meanwhile.
  func change<Value: Sendable>(
    _ pad: PadName,
    _ body: (inout PadSharing) throws(PadError) -> Value
  ) async throws(PadError) -> Value {
    while true {
      var (sharing, revision) = try await read(pad)
      let before = sharing
      let value = try body(&sharing)
      if sharing == before { return value }
      let isWritten = try await storing { () throws(StorageError) in
        try await records.put(
          Self.encoded(sharing),
          at: pad.rawValue,
          in: Self.pads,
          ifRevision: revision
        )
      }
      if isWritten { return value }
    }
  }

  /// The pad that a share name leads to, perhaps no longer.
  func pad(of name: ShareName) async throws(PadError) -> PadName? {
    let record = try await storing { () throws(StorageError) in
      try await records.record(name.hash, in: Self.names)
    }
    return record.flatMap { PadName(String(decoding: $0.value, as: UTF8.self)) }
  }

  /// Writes down where a new share name leads to.
  func note(_ name: ShareName, of pad: PadName) async throws(PadError) {
    _ = try await storing { () throws(StorageError) in
      try await records.put(
        [UInt8](pad.rawValue.utf8),
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
        guard let record = try await records.record(hash, in: Self.names) else { return true }
        return try await records.put(nil, at: hash, in: Self.names, ifRevision: record.revision)
      }
    }
  }

  /// All pads' records that can be read.
  func all() async throws(PadError) -> [(pad: PadName, sharing: PadSharing)] {
    let all = try await storing { () throws(StorageError) in
      try await records.records(in: Self.pads)
    }
    return all.compactMap { record in
      guard let pad = PadName(record.key),
        let sharing = try? JSONDecoder().decode(PadSharing.self, from: Data(record.value))
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
        _ = try await records.put(
          nil,
          at: record.key,
          in: Self.given + stored,
          ifRevision: record.revision
        )
      }
    }
  }

  /// The pads that somebody was given, by name; some may be another's again.
  func given(to stored: String) async throws(PadError) -> [PadName] {
    try await storing { () throws(StorageError) in
      try await records.records(in: Self.given + stored)
    }.compactMap { PadName($0.key) }
  }

  private func read(_ pad: PadName) async throws(PadError) -> (
    sharing: PadSharing, revision: UInt64
  ) {
    let record = try await storing { () throws(StorageError) in
      try await records.record(pad.rawValue, in: Self.pads)
    }
    guard let record else { return (PadSharing(), 0) }
    guard let sharing = try? JSONDecoder().decode(PadSharing.self, from: Data(record.value)) else {
      // Who may come in must not be guessed.
      throw .sharingUnreadable
    }
    return (sharing, record.revision)
  }

  private static func encoded(_ sharing: PadSharing) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Strings, numbers and lists of them can always be encoded.
    guard let data = try? encoder.encode(sharing) else { preconditionFailure("not JSON") }
    return Array(data)
  }

  private func storing<Value: Sendable>(
    _ body: () async throws(StorageError) -> Value
  ) async throws(PadError) -> Value {
    do {
      return try await body()
    } catch {
      throw .storage(error)
    }
  }
}
