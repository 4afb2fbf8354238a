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
    var writer = ByteWriter()
    writer.bytes.reserveCapacity(64 + (vector.entries.isEmpty ? contentBytes + items.count * 8 : 0))
    writeSections(&sections, to: &writer)
    writeDeleteSet(to: &writer)
    return writer.bytes
  }

  /// The update (v1) of what the open transaction did.
  mutating func encodeTransaction() -> [UInt8] {
    var sections: [CompactID] = []
    for index in 0..<transaction.advanced.count {
      let before = transaction.advanced[index]
      if before.clock < clients.rows[before.client].nextClock { sections.append(before) }
    }
    var writer = ByteWriter()
    writeSections(&sections, to: &writer)
    var deletes = DeleteSet()
    for index in 0..<transaction.deleted.count {
      let range = transaction.deleted[index]
      deletes.insert(
        UInt64(range.clock)..<UInt64(range.end), of: clients.rows[range.client].id)
    }
    deletes.write(to: &writer)
    return writer.bytes
  }

  /// Higher client IDs come first, which spares the reader conflicts.
  private mutating func writeSections(_ sections: inout [CompactID], to writer: inout ByteWriter) {
    writer.writeVarUInt(UInt64(sections.count))
    var order: [(id: ClientID, section: CompactID)] = []
    order.reserveCapacity(sections.count)
    for section in sections { order.append((clients.rows[section.client].id, section)) }
    order.sort { $0.id > $1.id }
    for entry in order { writeSection(entry.section, to: &writer) }
  }

  private mutating func writeSection(_ from: CompactID, to writer: inout ByteWriter) {
    let first = slot(containing: from)
    let position = clients.rows[from.client].hint
    var count = 0
    let chunks = clients.rows[from.client].directory.count
    for chunk in position.directory..<chunks {
      count += index.count(ofChunk: clients.rows[from.client].directory[chunk])
    }
    count -= position.entry
    writer.writeVarUInt(UInt64(count))
    writer.writeVarUInt(clients.rows[from.client].id.rawValue)
    writer.writeVarUInt(UInt64(from.clock))
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

  private func writeBlock(_ slot: Slot, offset: UInt32, to writer: inout ByteWriter) {
    let span = items.spans[slot]
    guard span.kind != .collected else {
      writer.writeByte(0)
      writer.writeVarUInt(UInt64(span.length - offset))
      return
    }
    var origins = items.origins[slot]
    if offset > 0 {
      origins.origin = CompactID(client: span.client, clock: span.clock + offset - 1)
    }
    let info =
      span.kind.rawValue | (origins.origin.isNone ? 0 : 0x80)
      | (origins.rightOrigin.isNone ? 0 : 0x40) | (span.isMapEntry ? 0x20 : 0)
    writer.writeByte(info)
    if !origins.origin.isNone { writeID(origins.origin, to: &writer) }
    if !origins.rightOrigin.isNone { writeID(origins.rightOrigin, to: &writer) }
    if origins.origin.isNone, origins.rightOrigin.isNone { writeParent(of: slot, to: &writer) }
    writeContent(of: slot, span, offset: offset, to: &writer)
  }

  private func writeID(_ id: CompactID, to writer: inout ByteWriter) {
    writer.writeVarUInt(clients.rows[id.client].id.rawValue)
    writer.writeVarUInt(UInt64(id.clock))
  }

  private func writeParent(of slot: Slot, to writer: inout ByteWriter) {
    let links = items.links[slot]
    let parent = types.rows[links.parent]
    if parent.isRoot {
      writer.writeByte(1)
      writer.writeByteArray(names[parent.name])
    } else {
      writer.writeByte(0)
      writeID(items.spans[parent.item].id, to: &writer)
    }
    if items.spans[slot].isMapEntry { writer.writeByteArray(names[links.place]) }
  }

  private func writeContent(
    of slot: Slot, _ span: ItemSpan, offset: UInt32, to writer: inout ByteWriter
  ) {
    let content = items.contents[slot]
    switch span.kind {
    case .deleted: writer.writeVarUInt(UInt64(span.length - offset))
    case .string: writeText(content, span, offset: offset, to: &writer)
    case .any, .json:
      writer.writeVarUInt(UInt64(span.length - offset))
      var start = content.start
      if offset > 0 {
        start += clients.rows[span.client].bytes.byteOffset(
          ofElement: Int(offset), in: content.range, isJSON: span.kind == .json)
      }
      clients.rows[span.client].bytes.copy(Int(start)..<Int(content.end), to: &writer.bytes)
    case .binary:
      writer.writeVarUInt(UInt64(content.byteCount))
      clients.rows[span.client].bytes.copy(content.range, to: &writer.bytes)
    case .embed, .format, .document:
      clients.rows[span.client].bytes.copy(content.range, to: &writer.bytes)
    case .type:
      let type = types.rows[content.start]
      writer.writeByte(type.kind.rawValue)
      if type.kind.hasName { writer.writeByteArray(names[type.name]) }
    case .collected, .skip: preconditionFailure("written by writeBlock or never stored")
    }
  }

  private func writeText(
    _ content: ContentSlice, _ span: ItemSpan, offset: UInt32, to writer: inout ByteWriter
  ) {
    guard offset > 0 else {
      writer.writeVarUInt(UInt64(content.byteCount))
      clients.rows[span.client].bytes.copy(content.range, to: &writer.bytes)
      return
    }
    let (byte, splitsPair) = clients.rows[span.client].bytes.byteOffset(
      ofUnit: Int(offset), length: Int(span.length), in: content.range)
    // Half of a surrogate pair is written as U+FFFD, which is what JavaScript's encoder makes of it.
    let start = content.start + byte + (splitsPair ? 4 : 0)
    writer.writeVarUInt(UInt64(content.end - start) + (splitsPair ? 3 : 0))
    if splitsPair { writer.bytes.append(contentsOf: UTF8Text.replacement) }
    clients.rows[span.client].bytes.copy(Int(start)..<Int(content.end), to: &writer.bytes)
  }

  // MARK: Delete set

  private func writeDeleteSet(to writer: inout ByteWriter) {
    var order: [(id: ClientID, client: UInt32, count: Int)] = []
    for client in 0..<clients.count {
      var count = 0
      forEachDeletedRange(of: UInt32(client)) { _, _ in count += 1 }
      if count > 0 { order.append((clients.rows[client].id, UInt32(client), count)) }
    }
    order.sort { $0.id > $1.id }
    writer.writeVarUInt(UInt64(order.count))
    for entry in order {
      writer.writeVarUInt(entry.id.rawValue)
      writer.writeVarUInt(UInt64(entry.count))
      forEachDeletedRange(of: entry.client) { start, end in
        writer.writeVarUInt(UInt64(start))
        writer.writeVarUInt(UInt64(end - start))
      }
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
