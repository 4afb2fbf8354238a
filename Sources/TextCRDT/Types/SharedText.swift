// SPDX-License-Identifier: Apache-2.0

/// A text of a ``Document``.
///
/// Offsets and lengths count visible UTF-16 units, as JavaScript does.
public struct SharedText: AttributedType {
  let document: Document
  let type: UInt32

  /// What the handle points at.
  public var reference: TypeReference { TypeReference(document: document, type: type) }

  /// The visible length in UTF-16 units, embeds counted as one.
  public var length: Int { Int(document.store.types.rows[type].visibleLength) }

  /// The visible text; embeds are left out.
  ///
  /// - Complexity: O(*n*) in items and bytes.
  public var string: String {
    String(decoding: document.store.textBytes(of: type), as: UTF8.self)
  }

  /// Inserts text, which takes on the attributes in force before it.
  ///
  /// Concurrent insertions at one place are ordered by YATA
  /// ([Nicolaescu et al. 2016](https://doi.org/10.1145/2957276.2957310)).
  ///
  /// - Parameters:
  ///   - text: The text to insert; may be empty.
  ///   - offset: In visible UTF-16 units, `0...length`.
  /// - Throws: ``EditError``; the document is then unchanged.
  /// - Complexity: O(1) near the last edit, else O(log *n*) in items; O(*n*) in a text with
  ///   attributes.
  public func insert(_ text: String, at offset: Int) throws(EditError) {
    guard !hasFormats else { return try insert(text, at: offset, inheriting: true, [:]) }
    guard document.observation != nil else {
      return try document.store.insertText(text, at: offset, in: type, client: document.clientID)
    }
    document.begin()
    defer { document.end() }
    try document.store.insertText(text, at: offset, in: type, client: document.clientID)
  }

  /// Removes a range.
  ///
  /// - Parameter range: In visible UTF-16 units, within `0..<length`.
  /// - Throws: ``EditError/offsetOutOfBounds(_:)``; the document is then unchanged.
  /// - Complexity: O(log *n* + *k*); *k* items in the range. O(*n*) in a text with attributes.
  public func remove(_ range: Range<Int>) throws(EditError) {
    guard !hasFormats else { return try removeFormatted(range) }
    guard document.observation != nil else {
      return try document.store.remove(range, in: type)
    }
    document.begin()
    defer { document.end() }
    try document.store.remove(range, in: type)
  }

  /// Makes the text read as another one by changing only what differs.
  ///
  /// What both begin and end with stays; lines in between that both have stay too, so that others'
  /// carets and attribution keep their places. An embed stands for U+FFFC: it goes where the text
  /// has none.
  ///
  /// - Parameter text: The text to read as.
  /// - Returns: What was inserted, from the end of the text to its start.
  /// - Throws: ``EditError/limitExceeded(_:)``; the document is then unchanged.
  /// - Complexity: O(*n*) where little differs; in the differing part O(*n* *d*), *d* differences.
  @discardableResult
  public func replace(with text: String) throws(EditError) -> [TextInsertion] {
    let edit = try document.store.beginEdit(of: type, by: document.clientID)
    let old = document.store.textUnits(of: type)
    let changes = TextDifference.changes(from: old, to: Array(text.utf16))
    let added = changes.reduce(0) { $0 + $1.inserted.count }
    try document.store.checkRoom(for: added * 3, length: added, client: edit.client)
    document.begin()
    defer { document.end() }
    // From the end, so that earlier offsets stay true.
    var insertions: [TextInsertion] = []
    for change in changes.reversed() {
      try remove(change.removed)
      let clock = document.nextClock(of: document.clientID)
      try insert(String(decoding: change.inserted, as: UTF16.self), at: change.removed.lowerBound)
      let length = document.nextClock(of: document.clientID) - clock
      // Formats are units, too; where there are any it is not known which units are the text's.
      guard length > 0, length == UInt64(change.inserted.count) else { continue }
      insertions.append(
        TextInsertion(
          offset: change.inserted.startIndex,
          length: change.inserted.count,
          first: ItemID(client: document.clientID, clock: clock)
        )
      )
    }
    return insertions
  }
}

/// Text that an edit of the whole put into it.
public struct TextInsertion: Equatable, Sendable {
  /// Where it stands in the new text, in UTF-16 units.
  public let offset: Int
  /// How many UTF-16 units it is.
  public let length: Int
  /// The identity of its first unit; the others follow by clock.
  public let first: ItemID
}

extension Store {
  /// The visible text of a sequence as UTF-8.
  func textBytes(of type: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(types.rows[type].visibleLength))
    var slot = types.rows[type].start
    while slot != noSlot {
      let span = items.spans[slot]
      if span.kind == .string, !span.isDeleted {
        clients.rows[span.client].bytes.copy(items.contents[slot].range, to: &bytes)
      }
      slot = items.links[slot].right
    }
    return bytes
  }

  /// The visible units of a text, U+FFFC for each that is no text.
  func textUnits(of type: UInt32) -> [UInt16] {
    var units: [UInt16] = []
    units.reserveCapacity(Int(types.rows[type].visibleLength))
    var slot = types.rows[type].start
    while slot != noSlot {
      let span = items.spans[slot]
      if span.kind == .string, !span.isDeleted {
        var bytes: [UInt8] = []
        clients.rows[span.client].bytes.copy(items.contents[slot].range, to: &bytes)
        units.append(contentsOf: String(decoding: bytes, as: UTF8.self).utf16)
      } else {
        units.append(contentsOf: repeatElement(0xFFFC, count: Int(span.visibleLength)))
      }
      slot = items.links[slot].right
    }
    return units
  }

  /// The items between which text goes that is inserted at a visible position.
  ///
  /// As in Yjs (`insertText`) it goes behind deleted items: who deletes and writes anew leaves runs
  /// that join.
  mutating func neighboursOfText(at offset: Int, in type: UInt32) -> (left: Slot, right: Slot) {
    var (left, right) = neighbours(at: offset, in: type)
    while right != noSlot, items.spans[right].isDeleted {
      left = right
      right = items.links[right].right
    }
    return (left, right)
  }
}
