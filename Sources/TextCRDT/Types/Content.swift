// SPDX-License-Identifier: Apache-2.0

/// What stands at an index, under a key or in a text: a plain value or a shared type's handle.
public enum Content: Equatable {
  /// A plain value.
  case value(Value)
  /// A text.
  case text(SharedText)
  /// A map.
  case map(SharedMap)
  /// An array.
  case array(SharedArray)
  /// An XML element.
  case xmlElement(SharedXMLElement)
  /// An XML fragment.
  case xmlFragment(SharedXMLFragment)
  /// An XML text.
  case xmlText(SharedXMLText)
  /// An XML hook.
  case xmlHook(SharedXMLHook)
  /// A reference to another document.
  case document(Subdocument)

  /// The content as plain JSON-like values, as Yjs's `toJSON` gives it.
  ///
  /// XML becomes its text; a sub-document its identifier under the key `guid`.
  ///
  /// - Complexity: O(*n*) in the items inside.
  public var json: Value {
    switch self {
    case .value(let value): value
    case .document(let document):
      .object([Value.Member(key: "guid", value: .string(document.identifier))])
    default: reference.map { $0.document.store.json(of: $0.type) } ?? .undefined
    }
  }

  /// The shared type, nil for a value or a sub-document.
  public var reference: TypeReference? {
    switch self {
    case .value, .document: nil
    case .text(let type): type.reference
    case .map(let type): type.reference
    case .array(let type): type.reference
    case .xmlElement(let type): type.reference
    case .xmlFragment(let type): type.reference
    case .xmlText(let type): type.reference
    case .xmlHook(let type): type.reference
    }
  }
}

extension Document {
  /// What an item holds, an entry for each of its units; formats hold nothing.
  func contents(of slot: Slot) -> [Content] {
    let span = store.items.spans[slot]
    switch span.kind {
    case .type:
      return [TypeReference(document: self, type: store.items.contents[slot].start).content]
    case .document: return [.document(store.subdocument(of: slot))]
    default: return store.values(of: slot).map { .value($0) }
    }
  }

  /// What an item holds at a unit inside it.
  func content(of slot: Slot, at offset: Int) -> Content? {
    let contents = contents(of: slot)
    return offset < contents.count ? contents[offset] : nil
  }

  /// The visible contents of a sequence.
  func contents(ofSequence type: UInt32) -> [Content] {
    var result: [Content] = []
    result.reserveCapacity(Int(store.types.rows[type].visibleLength))
    var slot = store.types.rows[type].start
    while slot != noSlot {
      if !store.items.spans[slot].isDeleted { result.append(contentsOf: contents(of: slot)) }
      slot = store.items.links[slot].right
    }
    return result
  }

  /// What stands at a visible index of a sequence.
  func content(at index: Int, of type: UInt32) -> Content? {
    guard index >= 0, index < Int(store.types.rows[type].visibleLength) else { return nil }
    let (slot, offset) = store.unit(at: index, in: type)
    return content(of: slot, at: offset)
  }

  /// What stands under a key.
  func content(under key: String, of type: UInt32) -> Content? {
    guard let name = store.names.index(of: Array(key.utf8)) else { return nil }
    let slot = store.types.entry(of: type, key: name)
    guard slot != noSlot, !store.items.spans[slot].isDeleted else { return nil }
    return contents(of: slot).last
  }
}

extension Store {
  /// What the item of a sub-document says.
  func subdocument(of slot: Slot) -> Subdocument {
    var bytes: [UInt8] = []
    clients.rows[items.spans[slot].client].bytes.copy(items.contents[slot].range, to: &bytes)
    var reader = ByteReader(bytes)
    guard let identifier = try? reader.readString(), let options = try? reader.readAny(depth: .max)
    else { preconditionFailure("a stored sub-document cannot be read") }
    var document = Subdocument(identifier: identifier)
    guard case .object(let members) = options else { return document }
    for member in members {
      switch (member.key, member.value) {
      case ("gc", .bool(let truth)): document.collectsGarbage = truth
      case ("autoLoad", .bool(let truth)): document.loadsAutomatically = truth
      case ("meta", let meta): document.meta = meta
      default: break
      }
    }
    return document
  }

  /// The item that holds a visible index, and the unit within it.
  ///
  /// - Complexity: O(1) near the last lookup, else O(log *n*).
  mutating func unit(at index: Int, in type: UInt32) -> (slot: Slot, offset: Int) {
    ensureTree(of: type)
    tree.seek(index + 1, root: types.rows[type].tree)
    let cursor = tree.cursor
    let slot = tree.leafSlots[Int(cursor.leaf) * leafCapacity + cursor.entry]
    return (slot, index - cursor.start)
  }
}
