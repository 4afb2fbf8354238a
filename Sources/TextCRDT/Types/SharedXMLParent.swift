// SPDX-License-Identifier: Apache-2.0

/// An XML type with children: ``SharedXMLFragment`` and ``SharedXMLElement``.
public protocol SharedXMLParent: SharedType {}

extension SharedXMLParent {
  // MARK: Reading

  /// How many children there are.
  public var count: Int {
    Int(reference.document.store.types.rows[reference.type].visibleLength)
  }

  /// The child at an index, nil when there is none.
  ///
  /// - Complexity: O(1) near the last lookup, else O(log *n*) in items.
  public subscript(index: Int) -> Content? {
    reference.document.content(at: index, of: reference.type)
  }

  /// The children in order.
  ///
  /// - Complexity: O(*n*) in items.
  public var children: [Content] { reference.document.contents(ofSequence: reference.type) }

  /// The elements of a name inside this type, at whatever depth, in document order.
  ///
  /// - Parameter name: The element's name; ASCII letters match in either case, as in HTML.
  /// - Returns: Handles of the elements.
  /// - Complexity: O(*n*) in items inside.
  public func elements(named name: String) -> [SharedXMLElement] {
    let wanted = name.uppercased()
    var found: [SharedXMLElement] = []
    var stack = Array(children.reversed())
    while let child = stack.popLast() {
      switch child {
      case .xmlElement(let element):
        if element.name.uppercased().hasSameBytes(as: wanted) { found.append(element) }
        stack.append(contentsOf: element.children.reversed())
      case .xmlFragment(let fragment): stack.append(contentsOf: fragment.children.reversed())
      default: break
      }
    }
    return found
  }

  /// The XML, as Yjs writes it: names in lower case, attributes sorted, nothing escaped.
  ///
  /// - Warning: Content is not escaped: do not hand it to a browser as HTML.
  /// - Complexity: O(*n*) in items inside.
  public var string: String { reference.document.store.xml(of: reference.type) }

  // MARK: Editing

  /// Inserts children.
  ///
  /// - Parameters:
  ///   - contents: Elements, texts, hooks or fragments; may be empty.
  ///   - index: `0...count`.
  /// - Throws: ``EditError``; the document is then unchanged.
  public func insert(_ contents: [NewContent], at index: Int) throws(EditError) {
    try reference.document.insert(contents, at: index, of: reference.type)
  }

  /// Inserts children behind another child.
  ///
  /// - Parameters:
  ///   - contents: Elements, texts, hooks or fragments; may be empty.
  ///   - child: A child of this type, nil for the start.
  /// - Throws: ``EditError``, among them ``EditError/notAChild``; the document is then unchanged.
  public func insert(
    _ contents: [NewContent],
    after child: TypeReference?
  ) throws(EditError) {
    let document = reference.document
    guard let child else { return try insert(contents, at: 0) }
    let item = document.store.types.rows[child.type].item
    guard child.document === document, item != noSlot,
      document.store.items.links[item].parent == reference.type
    else { throw .notAChild }
    try document.insert(contents, behind: item, of: reference.type)
  }

  /// Appends children.
  ///
  /// - Parameter contents: Elements, texts, hooks or fragments; may be empty.
  /// - Throws: ``EditError``; the document is then unchanged.
  public func append(_ contents: [NewContent]) throws(EditError) {
    try insert(contents, at: count)
  }

  /// Removes children.
  ///
  /// - Parameter range: Within `0..<count`.
  /// - Throws: ``EditError/offsetOutOfBounds(_:)``; the document is then unchanged.
  public func remove(_ range: Range<Int>) throws(EditError) {
    try reference.document.remove(range, of: reference.type)
  }
}
