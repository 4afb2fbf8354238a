// SPDX-License-Identifier: Apache-2.0

/// An XML element of a ``Document``: a name, attributes and children.
public struct SharedXMLElement: SharedXMLParent, AttributedType {
  let document: Document
  let type: UInt32

  /// What the handle points at.
  public var reference: TypeReference { TypeReference(document: document, type: type) }

  /// The element's name, which never changes.
  public var name: String { document.store.typeName(of: type) }

  /// The node behind this one in its parent, nil when there is none.
  public var nextSibling: Content? { document.sibling(of: type, isNext: true) }

  /// The node before this one in its parent, nil when there is none.
  public var previousSibling: Content? { document.sibling(of: type, isNext: false) }
}

extension Store {
  /// The name of an XML element or hook, or of a root.
  func typeName(of type: UInt32) -> String {
    let name = types.rows[type].name
    return name == noIndex ? "" : names.string(name)
  }
}

extension Document {
  func sibling(of type: UInt32, isNext: Bool) -> Content? {
    guard !store.isDeleted(type), !store.types.rows[type].isRoot else { return nil }
    var slot = store.types.rows[type].item
    repeat {
      slot = isNext ? store.items.links[slot].right : store.items.links[slot].left
      if slot == noSlot { return nil }
    } while store.items.spans[slot].visibleLength == 0
    let contents = contents(of: slot)
    return isNext ? contents.first : contents.last
  }
}
