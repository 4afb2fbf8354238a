// SPDX-License-Identifier: Apache-2.0

import Storage

/// Where it is written down who is written to about their pads: a record for each account.
struct DigestBook: Sendable {
  private static let collection = AccountStore.Collection.digests.rawValue

  let records: any RecordStore

  /// How an account is written to; nil when it is not.
  func record(of account: AccountID) async throws(PadError) -> DigestRecord? {
    try await read(account).value
  }

  /// All who are written to.
  func all() async throws(PadError) -> [(account: AccountID, record: DigestRecord)] {
    try await storing { () throws(StorageError) in
      try await records.records(in: Self.collection)
    }.compactMap { stored in
      guard let account = AccountID(text: stored.key),
        let record = StoredJSON.decoded(DigestRecord.self, stored)
      else { return nil }
      return (account, record)
    }
  }

  /// Changes an account's record, which may come to be or to an end.
  ///
  /// The body is called again when somebody else changed the record meanwhile.
  func change<Value: Sendable>(
    _ account: AccountID,
    _ body: (inout DigestRecord?) -> Value
  ) async throws(PadError) -> Value {
    while true {
      let (before, revision) = try await read(account)
      var record = before
      let value = body(&record)
      if record == before { return value }
      let isWritten = try await storing { [record] () throws(StorageError) in
        try await records.put(
          record.map(StoredJSON.encoded),
          at: account.text,
          in: Self.collection,
          ifRevision: revision
        )
      }
      if isWritten { return value }
    }
  }

  /// - Returns: No value also for a record that a later version wrote, which is then overwritten.
  private func read(
    _ account: AccountID
  ) async throws(PadError) -> (value: DigestRecord?, revision: UInt64) {
    let stored = try await storing { () throws(StorageError) in
      try await records.record(account.text, in: Self.collection)
    }
    guard let stored else { return (nil, 0) }
    return (StoredJSON.decoded(DigestRecord.self, stored), stored.revision)
  }
}
