// SPDX-License-Identifier: Apache-2.0

/// Turns an update (v2) into the same update (v1), block by block, without a document.
///
/// It checks what it needs to read on; the reader of v1 checks what the blocks say.
struct UpdateFromV2 {
  private let limits: Limits
  private var columns: UpdateColumnsReader
  private var writer = ByteWriter()
  /// How many blocks may still come: those of a run take no bytes of their own.
  private var blocksLeft: Int

  /// - Complexity: O(*n*) in bytes read and written.
  static func convert(_ update: [UInt8], _ limits: Limits) throws(UpdateError) -> [UInt8] {
    guard update.count <= limits.maximumUpdateBytes else { throw .limitExceeded(.updateBytes) }
    var conversion = try UpdateFromV2(update, limits)
    try conversion.convertSections()
    try conversion.convertDeletes()
    try conversion.columns.checkIsAtEnd()
    return conversion.writer.bytes
  }

  private init(_ update: [UInt8], _ limits: Limits) throws(UpdateError) {
    self.limits = limits
    columns = try UpdateColumnsReader(update)
    blocksLeft = update.count + limits.maximumRepeatedBlocks
    writer.bytes.reserveCapacity(update.count * 2)
  }

  private mutating func convertSections() throws(UpdateError) {
    let sections = try columns.rest.readCount()
    writer.writeVarUInt(UInt64(sections))
    for _ in 0..<sections {
      let count = try columns.rest.readVarUInt()
      guard count <= UInt64(blocksLeft) else { throw .limitExceeded(.repeatedBlocks) }
      blocksLeft -= Int(count)
      writer.writeVarUInt(count)
      writer.writeVarUInt(try columns.clients.next())
      writer.writeVarUInt(try columns.rest.readVarUInt())
      for _ in 0..<count {
        try convertBlock()
        guard writer.bytes.count <= limits.maximumUpdateBytes else {
          throw .limitExceeded(.updateBytes)
        }
      }
    }
  }

  private mutating func convertBlock() throws(UpdateError) {
    let info = try columns.infos.next()
    guard let kind = ContentKind(rawValue: info & 0x1f) else { throw .unknownContent(info & 0x1f) }
    writer.writeByte(info)
    if kind == .skip {
      writer.writeVarUInt(try columns.rest.readVarUInt())
      return
    }
    if kind != .collected { try convertPlace(info) }
    try convertContent(kind)
  }

  private mutating func convertPlace(_ info: UInt8) throws(UpdateError) {
    if info & 0x80 != 0 {
      writer.writeVarUInt(try columns.clients.next())
      writer.writeVarUInt(try columns.leftClocks.next())
    }
    if info & 0x40 != 0 {
      writer.writeVarUInt(try columns.clients.next())
      writer.writeVarUInt(try columns.rightClocks.next())
    }
    guard info & 0xC0 == 0 else { return }
    if try columns.parentInfos.next() == 1 {
      writer.writeByte(1)
      write(try columns.strings.next())
    } else {
      writer.writeByte(0)
      writer.writeVarUInt(try columns.clients.next())
      writer.writeVarUInt(try columns.leftClocks.next())
    }
    if info & 0x20 != 0 { write(try columns.strings.next()) }
  }

  private mutating func convertContent(_ kind: ContentKind) throws(UpdateError) {
    switch kind {
    case .collected, .deleted: writer.writeVarUInt(try columns.lengths.next())
    case .string: write(try columns.strings.next())
    case .json: try convertJSONTexts()
    case .binary:
      let start = columns.rest.offset
      _ = try columns.rest.readSlice()
      copyRest(from: start)
    case .embed: try convertObject()
    case .format:
      write(try columns.nextKey())
      try convertObject()
    case .type: try convertType()
    case .any:
      let count = try columns.lengths.next()
      guard count <= UInt64(columns.rest.remaining) else { throw .truncated }
      writer.writeVarUInt(count)
      let start = columns.rest.offset
      for _ in 0..<count { try columns.rest.skipAny(depth: limits.maximumDepth) }
      copyRest(from: start)
    case .document:
      write(try columns.strings.next())
      let start = columns.rest.offset
      try columns.rest.skipAny(depth: limits.maximumDepth)
      copyRest(from: start)
    case .skip: preconditionFailure("a skip has no content")
    }
  }

  private mutating func convertJSONTexts() throws(UpdateError) {
    let count = try columns.lengths.next()
    writer.writeVarUInt(count)
    for _ in 0..<count {
      let text = try columns.strings.next()
      // No JSON text is empty; so the loop is as short as the column.
      guard !text.isEmpty else { throw .invalidJSON }
      write(text)
    }
  }

  /// Objects are `any` values in v2 and JSON texts in v1.
  private mutating func convertObject() throws(UpdateError) {
    let value = try columns.rest.readAny(depth: limits.maximumDepth)
    guard let json = JSONText.write(value) else { throw .invalidJSON }
    writer.writeByteArray(json)
  }

  private mutating func convertType() throws(UpdateError) {
    let raw = try columns.typeKinds.next()
    guard raw < 7, let kind = TypeKind(rawValue: UInt8(raw)) else { throw .unknownType(raw) }
    writer.writeVarUInt(raw)
    if kind.hasName { write(try columns.nextKey()) }
  }

  /// Half of a surrogate pair becomes U+FFFD, as it does in v1 of Yjs.
  private mutating func write(_ text: TextSlice) {
    let added = (text.beginsInPair ? 3 : 0) + (text.endsInPair ? 3 : 0)
    writer.writeVarUInt(UInt64(text.range.count + added))
    if text.beginsInPair { writer.bytes.append(contentsOf: UTF8Text.replacement) }
    writer.bytes.append(contentsOf: columns.bytes[text.range])
    if text.endsInPair { writer.bytes.append(contentsOf: UTF8Text.replacement) }
  }

  private mutating func copyRest(from start: Int) {
    writer.bytes.append(contentsOf: columns.bytes[start..<columns.rest.offset])
  }

  private mutating func convertDeletes() throws(UpdateError) {
    let clients = try columns.rest.readCount()
    writer.writeVarUInt(UInt64(clients))
    for _ in 0..<clients {
      writer.writeVarUInt(try columns.rest.readVarUInt())
      let count = try columns.rest.readCount()
      writer.writeVarUInt(UInt64(count))
      var end: UInt64 = 0
      for _ in 0..<count {
        let range = try columns.rest.readDeletedRange(after: end)
        writer.writeVarUInt(range.lowerBound)
        writer.writeVarUInt(range.upperBound - range.lowerBound)
        end = range.upperBound
      }
    }
  }
}
