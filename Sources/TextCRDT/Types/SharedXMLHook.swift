// SPDX-License-Identifier: Apache-2.0

/// An XML node of a ``Document`` that an application renders in its own way: a name and a map.
public struct SharedXMLHook: SharedType {
  let document: Document
  let type: UInt32

  /// What the handle points at.
  public var reference: TypeReference { TypeReference(document: document, type: type) }

  /// The hook's name, which never changes.
  public var name: String { document.store.typeName(of: type) }

  /// What the hook holds.
  public var map: SharedMap { SharedMap(document: document, type: type) }
}
