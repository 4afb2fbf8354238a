// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Whether a unit is in the document.
  @inline(__always)
  func knows(_ id: CompactID) -> Bool {
    id.clock < clients.rows[id.client].nextClock
  }

  /// The item that holds a known unit.
  ///
  /// - Complexity: O(1) in the client's newest item or near the last lookup, else O(log *n*).
  @inline(__always)
  mutating func slot(containing id: CompactID) -> Slot {
    let newest = clients.rows[id.client].newest
    if newest != noSlot, items.spans[newest].holds(id) { return newest }
    return locate(id)
  }

  /// The item that holds a known unit; the client's hint says afterwards where its index has it.
  mutating func locate(_ id: CompactID) -> Slot {
    precondition(id.clock < clients.rows[id.client].nextClock)
    let hint = clients.rows[id.client].hint
    if hint.directory < clients.rows[id.client].directory.count {
      let chunk = clients.rows[id.client].directory[hint.directory]
      if hint.entry < index.count(ofChunk: chunk) {
        let slot = index.slot(hint.entry, ofChunk: chunk)
        if items.spans[slot].clock <= id.clock {
          if id.clock < items.spans[slot].end { return slot }
          let entry = index.entry(of: id.clock, inChunk: chunk, from: hint.entry)
          let next = index.slot(entry, ofChunk: chunk)
          if id.clock < items.spans[next].end {
            clients.rows[id.client].hint.entry = entry
            return next
          }
        }
      }
    }
    let position = position(containing: id)
    clients.rows[id.client].hint = position
    return index.slot(at: position, in: clients.rows[id.client].directory)
  }

  /// Where the clock index holds the item of a known unit.
  private mutating func position(containing id: CompactID) -> ClockPosition {
    let lastChunk = clients.rows[id.client].directory.count - 1
    let chunk = clients.rows[id.client].directory[lastChunk]
    let lastEntry = index.count(ofChunk: chunk) - 1
    if items.spans[index.slot(lastEntry, ofChunk: chunk)].clock <= id.clock {
      return ClockPosition(directory: lastChunk, entry: lastEntry)
    }
    return index.position(of: id.clock, in: clients.rows[id.client].directory)
  }

  /// The item that holds a known unit, given where it was a moment ago.
  @inline(__always)
  mutating func slot(containing id: CompactID, hint: Slot) -> Slot {
    if hint != noSlot, items.spans[hint].holds(id) { return hint }
    return slot(containing: id)
  }

  /// The item that holds a known unit, which most often is the left neighbour or the one behind it.
  @inline(__always)
  mutating func slot(containing id: CompactID, beside left: Slot) -> Slot {
    guard left != noSlot else { return slot(containing: id) }
    if items.spans[left].holds(id) { return left }
    return slot(containing: id, hint: items.links[left].right)
  }

  /// The item that ends with a known unit; one that goes on behind it is split.
  @inline(__always)
  mutating func slotEnding(with id: CompactID, hint: Slot = noSlot) -> Slot {
    let slot = slot(containing: id, hint: hint)
    let span = items.spans[slot]
    if span.end - 1 != id.clock, span.kind != .collected {
      _ = split(slot, at: id.clock - span.clock + 1)
    }
    return slot
  }

  /// The item that begins with a known unit, most often the one behind another; one that begins
  /// before the unit is split.
  @inline(__always)
  mutating func slotBeginning(
    with id: CompactID,
    behind left: Slot = noSlot,
    hint: Slot = noSlot
  ) -> Slot {
    let next = left == noSlot ? noSlot : items.links[left].right
    let isNext = next != noSlot && items.spans[next].holds(id)
    let slot = isNext ? next : slot(containing: id, hint: hint)
    let span = items.spans[slot]
    if span.clock == id.clock || span.kind == .collected { return slot }
    return split(slot, at: id.clock - span.clock)
  }

  /// Splits an item in two and returns the right part.
  ///
  /// - Parameters:
  ///   - slot: The item, of a divisible kind; it becomes the left part.
  ///   - offset: In units, `1..<length`.
  /// - Returns: The right part.
  mutating func split(_ slot: Slot, at offset: UInt32) -> Slot {
    let span = items.spans[slot]
    precondition(offset > 0 && offset < span.length && span.kind.isDivisible)
    // Makes the hint point at `slot`.
    _ = locate(span.id)
    let (leftContent, rightContent) = splitContent(of: slot, at: offset)
    let links = items.links[slot]
    var rightSpan = span
    rightSpan.clock += offset
    rightSpan.length -= offset
    var rightOrigins = items.origins[slot]
    rightOrigins.origin = CompactID(client: span.client, clock: span.clock + offset - 1)
    var rightLinks = links
    rightLinks.left = slot
    let right = items.insert(
      rightSpan,
      origins: rightOrigins,
      links: rightLinks,
      content: rightContent
    )
    items.spans[slot].length = offset
    items.contents[slot] = leftContent
    if span.kind != .collected {
      items.links[slot].right = right
      if links.right != noSlot { items.links[links.right].left = right }
      if span.isMapEntry {
        if links.right == noSlot { types.setEntry(right, of: links.parent, key: links.place) }
      } else if types.rows[links.parent].tree != noIndex {
        tree.didSplit(
          slot,
          into: right,
          root: &types.rows[links.parent].tree,
          items: &items
        )
      }
    } else {
      items.origins[right] = items.origins[slot]
      items.links[right] = .none
    }
    let hint = clients.rows[span.client].hint
    index.insert(
      right,
      clock: rightSpan.clock,
      after: hint,
      in: &clients.rows[span.client].directory
    )
    if clients.rows[span.client].newest == slot { clients.rows[span.client].newest = right }
    return right
  }

  /// Divides an item's content; a surrogate pair split in two leaves U+FFFD on both sides, as in
  /// Yjs (`ContentString.splice`).
  private mutating func splitContent(
    of slot: Slot,
    at offset: UInt32
  ) -> (left: ContentSlice, right: ContentSlice) {
    let span = items.spans[slot]
    let content = items.contents[slot]
    switch span.kind {
    case .string:
      let (bytes, splitsPair) = clients.rows[span.client].bytes.byteOffset(
        ofUnit: Int(offset),
        length: Int(span.length),
        in: content.range
      )
      guard splitsPair else { return content.split(atByte: bytes) }
      return splitPair(of: content, client: span.client, atByte: bytes)
    case .any, .json:
      return content.split(
        atByte: clients.rows[span.client].bytes.byteOffset(
          ofElement: Int(offset),
          in: content.range,
          isJSON: span.kind == .json
        )
      )
    case .deleted, .collected: return (content, content)
    case .binary, .embed, .format, .type, .document, .skip:
      preconditionFailure("content of one unit cannot be split")
    }
  }

  /// The four bytes of the pair begin at `byte`; the left keeps its place, the right moves.
  private mutating func splitPair(
    of content: ContentSlice,
    client: UInt32,
    atByte byte: UInt32
  ) -> (left: ContentSlice, right: ContentSlice) {
    let pair = Int(content.start + byte)
    for (index, value) in UTF8Text.replacement.enumerated() {
      clients.rows[client].bytes[pair + index] = value
    }
    let start = clients.rows[client].bytes.count
    for value in UTF8Text.replacement { clients.rows[client].bytes.append(value) }
    clients.rows[client].bytes.appendCopy(of: (pair + 4)..<Int(content.end))
    let added = clients.rows[client].bytes.count - start
    contentBytes += added
    clients.rows[client].deadBytes += 1 + Int(content.end) - (pair + 4)
    return (
      ContentSlice(start: content.start, byteCount: byte + 3),
      ContentSlice(start: UInt32(start), byteCount: UInt32(added))
    )
  }
}

extension ContentSlice {
  fileprivate func split(atByte byte: UInt32) -> (left: ContentSlice, right: ContentSlice) {
    (
      ContentSlice(start: start, byteCount: byte),
      ContentSlice(start: start + byte, byteCount: byteCount - byte)
    )
  }
}

extension Column where Element == UInt8 {
  /// The byte at which a UTF-16 unit begins, counted from the start of a range of UTF-8.
  ///
  /// When the unit is the second half of a surrogate pair, the byte is where the pair begins.
  ///
  /// - Parameters:
  ///   - unit: In UTF-16 units from the start of the range.
  ///   - length: Of the whole range in units; tells ASCII, where the answer is immediate.
  ///   - range: Where the text stands.
  /// - Returns: The byte from the start of the range, and whether the unit is half of a pair.
  /// - Complexity: O(1) for ASCII, else O(*n*) in the bytes before.
  func byteOffset(
    ofUnit unit: Int,
    length: Int,
    in range: Range<Int>
  ) -> (bytes: UInt32, splitsPair: Bool) {
    if range.count == length { return (UInt32(unit), false) }
    var byte = range.lowerBound
    var units = 0
    while units < unit {
      let step = UTF8Text.step(self[byte])
      if units + step.units > unit { return (UInt32(byte - range.lowerBound), true) }
      units += step.units
      byte += step.bytes
    }
    return (UInt32(byte - range.lowerBound), false)
  }

  /// The byte at which an element of `any` or JSON content begins, from the start of the range.
  func byteOffset(ofElement element: Int, in range: Range<Int>, isJSON: Bool) -> UInt32 {
    var bytes: [UInt8] = []
    copy(range, to: &bytes)
    var reader = ByteReader(bytes)
    reader.skipElements(element, isJSON: isJSON)
    return UInt32(reader.offset)
  }
}
