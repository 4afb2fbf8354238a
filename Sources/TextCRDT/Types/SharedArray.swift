// SPDX-License-Identifier: Apache-2.0

/// An array of a ``Document``: JSON-like values or shared types.
public struct SharedArray: SharedType {
  let document: Document
  let type: UInt32

  /// What the handle points at.
  public var reference: TypeReference { TypeReference(document: document, type: type) }

  // MARK: Reading

  /// How many elements there are.
  public var count: Int { Int(document.store.types.rows[type].visibleLength) }

  /// The element at an index, nil when there is none.
  ///
  /// - Complexity: O(1) near the last lookup, else O(log *n*) in items, plus the size of the run of
  ///   values the element is in.
  public subscript(index: Int) -> Content? { document.content(at: index, of: type) }

  /// All elements in order.
  ///
  /// - Complexity: O(*n*) in items.
  public var contents: [Content] { document.contents(ofSequence: type) }

  /// All elements, shared types as their JSON.
  ///
  /// - Complexity: O(*n*) in items.
  public var json: Value { document.store.jsonOfSequence(type) }

  // MARK: Editing

  /// Inserts values.
  ///
  /// - Parameters:
  ///   - values: The elements; may be empty.
  ///   - index: `0...count`.
  /// - Throws: ``EditError``; the document is then unchanged.
  public func insert(_ values: [Value], at index: Int) throws(EditError) {
    try document.insert(values.map { .value($0) }, at: index, of: type)
  }

  /// Inserts values or new shared types.
  ///
  /// - Parameters:
  ///   - contents: The elements; may be empty.
  ///   - index: `0...count`.
  /// - Throws: ``EditError``; the document is then unchanged.
  public func insert(contents: [NewContent], at index: Int) throws(EditError) {
    try document.insert(contents, at: index, of: type)
  }

  /// Appends values.
  ///
  /// - Parameter values: The elements; may be empty.
  /// - Throws: ``EditError``; the document is then unchanged.
  public func append(_ values: [Value]) throws(EditError) {
    try append(contents: values.map { .value($0) })
  }

  /// Appends values or new shared types.
  ///
  /// - Parameter contents: The elements; may be empty.
  /// - Throws: ``EditError``; the document is then unchanged.
  public func append(contents: [NewContent]) throws(EditError) {
    try document.append(contents, to: type)
  }

  /// Removes elements.
  ///
  /// - Parameter range: Within `0..<count`.
  /// - Throws: ``EditError/offsetOutOfBounds(_:)``; the document is then unchanged.
  public func remove(_ range: Range<Int>) throws(EditError) {
    try document.remove(range, of: type)
  }
}
