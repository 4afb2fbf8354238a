// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage

/// Records of one kind, one for each pad.
struct PadRecords<Value: Codable & Equatable & Sendable>: Sendable {
  let store: any RecordStore
  let collection: String
  /// What a pad has for which nothing was written.
  let blank: Value
  /// What is said of a pad whose record is no such value.
  let unreadable: @Sendable (PadName) -> PadError

  func value(of pad: PadName) async throws(PadError) -> Value {
    try await read(pad).value
  }

  /// Changes a pad's record; a body that throws changes nothing.
  ///
  /// The body is called again when somebody else changed the record meanwhile.
  func change<Result: Sendable>(
    _ pad: PadName,
    _ body: (inout Value) throws(PadError) -> Result
  ) async throws(PadError) -> Result {
    while true {
      var (value, revision) = try await read(pad)
      let before = value
      let result = try body(&value)
      if value == before { return result }
      let isWritten = try await storing { () throws(StorageError) in
        try await store.put(
          StoredJSON.encoded(value),
          at: pad.rawValue,
          in: collection,
          ifRevision: revision
        )
      }
      if isWritten { return result }
    }
  }

  private func read(_ pad: PadName) async throws(PadError) -> (value: Value, revision: UInt64) {
    let record = try await storing { () throws(StorageError) in
      try await store.record(pad.rawValue, in: collection)
    }
    guard let record else { return (blank, 0) }
    guard let value = StoredJSON.decoded(Value.self, record) else { throw unreadable(pad) }
    return (value, record.revision)
  }
}

/// Values as records hold them.
enum StoredJSON {
  static func encoded(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Strings, numbers and lists of them can always be encoded.
    guard let data = try? encoder.encode(value) else { preconditionFailure("not JSON") }
    return Array(data)
  }

  /// A record's value; nil when a later version wrote it.
  static func decoded<Value: Decodable>(_ type: Value.Type, _ record: Record) -> Value? {
    try? JSONDecoder().decode(type, from: Data(record.value))
  }
}

/// Does something with what is stored, and says of the pad what went wrong with the storage.
func storing<Value: Sendable>(
  _ body: () async throws(StorageError) -> Value
) async throws(PadError) -> Value {
  do {
    return try await body()
  } catch {
    throw .storage(error)
  }
}
