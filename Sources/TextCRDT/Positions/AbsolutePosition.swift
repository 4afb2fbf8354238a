// SPDX-License-Identifier: Apache-2.0

/// Where a ``RelativePosition`` is now.
public struct AbsolutePosition: Equatable, Sendable {
  /// The type the place is in.
  public let parent: RelativePosition.Parent

  /// In visible units of the type: UTF-16 units of a text, elements of an array.
  public let index: Int

  /// Of the relative position.
  public let association: Int
}

extension Document {
  /// Where a relative position is now.
  ///
  /// The place of a deleted unit is where it was. A place in a deleted type has the index 0.
  ///
  /// - Parameter position: The position; whatever it says, asking changes nothing.
  /// - Returns: The place; nil when the unit or type is unknown here, or collected.
  /// - Complexity: O(log *n*) in a sequence that was edited by position, else O(*n*) in its items.
  public func absolutePosition(of position: RelativePosition) -> AbsolutePosition? {
    guard let (type, index) = store.resolve(position) else {
      // A root nobody has written to is empty, not unknown.
      guard case .root(let name) = position.parent, position.item == nil else { return nil }
      return AbsolutePosition(parent: .root(name), index: 0, association: position.association)
    }
    return AbsolutePosition(
      parent: store.parent(for: type),
      index: index,
      association: position.association
    )
  }
}

extension SharedText {
  /// A position that stays at a place while others edit.
  ///
  /// - Parameters:
  ///   - offset: In visible UTF-16 units, `0...length`.
  ///   - association: Below 0 to stay behind the unit before the place, else before the unit behind
  ///     it; within 32 bits.
  /// - Returns: The position.
  /// - Throws: ``EditError/offsetOutOfBounds(_:)``.
  /// - Complexity: O(log *n*) in a text that was edited by position, else O(*n*) in its items.
  public func relativePosition(
    at offset: Int,
    association: Int = 0
  ) throws(EditError) -> RelativePosition {
    guard offset >= 0, offset <= length else { throw .offsetOutOfBounds(offset) }
    return document.store.relativePosition(at: offset, in: type, association: association)
  }

  /// Where a position is in this text now.
  ///
  /// - Parameter position: The position.
  /// - Returns: In visible UTF-16 units, `0...length`; nil when the position is in another type, or
  ///   its unit is unknown here or collected.
  /// - Complexity: O(log *n*) in a text that was edited by position, else O(*n*) in its items.
  public func offset(of position: RelativePosition) -> Int? {
    guard let (found, index) = document.store.resolve(position), found == type else { return nil }
    return index
  }
}

extension SharedArray {
  /// A position that stays at a place while others edit.
  ///
  /// - Parameters:
  ///   - index: `0...count`.
  ///   - association: Below 0 to stay behind the element before the place, else before the element
  ///     behind it; within 32 bits.
  /// - Returns: The position.
  /// - Throws: ``EditError/offsetOutOfBounds(_:)``.
  /// - Complexity: O(log *n*) in an array that was edited by position, else O(*n*) in its items.
  public func relativePosition(
    at index: Int,
    association: Int = 0
  ) throws(EditError) -> RelativePosition {
    guard index >= 0, index <= count else { throw .offsetOutOfBounds(index) }
    return document.store.relativePosition(at: index, in: type, association: association)
  }

  /// Where a position is in this array now.
  ///
  /// - Parameter position: The position.
  /// - Returns: `0...count`; nil when the position is in another type, or its element is unknown
  ///   here or collected.
  /// - Complexity: O(log *n*) in an array that was edited by position, else O(*n*) in its items.
  public func index(of position: RelativePosition) -> Int? {
    guard let (found, index) = document.store.resolve(position), found == type else { return nil }
    return index
  }
}
