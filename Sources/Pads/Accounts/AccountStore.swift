// SPDX-License-Identifier: Apache-2.0

import Storage

/// Where accounts are written down: a record for each account, session and secret, and one for each
/// name by which an account is found, so that each such name is one account's.
struct AccountStore: Sendable {
  /// What is written down.
  enum Collection: String {
    /// By account.
    case accounts
    /// The account of an e-mail address, by its hash.
    case emails = "account-emails"
    /// The account of somebody a provider knows, by hash.
    case subjects = "account-subjects"
    /// The account of a guest, by guest.
    case guests = "account-guests"
    /// By the hash of their token.
    case sessions = "account-sessions"
    /// Invitations and ways to a new password, by the hash of their secret.
    case secrets = "account-secrets"
    /// How members are written to about their pads, by account.
    case digests = "account-digests"
  }

  let records: any RecordStore

  /// A record and its revision; nil when there is none, or a later version wrote it.
  func read<Value: Decodable>(
    _ type: Value.Type,
    _ key: String,
    in collection: Collection
  ) async throws(StorageError) -> (value: Value, revision: UInt64)? {
    guard let record = try await records.record(key, in: collection.rawValue),
      let value = StoredJSON.decoded(type, record)
    else { return nil }
    return (value, record.revision)
  }

  /// All records of a collection that can be read.
  func all<Value: Decodable>(
    _ type: Value.Type,
    in collection: Collection
  ) async throws(StorageError) -> [(key: String, value: Value, revision: UInt64)] {
    try await records.records(in: collection.rawValue).compactMap { record in
      StoredJSON.decoded(type, record).map { (record.key, $0, record.revision) }
    }
  }

  /// Writes a record if it is still the one that is known.
  func put<Value: Encodable>(
    _ value: Value,
    at key: String,
    in collection: Collection,
    ifRevision revision: UInt64
  ) async throws(StorageError) -> Bool {
    try await records.put(
      StoredJSON.encoded(value),
      at: key,
      in: collection.rawValue,
      ifRevision: revision
    )
  }

  /// Removes a record, whatever it holds.
  ///
  /// - Returns: Whether it was there, and not removed by somebody else meanwhile.
  @discardableResult
  func remove(_ key: String, from collection: Collection) async throws(StorageError) -> Bool {
    try await records.remove(key, from: collection.rawValue)
  }
}
