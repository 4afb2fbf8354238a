// SPDX-License-Identifier: Apache-2.0

/// Turns an update (v1) into the same update (v2), block by block, without a document.
struct UpdateToV2 {
  private let limits: Limits
  private var reader: ByteReader
  private var columns = UpdateColumnsWriter()

  /// - Complexity: O(*n*) in bytes.
  static func convert(_ update: [UInt8], _ limits: Limits) throws(UpdateError) -> [UInt8] {
    guard update.count <= limits.maximumUpdateBytes else { throw .limitExceeded(.updateBytes) }
    var conversion = UpdateToV2(limits: limits, reader: ByteReader(update))
    try conversion.convertSections()
    try conversion.convertDeletes()
    guard conversion.reader.isAtEnd else { throw .trailingBytes(conversion.reader.remaining) }
    return conversion.columns.finish()
  }

  private init(limits: Limits, reader: ByteReader) {
    self.limits = limits
    self.reader = reader
  }

  private mutating func convertSections() throws(UpdateError) {
    let sections = try reader.readCount()
    columns.rest.writeVarUInt(UInt64(sections))
    for _ in 0..<sections {
      let count = try reader.readCount()
      columns.rest.writeVarUInt(UInt64(count))
      columns.clients.write(try reader.readVarUInt())
      columns.rest.writeVarUInt(UInt64(try reader.readClock(limits)))
      for _ in 0..<count { try convert(try reader.readBlock(limits)) }
    }
  }

  private mutating func convert(_ block: RawBlock) throws(UpdateError) {
    columns.infos.write(block.info.rawValue)
    if block.kind == .skip {
      columns.rest.writeVarUInt(UInt64(block.length))
      return
    }
    if block.kind != .collected { try convertPlace(of: block) }
    try convertContent(of: block)
  }

  private mutating func convertPlace(of block: RawBlock) throws(UpdateError) {
    if block.hasOrigin {
      columns.clients.write(block.originClient)
      columns.leftClocks.write(UInt64(block.originClock))
    }
    if block.hasRightOrigin {
      columns.clients.write(block.rightOriginClient)
      columns.rightClocks.write(UInt64(block.rightOriginClock))
    }
    guard block.hasParent else { return }
    columns.parentInfos.write(block.hasRootParent ? 1 : 0)
    if block.hasRootParent {
      try writeString(block.parentName)
    } else {
      columns.clients.write(block.parentClient)
      columns.leftClocks.write(UInt64(block.parentClock))
    }
    if block.hasKey { try writeString(block.key) }
  }

  private mutating func convertContent(of block: RawBlock) throws(UpdateError) {
    var content = ByteReader(reader.bytes, in: block.content)
    switch block.kind {
    case .collected, .deleted: columns.lengths.write(UInt64(block.length))
    case .string:
      columns.strings.write(reader.bytes[block.content], length: Int(block.length))
    case .json:
      columns.lengths.write(UInt64(block.length))
      for _ in 0..<block.length { try writeString(try content.readSlice()) }
    case .binary:
      columns.rest.writeVarUInt(UInt64(block.content.count))
      columns.rest.bytes.append(contentsOf: reader.bytes[block.content])
    case .embed: try writeObject(try content.readSlice())
    case .format:
      try writeKey(try content.readSlice())
      try writeObject(try content.readSlice())
    case .type:
      let raw = try content.readVarUInt()
      columns.typeKinds.write(raw)
      if !content.isAtEnd { try writeKey(try content.readSlice()) }
    case .any:
      columns.lengths.write(UInt64(block.length))
      columns.rest.bytes.append(contentsOf: reader.bytes[block.content])
    case .document:
      try writeString(try content.readSlice())
      columns.rest.bytes.append(contentsOf: reader.bytes[content.offset..<content.end])
    case .skip: preconditionFailure("a skip has no content")
    }
  }

  private mutating func writeString(_ range: Range<Int>) throws(UpdateError) {
    let length = try UTF8Text.utf16Length(of: reader.bytes, in: range)
    columns.strings.write(reader.bytes[range], length: length)
  }

  private mutating func writeKey(_ range: Range<Int>) throws(UpdateError) {
    let length = try UTF8Text.utf16Length(of: reader.bytes, in: range)
    columns.writeKey(reader.bytes[range], length: length)
  }

  /// Objects are JSON texts in v1 and `any` values in v2.
  private mutating func writeObject(_ json: Range<Int>) throws(UpdateError) {
    let value = try JSONText.parse(reader.bytes, in: json, depth: limits.maximumDepth)
    columns.rest.writeAny(value.inJavaScriptOrder)
  }

  private mutating func convertDeletes() throws(UpdateError) {
    let clients = try reader.readCount()
    columns.rest.writeVarUInt(UInt64(clients))
    for _ in 0..<clients {
      let client = ClientID(rawValue: try reader.readVarUInt())
      var ranges: [Range<UInt64>] = []
      var isAscending = true
      for _ in 0..<(try reader.readCount()) {
        let clock = try reader.readVarUInt()
        let length = try reader.readVarUInt()
        guard length > 0 else { continue }
        isAscending = isAscending && clock >= ranges.last?.upperBound ?? 0
        ranges.append(clock..<clock + length)
      }
      // Steps cannot go back.
      if !isAscending { ranges = ranges.ascending }
      columns.rest.writeVarUInt(client.rawValue)
      columns.rest.writeDeletedRanges(ranges)
    }
  }
}

extension [Range<UInt64>] {
  /// The same clocks in ascending ranges that do not touch.
  fileprivate var ascending: [Range<UInt64>] {
    var set = DeleteSet()
    let client = ClientID(rawValue: 0)
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) { set.insert(range, of: client) }
    return set.ranges[client] ?? []
  }
}

extension Value {
  /// The value with the keys of its objects as JavaScript orders them.
  var inJavaScriptOrder: Value {
    switch self {
    case .array(let values): .array(values.map { $0.inJavaScriptOrder })
    case .object(let members):
      .object(
        members.inJavaScriptOrder.map {
          Member(key: $0.key, value: $0.value.inJavaScriptOrder)
        }
      )
    case .undefined, .null, .bool, .number, .bigInt, .string, .bytes: self
    }
  }
}
