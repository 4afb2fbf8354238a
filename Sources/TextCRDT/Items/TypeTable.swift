// SPDX-License-Identifier: Apache-2.0

/// The shared types of Yjs; the raw values are those of the wire (`typeRefs`).
enum TypeKind: UInt8, BitwiseCopyable {
  case array = 0
  case map = 1
  case text = 2
  case xmlElement = 3
  case xmlFragment = 4
  case xmlHook = 5
  case xmlText = 6
  /// A root nobody has asked for by kind.
  case unknown = 255

  /// Whether the wire carries a name behind the kind.
  var hasName: Bool { self == .xmlElement || self == .xmlHook }
}

/// One shared type: a sequence, a map, or both.
struct TypeRow: BitwiseCopyable {
  var kind: TypeKind
  /// The item that holds the type; ``noSlot`` for a root and for a type that was collected.
  var item: Slot = noSlot
  /// Of a root its name, of an XML element its tag, as an index of names.
  var name: UInt32
  /// The first item of the sequence, deleted ones included.
  var start: Slot = noSlot
  /// The sum of visible lengths of the sequence.
  var visibleLength: UInt32 = 0
  /// Index of the map of keys, ``noIndex`` while there is none.
  var entries: UInt32 = noIndex
  /// Root node of the position tree, ``noIndex`` while nobody needs positions.
  var tree: UInt32 = noIndex
  /// How many types it is nested in.
  var depth: UInt16
  var isRoot: Bool
  /// Whether the sequence holds or held formats, so that attributes must be looked for.
  var hasFormats = false
}

/// The shared types of a document.
struct TypeTable: ~Copyable {
  var rows = Column<TypeRow>()
  private var roots: [UInt32: UInt32] = [:]
  /// For each type with map entries its keys, with the entries that are their present values.
  private var entries: [KeyedEntries] = []

  var rootCount: Int { roots.count }

  /// The roots' types by index of their names.
  var rootTypes: [UInt32: UInt32] { roots }

  func root(named name: UInt32) -> UInt32? { roots[name] }

  mutating func insertRoot(named name: UInt32) -> UInt32 {
    if let index = roots[name] { return index }
    rows.append(TypeRow(kind: .unknown, name: name, depth: 0, isRoot: true))
    roots[name] = UInt32(rows.count - 1)
    return UInt32(rows.count - 1)
  }

  mutating func insert(_ kind: TypeKind, name: UInt32, depth: UInt16) -> UInt32 {
    rows.append(TypeRow(kind: kind, name: name, depth: depth, isRoot: false))
    return UInt32(rows.count - 1)
  }

  /// Forgets the types from an index on; they must be empty.
  mutating func truncate(to count: Int) {
    while rows.count > count {
      let row = rows[rows.count - 1]
      if row.isRoot { roots[row.name] = nil }
      rows.truncate(to: rows.count - 1)
    }
  }

  /// The entry that is the present value under a key, deleted or not.
  @inline(__always)
  func entry(of type: UInt32, key: UInt32) -> Slot {
    let index = rows[type].entries
    guard index != noIndex else { return noSlot }
    return entries[Int(index)][key] ?? noSlot
  }

  mutating func setEntry(_ slot: Slot, of type: UInt32, key: UInt32) {
    if rows[type].entries == noIndex {
      rows[type].entries = UInt32(entries.count)
      entries.append(KeyedEntries())
    }
    entries[Int(rows[type].entries)][key] = slot
  }

  /// All keys of a type that ever had a value, in the order in which they first did.
  func allEntries(of type: UInt32) -> [KeyedEntry] {
    let index = rows[type].entries
    return index == noIndex ? [] : entries[Int(index)].list
  }

  mutating func removeAllEntries(of type: UInt32) {
    let index = rows[type].entries
    if index != noIndex { entries[Int(index)] = KeyedEntries() }
  }
}
