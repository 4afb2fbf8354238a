// SPDX-License-Identifier: Apache-2.0

/// The first byte of a block: the kind of its content, and what follows.
struct BlockInfo: BitwiseCopyable {
  let rawValue: UInt8
  let kind: ContentKind

  @inline(__always)
  var hasOrigin: Bool { rawValue & 0x80 != 0 && !isBare }
  @inline(__always)
  var hasRightOrigin: Bool { rawValue & 0x40 != 0 && !isBare }
  /// Whether the update says where the block goes, because no neighbour does.
  @inline(__always)
  var hasParent: Bool { rawValue & 0xC0 == 0 && !isBare }
  /// Whether the update names a key; with neighbours the key is theirs.
  @inline(__always)
  var hasKey: Bool { hasParent && rawValue & 0x20 != 0 }
  /// Whether only a length follows, whatever the flags say.
  @inline(__always)
  private var isBare: Bool { kind == .collected || kind == .skip }
}

/// How many units a block's content has, and where it stands in the update.
struct BlockContent: BitwiseCopyable {
  /// At least 1.
  var length: UInt32 = 1
  var start: UInt32
  var end: UInt32
}

/// A block as it stands in an update (v1): what it says, and where.
struct RawBlock: BitwiseCopyable {
  var info: BlockInfo
  var start: UInt32
  var end: UInt32 = 0
  var originClient: UInt64 = 0
  var originClock: UInt32 = 0
  var rightOriginClient: UInt64 = 0
  var rightOriginClock: UInt32 = 0
  /// Whether the parent is a root; then `parentStart..<parentEnd` is its name.
  var hasRootParent = false
  var parentStart: UInt32 = 0
  var parentEnd: UInt32 = 0
  var parentClient: UInt64 = 0
  var parentClock: UInt32 = 0
  var keyStart: UInt32 = 0
  var keyEnd: UInt32 = 0
  var place = BlockContent(start: 0, end: 0)

  var kind: ContentKind { info.kind }
  /// In units, at least 1.
  var length: UInt32 { place.length }
  var hasOrigin: Bool { info.hasOrigin }
  var hasRightOrigin: Bool { info.hasRightOrigin }
  var hasParent: Bool { info.hasParent }
  var hasKey: Bool { info.hasKey }
  var content: Range<Int> { Int(place.start)..<Int(place.end) }
  var parentName: Range<Int> { Int(parentStart)..<Int(parentEnd) }
  var key: Range<Int> { Int(keyStart)..<Int(keyEnd) }
}

extension ByteReader {
  /// Reads and checks one block.
  mutating func readBlock(_ limits: Limits) throws(UpdateError) -> RawBlock {
    let start = UInt32(offset)
    var block = RawBlock(info: try readBlockInfo(), start: start)
    if block.hasOrigin {
      block.originClient = try readVarUInt()
      block.originClock = try readClock(limits)
    }
    if block.hasRightOrigin {
      block.rightOriginClient = try readVarUInt()
      block.rightOriginClock = try readClock(limits)
    }
    if block.hasParent { try readParent(of: &block, limits) }
    block.place = try readContent(block.kind, limits)
    block.end = UInt32(offset)
    return block
  }

  /// Reads the first byte of a block.
  @inline(__always)
  mutating func readBlockInfo() throws(UpdateError) -> BlockInfo {
    let byte = try readByte()
    guard let kind = ContentKind(rawValue: byte & 0x1f) else { throw .unknownContent(byte & 0x1f) }
    return BlockInfo(rawValue: byte, kind: kind)
  }

  /// Reads a clock that a document can have.
  @inline(__always)
  mutating func readClock(_ limits: Limits) throws(UpdateError) -> UInt32 {
    let clock = try readVarUInt()
    guard clock <= limits.maximumClock else { throw .limitExceeded(.clock) }
    return UInt32(clock)
  }

  private mutating func readBlockLength(_ limits: Limits) throws(UpdateError) -> UInt32 {
    let length = try readVarUInt()
    guard length > 0 else { throw .emptyBlock }
    guard length <= limits.maximumClock else { throw .limitExceeded(.clock) }
    return UInt32(length)
  }

  private mutating func readParent(
    of block: inout RawBlock,
    _ limits: Limits
  ) throws(UpdateError) {
    if try readVarUInt() == 1 {
      block.hasRootParent = true
      let (name, _) = try readStringSlice()
      block.parentStart = UInt32(name.lowerBound)
      block.parentEnd = UInt32(name.upperBound)
    } else {
      block.parentClient = try readVarUInt()
      block.parentClock = try readClock(limits)
    }
    if block.hasKey {
      let (key, _) = try readStringSlice()
      block.keyStart = UInt32(key.lowerBound)
      block.keyEnd = UInt32(key.upperBound)
    }
  }

  /// Reads and checks a block's content.
  @inline(__always)
  mutating func readContent(
    _ kind: ContentKind,
    _ limits: Limits
  ) throws(UpdateError) -> BlockContent {
    guard kind == .string else { return try readOtherContent(kind, limits) }
    let (range, length) = try readStringSlice()
    guard length > 0 else { throw .emptyBlock }
    return BlockContent(
      length: UInt32(length),
      start: UInt32(range.lowerBound),
      end: UInt32(range.upperBound)
    )
  }

  private mutating func readOtherContent(
    _ kind: ContentKind,
    _ limits: Limits
  ) throws(UpdateError) -> BlockContent {
    var length: UInt32 = 1
    var start = offset
    switch kind {
    case .collected, .skip, .deleted:
      length = try readBlockLength(limits)
      start = offset
    case .json, .any:
      let count = try readCount()
      guard count > 0 else { throw .emptyBlock }
      start = offset
      for _ in 0..<count {
        if kind == .any {
          try skipAny(depth: limits.maximumDepth)
        } else {
          try skipJSON(limits, allowsUndefined: true)
        }
      }
      length = UInt32(count)
    case .binary: start = try readSlice().lowerBound
    case .embed: try skipJSON(limits)
    case .format:
      _ = try readStringSlice()
      try skipJSON(limits)
    case .document:
      _ = try readStringSlice()
      try skipAny(depth: limits.maximumDepth)
    case .type:
      let raw = try readVarUInt()
      guard raw < 7, let kind = TypeKind(rawValue: UInt8(raw)) else { throw .unknownType(raw) }
      if kind.hasName { _ = try readStringSlice() }
    case .string: preconditionFailure("strings are read by readContent")
    }
    return BlockContent(length: length, start: UInt32(start), end: UInt32(offset))
  }

  /// Steps over a JSON text; only the elements of old arrays may be `undefined`.
  private mutating func skipJSON(
    _ limits: Limits,
    allowsUndefined: Bool = false
  ) throws(UpdateError) {
    let (range, _) = try readStringSlice()
    let value = try JSONText.parse(bytes, in: range, depth: limits.maximumDepth)
    guard allowsUndefined || value != .undefined else { throw .invalidJSON }
  }

  /// Steps over the first elements of `any` or JSON content that was checked before.
  mutating func skipElements(_ count: Int, isJSON: Bool) {
    for _ in 0..<count {
      let isRead = isJSON ? (try? readSlice()) != nil : (try? skipAny(depth: .max)) != nil
      precondition(isRead)
    }
  }
}
