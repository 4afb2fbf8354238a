// SPDX-License-Identifier: Apache-2.0

/// How one shared type changed in a transaction.
///
/// The event is a value and stays true: it does not change when the document does. Handles in it
/// may point at types that are gone, which read as empty.
public struct TypeEvent {
  /// The type that changed.
  public let target: Content

  /// The way from the type that is observed to the one that changed; empty when it is the same.
  public internal(set) var path: [PathStep]

  /// What kind of thing caused the transaction.
  public let cause: TransactionCause

  /// Who caused it, as whoever began it said; nil when they did not.
  public let source: TransactionSource?

  /// Of a text what changed, from its start on; what follows the last step stays as it was.
  public let textChanges: [TextChange]

  /// Of an array or an XML type what changed among its elements, from the first one on.
  public let elementChanges: [ElementChange]

  /// Of a map its keys that changed, of a text or an XML element its attributes.
  public let keyChanges: [KeyChange]
}

/// One step from a shared type to one inside it.
public enum PathStep: Equatable, Sendable {
  /// To what stands under a key.
  case key(String)
  /// To what stands at a visible index.
  case index(Int)
}

/// One step of a change to a text: lengths in visible UTF-16 units, embeds as one.
public enum TextChange: Equatable {
  /// Units that stay; the attributes are those that they were given, `null` for taken.
  case retain(Int, TextAttributes = [:])
  /// Text that came, with its attributes.
  case insert(String, TextAttributes = [:])
  /// An object or shared type that came, with its attributes.
  case embed(Content, TextAttributes = [:])
  /// Units that went.
  case delete(Int)
}

/// One step of a change to elements in order.
public enum ElementChange: Equatable {
  /// Elements that stay.
  case retain(Int)
  /// Elements that came.
  case insert([Content])
  /// Elements that went.
  case delete(Int)
}

/// What happened to a key.
public struct KeyChange: Equatable {
  /// What happens to keys.
  public enum Action: Equatable, Sendable {
    /// The key had no value.
    case added
    /// The key has another value than before.
    case updated
    /// The key has no value any more.
    case removed
  }

  /// The key.
  public let key: String

  /// What happened to it.
  public let action: Action

  /// What stood there before, nil when nothing did.
  public let oldContent: Content?

  /// What stands there now, nil when nothing does.
  public let newContent: Content?
}
