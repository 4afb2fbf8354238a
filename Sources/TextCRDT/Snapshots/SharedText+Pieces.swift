// SPDX-License-Identifier: Apache-2.0

/// A text at a moment, and which units it is made of.
public struct TextPieces: Sendable {
  /// Units of one client that stand one after the other, in the text and by clock.
  public struct Piece: Equatable, Sendable {
    /// The first of them.
    public let first: ItemID
    /// How many UTF-16 units they are.
    public let length: Int
  }

  /// The text; embeds are left out.
  public let text: String

  /// The pieces in the text's order; their lengths are the text's.
  public let pieces: [Piece]
}

extension SharedText {
  /// The text that was visible at a moment, with the identity of each unit.
  ///
  /// - Parameter snapshot: A moment of the document, or of another one that has no more than it.
  /// - Returns: The text and its pieces.
  /// - Throws: ``SnapshotError``; the document must not collect garbage.
  /// - Complexity: O(*n* log *m* + *k*); *n* items, *m* deleted ranges of the snapshot, *k* bytes.
  public func pieces(at snapshot: Snapshot) throws(SnapshotError) -> TextPieces {
    try document.check(snapshot)
    var pieces: [TextPieces.Piece] = []
    let bytes = document.store.textBytes(of: type, at: snapshot) { client, clocks in
      if let last = pieces.last, last.first.client == client,
        last.first.clock + UInt64(last.length) == clocks.lowerBound
      {
        pieces[pieces.count - 1] = TextPieces.Piece(
          first: last.first,
          length: last.length + clocks.count
        )
      } else {
        pieces.append(
          TextPieces.Piece(
            first: ItemID(client: client, clock: clocks.lowerBound),
            length: clocks.count
          )
        )
      }
    }
    guard let bytes else { throw .contentCollected }
    return TextPieces(text: String(decoding: bytes, as: UTF8.self), pieces: pieces)
  }

  /// A visible part of the text, with the identity of each unit; embeds are left out.
  ///
  /// Half a surrogate pair at an end reads as U+FFFD.
  ///
  /// - Parameter range: In visible UTF-16 units, within `0..<length`.
  /// - Returns: The text and its pieces.
  /// - Complexity: O(log *n* + *k*); *k* items in the range.
  public func pieces(in range: Range<Int>) -> TextPieces {
    precondition(range.lowerBound >= 0 && range.upperBound <= length)
    var pieces: [TextPieces.Piece] = []
    var bytes: [UInt8] = []
    guard !range.isEmpty else { return TextPieces(text: "", pieces: []) }
    var (slot, begin) = document.store.visibleItem(at: range.lowerBound, in: type)
    while begin < range.upperBound {
      let span = document.store.items.spans[slot]
      let end = begin + Int(span.visibleLength)
      if span.kind == .string, end > begin {
        let first = span.clock + UInt32(max(0, range.lowerBound - begin))
        let last = span.end - UInt32(max(0, end - range.upperBound))
        document.store.appendText(of: slot, UInt64(first)..<UInt64(last), to: &bytes)
        let client = document.store.clients.rows[span.client].id
        pieces.append(
          TextPieces.Piece(
            first: ItemID(client: client, clock: UInt64(first)),
            length: Int(last - first)
          )
        )
      }
      begin = end
      slot = document.store.items.links[slot].right
    }
    return TextPieces(text: String(decoding: bytes, as: UTF8.self), pieces: pieces)
  }

  /// The visible units and the identity of each, embeds among them.
  ///
  /// - Complexity: O(*n*) in items.
  public var visiblePieces: [TextPieces.Piece] {
    var pieces: [TextPieces.Piece] = []
    var slot = document.store.types.rows[type].start
    while slot != noSlot {
      let span = document.store.items.spans[slot]
      if span.visibleLength > 0 {
        let id = ItemID(
          client: document.store.clients.rows[span.client].id,
          clock: UInt64(span.clock)
        )
        pieces.append(TextPieces.Piece(first: id, length: Int(span.visibleLength)))
      }
      slot = document.store.items.links[slot].right
    }
    return pieces
  }
}

extension Document {
  /// The units that read as a text now, one after the other in any sequence of any type.
  ///
  /// - Parameter text: Not empty.
  /// - Returns: All of them.
  /// - Complexity: O(*n*) in items and bytes.
  public func units(reading text: String) -> DeleteSet {
    let needle = Needle(text.utf16)
    var found = DeleteSet()
    for type in 0..<UInt32(store.types.rows.count) where store.types.rows[type].visibleLength > 0 {
      let places = needle.places(in: store.textUnits(of: type))
      guard !places.isEmpty else { continue }
      var next = 0
      var offset = 0
      for piece in SharedText(document: self, type: type).visiblePieces {
        let end = offset + piece.length
        while next < places.count, places[next].upperBound <= offset { next += 1 }
        var index = next
        while index < places.count, places[index].lowerBound < end {
          let part = places[index].clamped(to: offset..<end)
          let first = piece.first.clock + UInt64(part.lowerBound - offset)
          found.insert(first..<(first + UInt64(part.count)), of: piece.first.client)
          index += 1
        }
        offset = end
      }
    }
    return found
  }

  /// Deletes units, whatever they are and wherever they stand.
  ///
  /// - Parameter units: The units; those that are not here are left alone.
  /// - Throws: ``EditError/limitExceeded(_:)``; the document is then unchanged.
  /// - Complexity: O(*n* log *m*); *n* ranges of units, *m* items.
  public func delete(_ units: DeleteSet) throws(EditError) {
    var known = DeleteSet()
    for (client, ranges) in units.ranges {
      let end = nextClock(of: client)
      for part in ranges.map({ $0.clamped(to: 0..<end) }) where !part.isEmpty {
        known.insert(part, of: client)
      }
    }
    var writer = ByteWriter()
    writer.writeVarUInt(0)
    known.write(to: &writer)
    do {
      try apply(writer.bytes)
    } catch {
      // Nothing else can be wrong with deletes of what is here.
      throw .limitExceeded(.updateBytes)
    }
  }

  /// The next clock expected of one client.
  ///
  /// - Parameter client: The client.
  /// - Returns: How many of its units are known.
  public func nextClock(of client: ClientID) -> UInt64 {
    store.clients.index(of: client).map { UInt64(store.clients.rows[$0].nextClock) } ?? 0
  }

  /// The text of units that one client inserted, deleted ones that were kept included.
  ///
  /// - Parameters:
  ///   - client: The client.
  ///   - clocks: The units.
  /// - Returns: The text; nil when some are unknown, gone or no text.
  /// - Complexity: O(*k* log *n*); *k* items of the range.
  public func text(of client: ClientID, _ clocks: Range<UInt64>) -> String? {
    guard let index = store.clients.index(of: client),
      clocks.upperBound <= UInt64(store.clients.rows[index].nextClock)
    else { return nil }
    var bytes: [UInt8] = []
    var clock = clocks.lowerBound
    while clock < clocks.upperBound {
      let slot = store.slot(containing: CompactID(client: index, clock: UInt32(clock)))
      guard store.items.spans[slot].kind == .string else { return nil }
      let end = min(clocks.upperBound, UInt64(store.items.spans[slot].end))
      store.appendText(of: slot, clock..<end, to: &bytes)
      clock = end
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
