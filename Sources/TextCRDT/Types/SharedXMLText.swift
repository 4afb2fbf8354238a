// SPDX-License-Identifier: Apache-2.0

/// A text among XML nodes of a ``Document``.
///
/// It is edited as ``text``; here is what it has as a node. Attributes of runs become elements
/// around them in ``string``.
public struct SharedXMLText: AttributedType {
  let document: Document
  let type: UInt32

  /// What the handle points at.
  public var reference: TypeReference { TypeReference(document: document, type: type) }

  /// The same type as a text, for reading and editing.
  public var text: SharedText { SharedText(document: document, type: type) }

  /// The XML, as Yjs writes it: each run in the elements its attributes name, nothing escaped.
  ///
  /// - Warning: Content is not escaped: do not hand it to a browser as HTML.
  /// - Complexity: O(*n*) in items.
  public var string: String { document.store.xml(of: type) }

  /// The node behind this one in its parent, nil when there is none.
  public var nextSibling: Content? { document.sibling(of: type, isNext: true) }

  /// The node before this one in its parent, nil when there is none.
  public var previousSibling: Content? { document.sibling(of: type, isNext: false) }
}
