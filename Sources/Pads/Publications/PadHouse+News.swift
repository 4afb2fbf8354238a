// SPDX-License-Identifier: Apache-2.0

import Storage

extension PadHouse {
  private static let newsCollection = "kb-news"

  /// What a home was told of published editions.
  ///
  /// - Parameter home: What names it.
  /// - Returns: The state that was told last, by address and number.
  /// - Throws: ``PadError/storage(_:)``.
  public func toldNews(of home: String) async throws(PadError) -> [String: String] {
    let records = try await storing { () throws(StorageError) in
      try await storage.records.soundRecords(in: Self.newsCollection)
    }
    var states: [String: String] = [:]
    for record in records where record.key.hasPrefix("\(home) ") {
      states[String(record.key.dropFirst(home.count + 1))] = String(
        decoding: record.value,
        as: UTF8.self
      )
    }
    return states
  }

  /// Notes that a home was told of an edition; of a withdrawn one nothing needs to be known any more.
  ///
  /// - Parameters:
  ///   - name: The edition's address and number.
  ///   - state: What was told; nil that it was withdrawn.
  ///   - home: What names the home.
  /// - Throws: ``PadError/storage(_:)``.
  public func noteTold(
    _ name: String,
    _ state: String?,
    to home: String
  ) async throws(PadError) {
    let (records, key) = (storage.records, "\(home) \(name)")
    try await storing { () throws(StorageError) in
      // A record that is damaged cannot be written over; what it is about is told again.
      for _ in 0..<10 {
        let record = try? await records.record(key, in: Self.newsCollection)
        if record == nil, state == nil { return }
        let isWritten = try await records.put(
          state.map { Array($0.utf8) },
          at: key,
          in: Self.newsCollection,
          ifRevision: record?.revision ?? 0
        )
        if isWritten { return }
      }
    }
  }
}
