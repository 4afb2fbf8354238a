// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// The items between which a visible position lies; an item that holds it is split.
  ///
  /// Deleted items at the position stay on the right, as in Yjs (`findPosition`).
  mutating func neighbours(at offset: Int, in type: UInt32) -> (left: Slot, right: Slot) {
    guard offset > 0 else { return (noSlot, types.rows[type].start) }
    let left = slotEnding(atVisible: offset, in: type)
    return (left, items.links[left].right)
  }

  /// The item whose visible end is at a position above 0.
  private mutating func slotEnding(atVisible offset: Int, in type: UInt32) -> Slot {
    ensureTree(of: type)
    tree.seek(offset, root: types.rows[type].tree)
    let cursor = tree.cursor
    let slot = tree.leafSlots[Int(cursor.leaf) * leafCapacity + cursor.entry]
    let inside = UInt32(offset - cursor.start)
    if inside < items.spans[slot].length { _ = split(slot, at: inside) }
    return slot
  }

  /// The item that holds a visible unit, and the position at which the item begins.
  mutating func visibleItem(at offset: Int, in type: UInt32) -> (slot: Slot, begin: Int) {
    ensureTree(of: type)
    tree.seek(offset + 1, root: types.rows[type].tree)
    let cursor = tree.cursor
    return (tree.leafSlots[Int(cursor.leaf) * leafCapacity + cursor.entry], cursor.start)
  }

  /// The last item of a sequence and what is behind it, which is nothing.
  mutating func neighboursAtEnd(of type: UInt32) -> (left: Slot, right: Slot) {
    var (left, right) = neighbours(at: Int(types.rows[type].visibleLength), in: type)
    while right != noSlot {
      left = right
      right = items.links[right].right
    }
    return (left, right)
  }

  mutating func ensureTree(of type: UInt32) {
    guard types.rows[type].tree == noIndex else { return }
    types.rows[type].tree = tree.build(from: types.rows[type].start, items: &items)
  }

  /// Inserts text of a local edit.
  mutating func insertText(
    _ text: String,
    at offset: Int,
    in type: UInt32,
    client id: ClientID
  ) throws(EditError) {
    let byteCount = text.utf8.count
    guard offset >= 0, offset <= Int(types.rows[type].visibleLength) else {
      throw .offsetOutOfBounds(offset)
    }
    // What an update that was only prepared has registered must not be mixed with the edit's.
    abandonPlan()
    guard !isDeleted(type) else { throw .typeDeleted }
    guard byteCount > 0 else { return }
    let length = byteCount == 1 ? 1 : text.utf16.count
    let client = clients.insert(id)
    try checkRoom(for: byteCount, length: length, client: client)
    transaction.depth += 1
    let (left, right) = neighboursOfText(at: offset, in: type)
    let start = clients.rows[client].bytes.count
    clients.rows[client].bytes.append(text)
    contentBytes += byteCount
    insertLocally(
      .string,
      ContentSlice(start: UInt32(start), byteCount: UInt32(byteCount)),
      length: length,
      client: client,
      between: left,
      and: right,
      parent: type
    )
    endTransaction()
  }

  /// Removes visible units of a sequence by a local edit.
  mutating func remove(_ range: Range<Int>, in type: UInt32) throws(EditError) {
    guard range.lowerBound >= 0, range.upperBound <= Int(types.rows[type].visibleLength) else {
      throw .offsetOutOfBounds(range.upperBound)
    }
    guard !range.isEmpty else { return }
    transaction.depth += 1
    deleteLocally(range, in: type)
    endTransaction()
  }

  mutating func endTransaction() {
    transaction.depth -= 1
    if transaction.depth == 0 { finishTransaction() }
  }

  /// Adds content of a local edit to its client's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The content as it stands in an update, without its count.
  ///   - client: Whose content it is.
  /// - Returns: Where it stands now.
  mutating func stage(_ bytes: [UInt8], client: UInt32) -> ContentSlice {
    let start = clients.rows[client].bytes.count
    clients.rows[client].bytes.append(contentsOf: bytes, in: 0..<bytes.count)
    contentBytes += bytes.count
    return ContentSlice(start: UInt32(start), byteCount: UInt32(bytes.count))
  }

  /// Inserts content of a local edit, `length` units, which was staged just before.
  @discardableResult
  mutating func insertLocally(
    _ kind: ContentKind,
    _ content: ContentSlice,
    length: Int,
    client: UInt32,
    between left: Slot,
    and right: Slot,
    parent: UInt32,
    key: UInt32 = noIndex
  ) -> Slot {
    abandonPlan()
    noteAdvance(of: client)
    transaction.changed = true
    let span = ItemSpan(
      client: client,
      clock: clients.rows[client].nextClock,
      length: UInt32(length),
      kind: kind,
      flags: key == noIndex ? [] : .mapEntry
    )
    let origins = ItemOrigins(
      origin: left == noSlot ? .none : items.spans[left].lastID,
      rightOrigin: right == noSlot ? .none : items.spans[right].id
    )
    return insert(
      span,
      origins: origins,
      parent: parent,
      key: key,
      content: content,
      between: left,
      and: right
    )
  }

  /// Deletes visible units of a sequence.
  mutating func deleteLocally(_ range: Range<Int>, in type: UInt32) {
    abandonPlan()
    ensureTree(of: type)
    var remaining = range.count
    var slot: Slot
    if range.lowerBound == 0 {
      slot = types.rows[type].start
    } else {
      slot = items.links[slotEnding(atVisible: range.lowerBound, in: type)].right
    }
    while remaining > 0 {
      let span = items.spans[slot]
      if span.visibleLength > 0 {
        if Int(span.length) > remaining { _ = split(slot, at: UInt32(remaining)) }
        remaining -= Int(items.spans[slot].length)
        delete(slot)
      }
      slot = items.links[slot].right
    }
  }

  /// Refuses a local edit that would exceed a limit.
  mutating func checkRoom(for bytes: Int, length: Int, client: UInt32) throws(EditError) {
    let clock = UInt64(clients.rows[client].nextClock)
    guard clock + UInt64(length) <= limits.maximumClock else { throw .limitExceeded(.clock) }
    guard contentBytes + bytes <= limits.maximumDocumentBytes else {
      throw .limitExceeded(.documentBytes)
    }
  }
}
