// SPDX-License-Identifier: Apache-2.0

/// A shared type that has attributes of its own besides what it contains.
///
/// An XML element has them as XML does; a text may use them for what is said of the whole of it.
/// They are not the attributes of runs of text, which ``TextAttributes`` holds.
public protocol AttributedType: SharedType {}

extension AttributedType {
  /// The names of the type's attributes, in order of their bytes.
  ///
  /// - Complexity: O(*n* log *n*) in attributes.
  public var attributeNames: [String] {
    let document = reference.document
    return document.store.liveEntries(of: reference.type).map {
      document.store.names.string($0.name)
    }
  }

  /// An attribute of the type.
  ///
  /// - Parameter name: The attribute's name.
  /// - Returns: What stands there, nil when nothing does.
  /// - Complexity: O(1), plus the size of the value.
  public func attribute(_ name: String) -> Content? {
    reference.document.content(under: name, of: reference.type)
  }

  /// Sets an attribute of the type.
  ///
  /// - Parameters:
  ///   - name: The attribute's name.
  ///   - value: The value; XML itself only has strings.
  /// - Throws: ``EditError``; the document is then unchanged.
  public func setAttribute(_ name: String, _ value: Value) throws(EditError) {
    try reference.document.setEntry(name, to: .value(value), of: reference.type)
  }

  /// Removes an attribute of the type; does nothing when there is none.
  ///
  /// - Parameter name: The attribute's name.
  public func removeAttribute(_ name: String) {
    reference.document.removeEntry(name, of: reference.type)
  }
}
