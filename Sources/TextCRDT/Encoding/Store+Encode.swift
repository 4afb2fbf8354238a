// SPDX-License-Identifier: Apache-2.0

extension Store {
  var stateVector: StateVector {
    var result = StateVector()
    for client in 0..<clients.count where clients.rows[client].nextClock > 0 {
      result.setNextClock(UInt64(clients.rows[client].nextClock), of: clients.rows[client].id)
    }
    return result
  }

  /// All deleted units.
  ///
  /// - Complexity: O(*n*) in items.
  var deleteSet: DeleteSet {
    var result = DeleteSet()
    for client in 0..<clients.count {
      let id = clients.rows[client].id
      forEachDeletedRange(of: UInt32(client)) { start, end in
        result.insert(UInt64(start)..<UInt64(end), of: id)
      }
    }
    return result
  }

  /// The update (v1) of everything a state vector lacks, with the whole delete set.
  mutating func encodeState(since vector: StateVector) -> [UInt8] {
    var sections: [CompactID] = []
    for client in 0..<clients.count {
      let known = vector.nextClock(of: clients.rows[client].id)
      if known < UInt64(clients.rows[client].nextClock) {
        sections.append(CompactID(client: UInt32(client), clock: UInt32(known)))
      }
    }
    var writer = Column<UInt8>()
    if vector.entries.isEmpty { writer.reserve(64 + contentBytes + items.count * 8) }
    writeSections(&sections, to: &writer)
    writeDeleteSet(to: &writer)
    return writer.array
  }

  /// The update (v1) of what the open transaction did.
  mutating func encodeTransaction() -> [UInt8] {
    var sections: [CompactID] = []
    for index in 0..<transaction.advanced.count {
      let before = transaction.advanced[index]
      if before.clock < clients.rows[before.client].nextClock { sections.append(before) }
    }
    var writer = Column<UInt8>()
    writeSections(&sections, to: &writer)
    var deletes = DeleteSet()
    for index in 0..<transaction.deleted.count {
      let range = transaction.deleted[index]
      deletes.insert(
        UInt64(range.clock)..<UInt64(range.end),
        of: clients.rows[range.client].id
      )
    }
    return writer.array + deletes.encoded()
  }

  /// Higher client IDs come first, which spares the reader conflicts.
  private mutating func writeSections(_ sections: inout [CompactID], to writer: inout Column<UInt8>)
  {
    writer.appendVarUInt(UInt64(sections.count))
    var order: [(id: ClientID, section: CompactID)] = []
    order.reserveCapacity(sections.count)
    for section in sections { order.append((clients.rows[section.client].id, section)) }
    order.sort { $0.id > $1.id }
    for entry in order { writeSection(entry.section, to: &writer) }
  }

  private mutating func writeSection(_ from: CompactID, to writer: inout Column<UInt8>) {
    let first = locate(from)
    let position = clients.rows[from.client].hint
    var count = 0
    let chunks = clients.rows[from.client].directory.count
    for chunk in position.directory..<chunks {
      count += index.count(ofChunk: clients.rows[from.client].directory[chunk])
    }
    count -= position.entry
    writer.appendVarUInt(UInt64(count))
    writer.appendVarUInt(clients.rows[from.client].id.rawValue)
    writer.appendVarUInt(UInt64(from.clock))
    writeBlock(first, offset: from.clock - items.spans[first].clock, to: &writer)
    var entry = position.entry + 1
    for chunk in position.directory..<chunks {
      let chunk = clients.rows[from.client].directory[chunk]
      while entry < index.count(ofChunk: chunk) {
        writeBlock(index.slot(entry, ofChunk: chunk), offset: 0, to: &writer)
        entry += 1
      }
      entry = 0
    }
  }

  private mutating func writeBlock(_ slot: Slot, offset: UInt32, to writer: inout Column<UInt8>) {
    let span = items.spans[slot]
    guard span.kind != .collected else {
      writer.append(0)
      writer.appendVarUInt(UInt64(span.length - offset))
      return
    }
    var origins = items.origins[slot]
    if offset > 0 {
      origins.origin = CompactID(client: span.client, clock: span.clock + offset - 1)
    }
    let info =
      span.kind.rawValue | (origins.origin.isNone ? 0 : 0x80)
      | (origins.rightOrigin.isNone ? 0 : 0x40) | (span.isMapEntry ? 0x20 : 0)
    writer.append(info)
    if !origins.origin.isNone { writeID(origins.origin, to: &writer) }
    if !origins.rightOrigin.isNone { writeID(origins.rightOrigin, to: &writer) }
    if origins.origin.isNone, origins.rightOrigin.isNone { writeParent(of: slot, to: &writer) }
    writeContent(of: slot, span, offset: offset, to: &writer)
  }

  private mutating func writeID(_ id: CompactID, to writer: inout Column<UInt8>) {
    writer.appendVarUInt(clients.rows[id.client].id.rawValue)
    writer.appendVarUInt(UInt64(id.clock))
  }

  private mutating func writeParent(of slot: Slot, to writer: inout Column<UInt8>) {
    let links = items.links[slot]
    let parent = types.rows[links.parent]
    if parent.isRoot {
      writer.append(1)
      write(names[parent.name], to: &writer)
    } else {
      writer.append(0)
      writeID(items.spans[parent.item].id, to: &writer)
    }
    if items.spans[slot].isMapEntry { write(names[links.place], to: &writer) }
  }

  private mutating func write(_ name: [UInt8], to writer: inout Column<UInt8>) {
    writer.appendVarUInt(UInt64(name.count))
    writer.append(contentsOf: name, in: 0..<name.count)
  }

  private mutating func writeContent(
    of slot: Slot,
    _ span: ItemSpan,
    offset: UInt32,
    to writer: inout Column<UInt8>
  ) {
    let content = items.contents[slot]
    switch span.kind {
    case .deleted: writer.appendVarUInt(UInt64(span.length - offset))
    case .string: writeText(content, span, offset: offset, to: &writer)
    case .any, .json:
      writer.appendVarUInt(UInt64(span.length - offset))
      var start = content.start
      if offset > 0 {
        start += clients.rows[span.client].bytes.byteOffset(
          ofElement: Int(offset),
          in: content.range,
          isJSON: span.kind == .json
        )
      }
      writer.append(Int(start)..<Int(content.end), of: clients.rows[span.client].bytes)
    case .binary:
      writer.appendVarUInt(UInt64(content.byteCount))
      writer.append(content.range, of: clients.rows[span.client].bytes)
    case .embed, .format, .document:
      writer.append(content.range, of: clients.rows[span.client].bytes)
    case .type:
      let type = types.rows[content.start]
      writer.append(type.kind.rawValue)
      if type.kind.hasName { write(names[type.name], to: &writer) }
    case .collected, .skip: preconditionFailure("written by writeBlock or never stored")
    }
  }

  private mutating func writeText(
    _ content: ContentSlice,
    _ span: ItemSpan,
    offset: UInt32,
    to writer: inout Column<UInt8>
  ) {
    guard offset > 0 else {
      writer.appendVarUInt(UInt64(content.byteCount))
      writer.append(content.range, of: clients.rows[span.client].bytes)
      return
    }
    let (byte, splitsPair) = clients.rows[span.client].bytes.byteOffset(
      ofUnit: Int(offset),
      length: Int(span.length),
      in: content.range
    )
    // Half of a surrogate pair is written as U+FFFD, which is what JavaScript's encoder makes of it.
    let start = content.start + byte + (splitsPair ? 4 : 0)
    writer.appendVarUInt(UInt64(content.end - start) + (splitsPair ? 3 : 0))
    if splitsPair { writer.append(contentsOf: UTF8Text.replacement, in: 0..<3) }
    writer.append(Int(start)..<Int(content.end), of: clients.rows[span.client].bytes)
  }

  // MARK: Delete set

  private mutating func writeDeleteSet(to writer: inout Column<UInt8>) {
    var order: [(id: ClientID, count: Int, bytes: Range<Int>)] = []
    var ranges = Column<UInt8>()
    for client in 0..<clients.count {
      var count = 0
      let start = ranges.count
      forEachDeletedRange(of: UInt32(client)) { start, end in
        ranges.appendVarUInt(UInt64(start))
        ranges.appendVarUInt(UInt64(end - start))
        count += 1
      }
      if count > 0 { order.append((clients.rows[client].id, count, start..<ranges.count)) }
    }
    order.sort { $0.id > $1.id }
    writer.appendVarUInt(UInt64(order.count))
    for entry in order {
      writer.appendVarUInt(entry.id.rawValue)
      writer.appendVarUInt(UInt64(entry.count))
      writer.append(entry.bytes, of: ranges)
    }
  }

  private func forEachDeletedRange(of client: UInt32, _ body: (UInt32, UInt32) -> Void) {
    var start = noIndex
    var end: UInt32 = 0
    for chunk in 0..<clients.rows[client].directory.count {
      let chunk = clients.rows[client].directory[chunk]
      for entry in 0..<index.count(ofChunk: chunk) {
        let span = items.spans[index.slot(entry, ofChunk: chunk)]
        guard span.isDeleted else { continue }
        if start != noIndex, span.clock == end {
          end = span.end
          continue
        }
        if start != noIndex { body(start, end) }
        start = span.clock
        end = span.end
      }
    }
    if start != noIndex { body(start, end) }
  }
}
