// SPDX-License-Identifier: Apache-2.0

/// A small named value with a revision that grows at each change.
public struct Record: Equatable, Sendable {
  /// The name within its collection.
  public let key: String

  /// The value; what it means is the collection's own affair.
  public let value: [UInt8]

  /// 1 for the first value, one more at each change.
  public let revision: UInt64

  /// Describes a record.
  ///
  /// - Parameters:
  ///   - key: The name within its collection.
  ///   - value: The value.
  ///   - revision: 1 for the first value, one more at each change.
  public init(key: String, value: [UInt8], revision: UInt64) {
    self.key = key
    self.value = value
    self.revision = revision
  }
}

/// Small named values that change: the other of the two things durable state needs.
public protocol RecordStore: Sendable {
  /// Reads one record.
  ///
  /// - Parameters:
  ///   - key: The name within the collection.
  ///   - collection: The collection.
  /// - Returns: The record, or `nil` when there is none.
  /// - Throws: ``StorageError/damagedRecord(collection:key:)`` when it fails its checksum.
  func record(_ key: String, in collection: String) async throws(StorageError) -> Record?

  /// Writes a record if it is still the one the caller knows.
  ///
  /// - Parameters:
  ///   - value: The new value; `nil` removes the record.
  ///   - key: The name within the collection.
  ///   - collection: The collection.
  ///   - revision: The revision known to the caller; 0 when there was no record.
  /// - Returns: Whether it was written; `false` when the record has changed meanwhile.
  /// - Throws: ``StorageError``.
  func put(
    _ value: [UInt8]?,
    at key: String,
    in collection: String,
    ifRevision revision: UInt64
  ) async throws(StorageError) -> Bool

  /// Lists a collection.
  ///
  /// - Parameter collection: The collection.
  /// - Returns: Its records by key in byte order.
  /// - Throws: ``StorageError``.
  func records(in collection: String) async throws(StorageError) -> [Record]

  /// Lists what of a collection can be read.
  ///
  /// - Parameter collection: The collection.
  /// - Returns: Its records by key in byte order; those that fail their checksum are left out.
  /// - Throws: ``StorageError``.
  func soundRecords(in collection: String) async throws(StorageError) -> [Record]
}

extension RecordStore {
  /// Removes a record, whatever it holds and whoever changes it meanwhile.
  ///
  /// - Parameters:
  ///   - key: The name within the collection.
  ///   - collection: The collection.
  /// - Returns: Whether it was there, and not removed by somebody else meanwhile.
  /// - Throws: ``StorageError``.
  @discardableResult
  public func remove(
    _ key: String,
    from collection: String
  ) async throws(StorageError) -> Bool {
    while let record = try await record(key, in: collection) {
      if try await put(nil, at: key, in: collection, ifRevision: record.revision) { return true }
    }
    return false
  }
}
