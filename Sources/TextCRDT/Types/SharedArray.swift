// SPDX-License-Identifier: Apache-2.0

/// An array of a ``Document``: JSON-like values or shared types.
public struct SharedArray {
  let document: Document
  let type: UInt32

  /// How many elements there are.
  public var count: Int { Int(document.store.types.rows[type].visibleLength) }

  /// All elements, shared types as their JSON.
  ///
  /// - Complexity: O(*n*) in items.
  public var json: Value { document.store.jsonOfSequence(type) }

  /// Inserts elements.
  ///
  /// - Parameters:
  ///   - values: The elements; may be empty.
  ///   - index: `0...count`.
  /// - Throws: ``EditError``; the document is then unchanged.
  public func insert(_ values: [Value], at index: Int) throws(EditError) {
    guard index >= 0, index <= count else { throw .offsetOutOfBounds(index) }
    guard !values.isEmpty else { return }
    var writer = ByteWriter()
    for value in values { writer.writeAny(value) }
    let client = document.store.clients.insert(document.clientID)
    try document.store.checkRoom(for: writer.bytes.count, length: values.count, client: client)
    document.begin()
    let (left, right) = document.store.neighbours(at: index, in: type)
    let content = document.store.stage(writer.bytes, client: client)
    document.store.insertLocally(
      .any,
      content,
      length: values.count,
      client: client,
      between: left,
      and: right,
      parent: type
    )
    document.end()
  }

  /// Removes elements.
  ///
  /// - Parameter range: Within `0..<count`.
  /// - Throws: ``EditError/offsetOutOfBounds(_:)``; the document is then unchanged.
  public func remove(_ range: Range<Int>) throws(EditError) {
    try document.store.remove(range, in: type)
  }
}
