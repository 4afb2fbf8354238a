// SPDX-License-Identifier: Apache-2.0

/// A place in a text or array that stays where it is while others edit around it.
///
/// It holds on to one unit, not to an offset: to the unit behind the place or, with an association
/// below 0, to the one before it. At the very end (or start) it holds on to the type itself. Carets
/// and comments are kept so, here and in every Yjs client.
///
/// ```swift
/// let place = try document.text("content").relativePosition(at: 7)
/// try document.text("content").insert("Bonjour ", at: 0)
/// document.text("content").offset(of: place)  // 15
/// ```
///
/// Source: Yjs 13.5, `RelativePosition.js`.
public struct RelativePosition: Sendable {
  /// A shared type, named so that every replica finds it.
  public enum Parent: Sendable {
    /// The root of a name.
    case root(String)
    /// The type that an item holds.
    case item(ItemID)
  }

  /// The type the place is in; nil when it was read from bytes that only name the unit.
  public let parent: Parent?

  /// The unit held on to; nil at the edge of the type.
  public let item: ItemID?

  /// To which side the place holds on.
  ///
  /// At 0 or above it is before its unit or at the type's end, below 0 behind its unit or at the
  /// type's start. Fits into 32 bits.
  public let association: Int

  /// Makes a position at a unit.
  ///
  /// - Parameters:
  ///   - item: The unit held on to.
  ///   - parent: The type it is in, if known; only the JSON form says it.
  ///   - association: Below 0 for the place behind the unit, else the one before it.
  public init(item: ItemID, in parent: Parent? = nil, association: Int = 0) {
    self.parent = parent
    self.item = item
    self.association = association
  }

  /// Makes a position at the edge of a type.
  ///
  /// - Parameters:
  ///   - parent: The type.
  ///   - association: Below 0 for the type's start, else its end.
  public init(edgeOf parent: Parent, association: Int = 0) {
    self.parent = parent
    item = nil
    self.association = association
  }
}

extension RelativePosition: Equatable {
  /// Whether both hold on to the same in the same way.
  public static func == (left: RelativePosition, right: RelativePosition) -> Bool {
    left.parent == right.parent && left.item == right.item && left.association == right.association
  }
}

extension RelativePosition.Parent: Equatable {
  /// Whether both are the same type; names are told apart by their bytes, as in JavaScript.
  public static func == (left: RelativePosition.Parent, right: RelativePosition.Parent) -> Bool {
    switch (left, right) {
    case (.root(let name), .root(let other)): name.utf8.elementsEqual(other.utf8)
    case (.item(let id), .item(let other)): id == other
    case (.root, .item), (.item, .root): false
    }
  }
}
