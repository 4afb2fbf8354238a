// SPDX-License-Identifier: Apache-2.0

/// A block as it stands in an update (v1): what it says, and where.
struct RawBlock: BitwiseCopyable {
  var kind: ContentKind
  /// The content kind and the three flags below, as on the wire.
  var info: UInt8
  /// In units, at least 1.
  var length: UInt32 = 1
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
  var contentStart: UInt32 = 0
  var contentEnd: UInt32 = 0

  var hasOrigin: Bool { info & 0x80 != 0 }
  var hasRightOrigin: Bool { info & 0x40 != 0 }
  /// Whether the update says where the block goes, because no neighbour does.
  var hasParent: Bool { info & 0xC0 == 0 && kind != .collected && kind != .skip }
  /// Whether the update names a key; with neighbours the key is theirs.
  var hasKey: Bool { hasParent && info & 0x20 != 0 }
  var content: Range<Int> { Int(contentStart)..<Int(contentEnd) }
  var parentName: Range<Int> { Int(parentStart)..<Int(parentEnd) }
  var key: Range<Int> { Int(keyStart)..<Int(keyEnd) }
}

extension ByteReader {
  /// Reads and checks one block.
  mutating func readBlock(_ limits: Limits) throws(UpdateError) -> RawBlock {
    let start = UInt32(offset)
    let info = try readByte()
    guard let kind = ContentKind(rawValue: info & 0x1f) else { throw .unknownContent(info & 0x1f) }
    var block = RawBlock(kind: kind, info: info, start: start)
    if kind == .collected || kind == .skip {
      block.length = try readBlockLength(limits)
      block.end = UInt32(offset)
      return block
    }
    if block.hasOrigin {
      block.originClient = try readVarUInt()
      block.originClock = try readClock(limits)
    }
    if block.hasRightOrigin {
      block.rightOriginClient = try readVarUInt()
      block.rightOriginClock = try readClock(limits)
    }
    if block.hasParent { try readParent(of: &block, limits) }
    try readContent(of: &block, limits)
    block.end = UInt32(offset)
    return block
  }

  /// Reads a clock that a document can have.
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

  /// Checks a block's content and notes its length and where it stands.
  private mutating func readContent(
    of block: inout RawBlock,
    _ limits: Limits
  ) throws(UpdateError) {
    var start = offset
    switch block.kind {
    case .deleted:
      block.length = try readBlockLength(limits)
      start = offset
    case .string:
      let (range, length) = try readStringSlice()
      guard length > 0 else { throw .emptyBlock }
      start = range.lowerBound
      block.length = UInt32(length)
    case .json, .any:
      let count = try readCount()
      guard count > 0 else { throw .emptyBlock }
      start = offset
      for _ in 0..<count {
        if block.kind == .any {
          try skipAny(depth: limits.maximumDepth)
        } else {
          try skipJSON(limits, allowsUndefined: true)
        }
      }
      block.length = UInt32(count)
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
    case .collected, .skip: break
    }
    block.contentStart = UInt32(start)
    block.contentEnd = UInt32(offset)
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
