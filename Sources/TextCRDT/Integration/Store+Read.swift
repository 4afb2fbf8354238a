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
  mutating func readUpdate(_ source: consuming [UInt8]) throws(UpdateError) {
    guard source.count <= limits.maximumUpdateBytes else { throw .limitExceeded(.updateBytes) }
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
    plan.source = reader.bytes
  }

  private mutating func readSection(from reader: inout ByteReader) throws(UpdateError) {
    let count = try reader.readCount()
    let client = try readClient(from: &reader)
    guard clients.rows[client].segment == noIndex else { throw .repeatedClient }
    var clock = try reader.readClock(limits)
    let first = plan.blocks.count
    let contentBefore = plan.contentBytes
    clients.rows[client].segment = UInt32(plan.segments.count)
    plan.segments.append(
      Segment(
        client: client,
        clock: clock,
        cursor: first,
        endBlock: first,
        firstBlock: first
      )
    )
    // A block takes two bytes at least, so that a lie cannot reserve more than the update's size.
    let expected = first + min(count, reader.remaining / 2)
    plan.blocks.reserve(expected)
    plan.clocks.reserve(expected)
    for _ in 0..<count {
      let length = try readBlock(from: &reader, client: client, clock: clock)
      guard UInt64(clock) + UInt64(length) <= limits.maximumClock else {
        throw .limitExceeded(.clock)
      }
      plan.clocks.append(clock)
      clock += length
    }
    plan.segments[plan.segments.count - 1].endBlock = plan.blocks.count
    plan.segments[plan.segments.count - 1].endOffset = reader.offset
    plan.segments[plan.segments.count - 1].contentBytes = UInt32(plan.contentBytes - contentBefore)
    if plan.blocks.count - first >= Plan.smallestSignposted { plan.setSignposts() }
  }

  private mutating func readClient(from reader: inout ByteReader) throws(UpdateError) -> UInt32 {
    let id = ClientID(rawValue: try reader.readVarUInt())
    let client = clients.insert(id)
    guard clients.count <= limits.maximumClients else { throw .limitExceeded(.clients) }
    return client
  }

  /// Reads a block into the plan, with the document's indices for its IDs and names.
  ///
  /// - Returns: Its length in units.
  @inline(__always)
  private mutating func readBlock(
    from reader: inout ByteReader,
    client: UInt32,
    clock: UInt32
  ) throws(UpdateError) -> UInt32 {
    let start = UInt32(reader.offset)
    let info = try reader.readBlockInfo()
    var origin = CompactID.none
    var rightOrigin = CompactID.none
    var parent = NamedParent()
    if info.hasOrigin { origin = try readID(from: &reader) }
    if info.hasRightOrigin { rightOrigin = try readID(from: &reader) }
    if info.hasParent { parent = try readParent(info, from: &reader) }
    let content = try reader.readContent(info.kind, limits)
    plan.contentBytes += Int(content.end - content.start)
    plan.blocks.append(
      PlannedBlock(
        kind: info.kind,
        client: client,
        clock: clock,
        length: content.length,
        origin: origin,
        rightOrigin: rightOrigin,
        parent: parent.type,
        parentItem: parent.item,
        key: parent.key,
        start: start,
        contentStart: content.start,
        contentEnd: content.end
      )
    )
    return content.length
  }

  /// Where an update says that a block goes.
  private struct NamedParent: BitwiseCopyable {
    /// The root's type, or of the item that holds the type the index of `parentItems`.
    var type = noIndex
    var item = noIndex
    /// The key's name.
    var key = noIndex
  }

  private mutating func readParent(
    _ info: BlockInfo,
    from reader: inout ByteReader
  ) throws(UpdateError) -> NamedParent {
    var parent = NamedParent()
    if try reader.readVarUInt() == 1 {
      let (name, _) = try reader.readStringSlice()
      parent.type = types.insertRoot(named: names.insert([UInt8](reader.bytes[name])))
      guard types.rootCount <= limits.maximumRoots else { throw .limitExceeded(.roots) }
    } else {
      parent.item = UInt32(plan.parentItems.count)
      plan.parentItems.append(try readID(from: &reader))
    }
    if info.hasKey {
      let (key, _) = try reader.readStringSlice()
      parent.key = names.insert([UInt8](reader.bytes[key]))
    }
    return parent
  }

  @inline(__always)
  private mutating func readID(from reader: inout ByteReader) throws(UpdateError) -> CompactID {
    let client = try readClient(from: &reader)
    return CompactID(client: client, clock: try reader.readClock(limits))
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
