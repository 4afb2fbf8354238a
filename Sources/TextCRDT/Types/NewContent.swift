// SPDX-License-Identifier: Apache-2.0

/// What an edit puts into a shared type: a plain value, or a new shared type with first content.
///
/// ```swift
/// try document.array("list").insert(contents: [.text("Bonjour"), .map([("done", false)])], at: 0)
/// ```
public indirect enum NewContent: Sendable {
  /// A plain value; bytes are stored as one unit of their own.
  case value(Value)

  /// A new text.
  case text(String)

  /// A new text with attributes and embeds, as if the edits were applied to an empty one.
  case formattedText([TextEdit])

  /// A new map; of a key that comes twice the last content counts.
  case map([(key: String, content: NewContent)])

  /// A new array.
  case array([NewContent])

  /// A new XML element with attributes and children.
  case xmlElement(name: String, attributes: [Value.Member] = [], children: [NewContent] = [])

  /// A new XML text.
  case xmlText(String)

  /// A new XML text with attributes and embeds.
  case formattedXMLText([TextEdit])

  /// A new XML fragment.
  case xmlFragment([NewContent])

  /// A new XML hook, a map that an application renders in its own way.
  case xmlHook(name: String, entries: [(key: String, content: NewContent)] = [])

  /// A reference to another document.
  case document(Subdocument)
}

/// One step of an edit that goes through a text from its start.
///
/// Lengths count visible UTF-16 units, embeds as one.
public enum TextEdit: Sendable {
  /// Steps over units; attributes, where there are any, are given to them, or taken by `null`.
  ///
  /// Beyond the end line feeds are inserted, which is what editors in the manner of Quill expect.
  case retain(Int, TextAttributes = [:])

  /// Inserts text that has these attributes and no others.
  case insert(String, TextAttributes = [:])

  /// Inserts one object or shared type that has these attributes and no others.
  case embed(NewContent, TextAttributes = [:])

  /// Deletes units.
  case delete(Int)
}

/// What is said of a document inside another one, which only refers to it.
public struct Subdocument: Equatable, Sendable {
  /// The name under which the other document is found; Yjs's `guid`.
  public var identifier: String

  /// Whether the other document drops deleted content.
  public var collectsGarbage: Bool

  /// Whether every replica should load the other document at once.
  public var loadsAutomatically: Bool

  /// Whatever the application wants to say of it; nil for nothing.
  public var meta: Value?

  /// Makes a reference to another document.
  ///
  /// - Parameters:
  ///   - identifier: The name under which the other document is found.
  ///   - collectsGarbage: Whether it drops deleted content.
  ///   - loadsAutomatically: Whether every replica should load it at once.
  ///   - meta: Whatever the application wants to say of it.
  public init(
    identifier: String,
    collectsGarbage: Bool = true,
    loadsAutomatically: Bool = false,
    meta: Value? = nil
  ) {
    self.identifier = identifier
    self.collectsGarbage = collectsGarbage
    self.loadsAutomatically = loadsAutomatically
    self.meta = meta
  }
}
