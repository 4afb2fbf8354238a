// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// The authors of a pad by number, in the order in which they first appear in its log.
struct HistoryPersons: Equatable, Sendable {
  /// As the log names them.
  private(set) var authors: [String?] = []
  private var numbers: [String?: UInt32] = [:]

  init() {}

  /// The number of an author, who gets one if need be.
  mutating func number(of author: String?) -> UInt32 {
    if let number = numbers[author] { return number }
    let number = UInt32(authors.count)
    authors.append(author)
    numbers[author] = number
    return number
  }

  func write(to writer: inout ByteWriter) {
    writer.writeVarUInt(UInt64(authors.count))
    for author in authors {
      // What follows the sign keeps nobody and the empty name apart.
      writer.writeString(author.map { "=" + $0 } ?? "")
    }
  }

  init(from reader: inout ByteReader) throws(UpdateError) {
    for _ in 0..<(try reader.readVarUInt()) {
      let text = try reader.readString()
      _ = number(of: text.isEmpty ? nil : String(text.dropFirst()))
    }
  }
}
