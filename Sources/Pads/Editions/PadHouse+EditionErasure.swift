// SPDX-License-Identifier: Apache-2.0

import Storage

extension PadHouse {
  /// Takes texts and states of editions away whose history was changed by an erasure.
  ///
  /// They keep number, manifest and hashes.
  ///
  /// - Parameters:
  ///   - row: The first row that changes.
  ///   - time: When it was erased, in milliseconds since 1970.
  ///   - pad: The pad.
  /// - Throws: ``PadError/storage(_:)``.
  func eraseEditions(
    from row: UInt64,
    at time: Int64,
    of pad: PadName
  ) async throws(PadError) {
    let numbers = try await editionBook.change(pad) { record throws(PadError) -> [Int] in
      let numbers = record.editions(from: row)
      for number in numbers {
        record.editions[number - 1].erased = record.editions[number - 1].erased ?? time
      }
      return numbers
    }
    try await withdrawEditions(numbers, of: pad)
    for number in numbers {
      for part in [EditionPart.text, .state] {
        try await editionBook.forget(part, of: number, pad)
      }
    }
  }

  /// The editions that hold a row, or one after it, and were not erased.
  func editions(from row: UInt64, of pad: PadName) async throws(PadError) -> [Int] {
    let record = try await editionBook.record(of: pad)
    return record.editions(from: row).filter { record.editions[$0 - 1].erased == nil }
  }

  /// The editions whose manifest, description or contributors hold a passage.
  func editions(mentioning passage: String, of pad: PadName) async throws(PadError) -> [Int] {
    let record = try await editionBook.record(of: pad)
    let quoted = String(
      String(decoding: StoredJSON.encoded(passage), as: UTF8.self).dropFirst().dropLast()
    )
    var numbers: [Int] = []
    for (index, entry) in record.editions.enumerated() where !entry.manifest.isEmpty {
      var texts = [entry.manifest]
      for part in [EditionPart.metadata, .contributors] {
        let bytes = try await storing { () throws(StorageError) in
          try await editionBook.part(part, of: index + 1, pad)
        }
        if let bytes { texts.append(String(decoding: bytes, as: UTF8.self)) }
      }
      if texts.contains(where: { $0.contains(passage) || $0.contains(quoted) }) {
        numbers.append(index + 1)
      }
    }
    return numbers
  }

  /// Leaves of editions only number and hash.
  func forgetEditions(_ numbers: [Int], of pad: PadName) async throws(PadError) {
    guard !numbers.isEmpty else { return }
    // Before, because nobody asks a second time for what has no manifest any more.
    try await withdrawEditions(numbers, of: pad)
    let time = now()
    try await editionBook.change(pad) { record throws(PadError) in
      for number in numbers where record.editions.indices.contains(number - 1) {
        let entry = record.editions[number - 1]
        record.editions[number - 1] = EditionRecord.Entry(
          manifest: "",
          sha256: entry.sha256,
          erased: entry.erased ?? time
        )
      }
    }
    // And after, for what was published in between.
    try await withdrawEditions(numbers, of: pad)
    for number in numbers {
      for part in EditionPart.allCases { try await editionBook.forget(part, of: number, pad) }
    }
  }

  /// Leaves of a purged pad's editions only number and hash.
  func purgeEditions(of pad: PadName) async throws(PadError) {
    let count = try await editionBook.change(pad) { record throws(PadError) in
      (record.begun, record.names, record.choosers) = (nil, [:], nil)
      return record.editions.count
    }
    try await forgetEditions(Array(0..<count).map { $0 + 1 }, of: pad)
  }
}
