// SPDX-License-Identifier: Apache-2.0

/// A list of XML nodes of a ``Document``, without a name.
public struct SharedXMLFragment: SharedXMLParent {
  let document: Document
  let type: UInt32

  /// What the handle points at.
  public var reference: TypeReference { TypeReference(document: document, type: type) }
}
