// SPDX-License-Identifier: Apache-2.0

/// What an ``UndoHistory`` captures and what its steps may do.
public struct UndoOptions {
  /// Edits that follow one another sooner than this make one step.
  public var captureTimeout = Duration.milliseconds(500)

  /// Whether local edits are captured whose transaction names no source.
  public var tracksLocalEdits = true

  /// The sources whose transactions are captured, remote ones included.
  public var trackedSources: Set<TransactionSource> = []

  /// Whether undoing may overwrite what others have set under a key since.
  public var overwritesRemoteValues = false

  /// Says of content that a step would delete whether it may.
  public var mayDelete: (UndoDeletion) -> Bool = { _ in true }

  /// Makes the usual options.
  public init() {}
}

/// Content that an undo or redo is about to delete.
public struct UndoDeletion {
  let document: Document
  let slot: Slot

  /// The identity of its first unit.
  public var id: ItemID {
    let span = document.store.items.spans[slot]
    return ItemID(client: document.store.clients.rows[span.client].id, clock: UInt64(span.clock))
  }

  /// How many units it is.
  public var length: Int { Int(document.store.items.spans[slot].length) }

  /// What it is, an entry for each unit; nothing for a format.
  public var contents: [Content] { document.contents(of: slot) }

  /// The type it is in.
  public var parent: Content {
    let parent = document.store.items.links[slot].parent
    return TypeReference(document: document, type: parent).content
  }
}

/// What happened to the steps of an ``UndoHistory``.
public struct UndoEvent: Equatable, Sendable {
  /// What happens to steps.
  public enum Kind: Equatable, Sendable {
    /// A step came.
    case added
    /// More edits joined the latest step.
    case updated
    /// A step was taken: it is undone or redone.
    case taken
    /// All steps went.
    case cleared
  }

  /// Steps back or steps forth.
  public enum Direction: Equatable, Sendable {
    /// Steps that undo.
    case undo
    /// Steps that redo.
    case redo
  }

  /// What happened.
  public let kind: Kind

  /// To which steps.
  public let direction: Direction

  /// The number of the step, by which an application finds what it remembers of it, such as where
  /// the caret was; nil when all steps went.
  public let step: Int?
}
