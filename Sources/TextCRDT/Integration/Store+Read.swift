// SPDX-License-Identifier: Apache-2.0

// Reading an update (v1) into the plan. Grammar, from Yjs 13.5 (`encoding.js`, `Item.js`):
//
//   update  = varUint(clients) section* deleteSet
//   section = varUint(blocks) varUint(client) varUint(clock) block*
//   block   = info [origin] [rightOrigin] [parent [key]] content
//   info    = kind + 128 if there is an origin + 64 if there is a right origin + 32 if a key
//   parent  = 1 rootName | 0 id        only when there is neither origin nor right origin

extension Store {
  /// Reads all blocks and deletes of an update; checks each by itself.
  mutating func readUpdate(_ source: [UInt8]) throws(UpdateError) {
    guard source.count <= limits.maximumUpdateBytes else { throw .limitExceeded(.updateBytes) }
    plan.source = source
    var reader = ByteReader(source)
    for _ in 0..<(try reader.readCount()) { try readSection(from: &reader) }
    try readDeletes(from: &reader)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
    guard contentBytes + plan.contentBytes <= limits.maximumDocumentBytes else {
      throw .limitExceeded(.documentBytes)
    }
    guard items.count + plan.blocks.count <= limits.maximumBlocks else {
      throw .limitExceeded(.blocks)
    }
  }

  private mutating func readSection(from reader: inout ByteReader) throws(UpdateError) {
    let count = try reader.readCount()
    let client = try readClient(from: &reader)
    guard clients.rows[client].segment == noIndex else { throw .repeatedClient }
    var clock = try reader.readClock(limits)
    let first = plan.blocks.count
    clients.rows[client].segment = UInt32(plan.segments.count)
    plan.segments.append(
      Segment(
        client: client,
        cursor: first,
        endBlock: first,
        firstBlock: first,
        foundBlock: first
      )
    )
    // A block takes two bytes at least, so that a lie cannot reserve more than the update's size.
    let expected = first + min(count, reader.remaining / 2)
    plan.blocks.reserve(expected)
    plan.clocks.reserve(expected)
    for _ in 0..<count {
      let block = try readBlock(from: &reader, client: client, clock: clock)
      guard UInt64(clock) + UInt64(block.length) <= limits.maximumClock else {
        throw .limitExceeded(.clock)
      }
      clock += block.length
      plan.blocks.append(block)
      plan.clocks.append(block.clock)
    }
    plan.segments[plan.segments.count - 1].endBlock = plan.blocks.count
    plan.segments[plan.segments.count - 1].endOffset = reader.offset
  }

  private mutating func readClient(from reader: inout ByteReader) throws(UpdateError) -> UInt32 {
    let id = ClientID(rawValue: try reader.readVarUInt())
    let client = clients.insert(id)
    guard clients.count <= limits.maximumClients else { throw .limitExceeded(.clients) }
    return client
  }

  /// Reads a block and puts the document's indices for its IDs and names.
  private mutating func readBlock(
    from reader: inout ByteReader,
    client: UInt32,
    clock: UInt32
  ) throws(UpdateError) -> PlannedBlock {
    let raw = try reader.readBlock(limits)
    var block = PlannedBlock(
      kind: raw.kind,
      client: client,
      clock: clock,
      length: raw.length,
      start: raw.start
    )
    block.contentStart = raw.contentStart
    block.contentEnd = raw.contentEnd
    plan.contentBytes += raw.content.count
    if raw.hasOrigin {
      block.origin = try compactID(raw.originClient, raw.originClock)
    }
    if raw.hasRightOrigin {
      block.rightOrigin = try compactID(raw.rightOriginClient, raw.rightOriginClock)
    }
    guard raw.hasParent else { return block }
    if raw.hasRootParent {
      block.parent = types.insertRoot(named: names.insert([UInt8](plan.source[raw.parentName])))
      guard types.rootCount <= limits.maximumRoots else { throw .limitExceeded(.roots) }
    } else {
      block.parentItem = try compactID(raw.parentClient, raw.parentClock)
    }
    if raw.hasKey { block.key = names.insert([UInt8](plan.source[raw.key])) }
    return block
  }

  private mutating func compactID(
    _ id: UInt64,
    _ clock: UInt32
  ) throws(UpdateError) -> CompactID {
    let client = clients.insert(ClientID(rawValue: id))
    guard clients.count <= limits.maximumClients else { throw .limitExceeded(.clients) }
    return CompactID(client: client, clock: clock)
  }

  private mutating func readDeletes(from reader: inout ByteReader) throws(UpdateError) {
    for _ in 0..<(try reader.readCount()) {
      let client = try readClient(from: &reader)
      for _ in 0..<(try reader.readCount()) {
        let clock = try reader.readClock(limits)
        let length = try reader.readVarUInt()
        guard UInt64(clock) + length <= limits.maximumClock else { throw .limitExceeded(.clock) }
        if length > 0 {
          plan.deletes.append(
            ClockRange(client: client, clock: clock, end: clock + UInt32(length))
          )
        }
      }
    }
  }
}
