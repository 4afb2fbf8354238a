// SPDX-License-Identifier: Apache-2.0

/// A handle of something replicated: a text, map, array or XML type of a ``Document``.
///
/// A handle is two words and may be copied and kept. When its type is deleted, or what it is in,
/// the handle stays safe: it reads as empty, and edits throw ``EditError/typeDeleted``. A handle
/// keeps its document alive and belongs where the document lives.
public protocol SharedType: Equatable {
  /// What the handle points at.
  var reference: TypeReference { get }
}

/// The identity of a shared type within its document.
public struct TypeReference {
  let document: Document
  let type: UInt32
}

extension TypeReference: Equatable {
  /// Whether both are the same type of the same document.
  public static func == (left: TypeReference, right: TypeReference) -> Bool {
    left.document === right.document && left.type == right.type
  }
}

extension TypeReference {
  /// The handle for the type's kind; a root nobody has named a kind for is given as an array.
  public var content: Content {
    switch document.store.types.rows[type].kind {
    case .array, .unknown: .array(SharedArray(document: document, type: type))
    case .map: .map(SharedMap(document: document, type: type))
    case .text: .text(SharedText(document: document, type: type))
    case .xmlElement: .xmlElement(SharedXMLElement(document: document, type: type))
    case .xmlFragment: .xmlFragment(SharedXMLFragment(document: document, type: type))
    case .xmlHook: .xmlHook(SharedXMLHook(document: document, type: type))
    case .xmlText: .xmlText(SharedXMLText(document: document, type: type))
    }
  }
}

extension SharedType {
  /// Whether the type is gone: itself or what it was in has been deleted.
  public var isDeleted: Bool { reference.document.store.isDeleted(reference.type) }

  /// The type this one is in; nil for a root, and for a type that is gone.
  public var parent: Content? {
    let document = reference.document
    let row = document.store.types.rows[reference.type]
    guard !isDeleted, row.item != noSlot else { return nil }
    let parent = document.store.items.links[row.item].parent
    return TypeReference(document: document, type: parent).content
  }

  /// The name of the root; nil for a type inside another.
  public var rootName: String? {
    let document = reference.document
    let row = document.store.types.rows[reference.type]
    return row.isRoot ? document.store.names.string(row.name) : nil
  }

  /// Whether both are the same type of the same document.
  public static func == (left: Self, right: Self) -> Bool { left.reference == right.reference }
}
