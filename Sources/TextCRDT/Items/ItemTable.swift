// SPDX-License-Identifier: Apache-2.0

/// Where an item stands in the columns of an ``ItemTable``.
typealias Slot = UInt32

/// No item.
let noSlot = Slot.max

/// No entry of whatever table the index is of: type, name, client, node.
let noIndex = UInt32.max

/// An item's identity inside a document: an index into its clients instead of 53 bits, 32-bit clock.
struct CompactID: BitwiseCopyable, Hashable {
  static let none = CompactID(client: noIndex, clock: 0)

  var client: UInt32
  var clock: UInt32

  var isNone: Bool { client == noIndex }
}

/// What an item is: a run of units that one client inserted together.
struct ItemSpan: BitwiseCopyable {
  var client: UInt32
  var clock: UInt32
  /// In units, at least 1.
  var length: UInt32
  var kind: ContentKind
  var flags: ItemFlags

  var end: UInt32 { clock + length }
  var id: CompactID { CompactID(client: client, clock: clock) }
  var lastID: CompactID { CompactID(client: client, clock: clock + length - 1) }
  var isDeleted: Bool { flags.contains(.deleted) }
  var isMapEntry: Bool { flags.contains(.mapEntry) }

  /// Whether a unit is one of the item's.
  @inline(__always)
  func holds(_ id: CompactID) -> Bool {
    client == id.client && clock <= id.clock && id.clock - clock < length
  }

  /// In units that count towards the length of the sequence the item is in.
  var visibleLength: UInt32 {
    flags.isDisjoint(with: [.deleted, .mapEntry]) && kind.isCountable ? length : 0
  }
}

struct ItemFlags: OptionSet, BitwiseCopyable {
  let rawValue: UInt8

  static let deleted = ItemFlags(rawValue: 1)
  /// The item is a value of a map, not an element of a sequence.
  static let mapEntry = ItemFlags(rawValue: 2)
  /// Garbage collection must leave the content, for an undo may need it.
  static let kept = ItemFlags(rawValue: 4)
  /// Another item stands in for this one since its deletion was undone.
  static let redone = ItemFlags(rawValue: 8)
}

/// The neighbours when the item was inserted: of its first unit on the left, of all on the right.
struct ItemOrigins: BitwiseCopyable, Equatable {
  var origin: CompactID
  var rightOrigin: CompactID
}

/// Where the item is now.
struct ItemLinks: BitwiseCopyable {
  static let none = ItemLinks(left: noSlot, right: noSlot, parent: noIndex, place: noIndex)

  var left: Slot
  var right: Slot
  /// Index of the type the item is in.
  var parent: UInt32
  /// Of a map entry the index of its key's name; of an element its leaf in the position tree.
  var place: UInt32
}

/// Where the content stands among its client's bytes; of a shared type, `start` is its index.
struct ContentSlice: BitwiseCopyable {
  static let none = ContentSlice(start: 0, byteCount: 0)

  var start: UInt32
  var byteCount: UInt32

  var end: UInt32 { start + byteCount }
  var range: Range<Int> { Int(start)..<Int(end) }
}

/// All items of a document as columns, addressed by slot.
///
/// What is read together stands together: identity and length in `spans`, which lookups and scans
/// read; `origins`, which only integration and encoding read; `links`; `contents`.
struct ItemTable: ~Copyable {
  var spans = Column<ItemSpan>()
  var origins = Column<ItemOrigins>()
  var links = Column<ItemLinks>()
  var contents = Column<ContentSlice>()
  private var free = Column<Slot>()

  /// How many items there are.
  var count: Int { spans.count - free.count }

  @inline(__always)
  mutating func insert(
    _ span: ItemSpan,
    origins itemOrigins: ItemOrigins,
    links itemLinks: ItemLinks,
    content: ContentSlice
  ) -> Slot {
    guard free.isEmpty else {
      let slot = free[free.count - 1]
      free.truncate(to: free.count - 1)
      spans[slot] = span
      origins[slot] = itemOrigins
      links[slot] = itemLinks
      contents[slot] = content
      return slot
    }
    spans.append(span)
    origins.append(itemOrigins)
    links.append(itemLinks)
    contents.append(content)
    return Slot(spans.count - 1)
  }

  /// Gives a slot back after its item was joined to another.
  mutating func release(_ slot: Slot) {
    spans[slot].length = 0
    free.append(slot)
  }

  mutating func reserve(_ minimum: Int) {
    spans.reserve(minimum)
    origins.reserve(minimum)
    links.reserve(minimum)
    contents.reserve(minimum)
  }
}
