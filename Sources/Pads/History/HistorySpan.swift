// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// What one author did without a longer rest.
struct HistorySpan: Equatable, Sendable {
  /// A rest of this length ends a span, in milliseconds.
  static let rest: Int64 = 600_000

  /// The author's number in ``HistoryPersons``.
  var person: UInt32
  /// In milliseconds since 1970.
  var from: Int64
  var to: Int64
  /// The first and the last log entry.
  var first: UInt64
  var last: UInt64
  /// In UTF-16 units.
  var written: Int
  var deleted: Int

  /// Adds what the same author did after it, if it was soon enough.
  mutating func join(_ other: HistorySpan) -> Bool {
    guard person == other.person, other.from - to < Self.rest else { return false }
    (to, last) = (other.to, other.last)
    written += other.written
    deleted += other.deleted
    return true
  }
}

/// Spans in the order of their beginning, as they are gathered from rows or other spans in order.
struct HistorySpans: Equatable, Sendable {
  private(set) var all: [HistorySpan] = []
  /// The last span of each author.
  private var open: [UInt32: Int] = [:]

  init() {}

  mutating func add(_ span: HistorySpan) {
    if let index = open[span.person], all[index].join(span) { return }
    open[span.person] = all.count
    all.append(span)
  }

  /// The encoding that a stretch's head carries.
  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.writeVarUInt(UInt64(all.count))
    for span in all {
      writer.writeVarUInt(UInt64(span.person))
      writer.writeVarUInt(UInt64(max(0, span.from)))
      writer.writeVarUInt(UInt64(max(0, span.to - span.from)))
      writer.writeVarUInt(span.first)
      writer.writeVarUInt(span.last - span.first)
      writer.writeVarUInt(UInt64(span.written))
      writer.writeVarUInt(UInt64(span.deleted))
    }
    return writer.bytes
  }

  init(decoding bytes: [UInt8]) throws(UpdateError) {
    var reader = ByteReader(bytes)
    for _ in 0..<(try reader.readVarUInt()) {
      guard let person = UInt32(exactly: try reader.readVarUInt()) else { throw .numberOutOfRange }
      let from = Int64(try reader.readVarUInt())
      let to = from + Int64(try reader.readVarUInt())
      let first = try reader.readVarUInt()
      add(
        HistorySpan(
          person: person,
          from: from,
          to: to,
          first: first,
          last: first + (try reader.readVarUInt()),
          written: Int(try reader.readVarUInt()),
          deleted: Int(try reader.readVarUInt())
        )
      )
    }
  }
}
