// SPDX-License-Identifier: Apache-2.0

/// Undoes and redoes the edits of one person, and nobody else's.
///
/// A history watches some shared types. What is edited in them in quick succession makes one step;
/// ``undo()`` takes back the latest, ``redo()`` brings it again. What others wrote meanwhile stays.
/// Deleted content that a step may bring back is kept, though the document drops what is deleted.
///
/// ```swift
/// let clock = ContinuousClock()
/// let start = clock.now
/// let history = UndoHistory(of: [text.reference], in: document) { start.duration(to: clock.now) }
/// try text.insert("Bonjour", at: 0)
/// try history.undo()
/// ```
///
/// The semantics are those of Yjs 13.5 (`UndoManager.js`), but for one thing: what cleans up formats
/// after a remote change is not captured.
public struct UndoHistory {
  let document: Document
  let state: UndoState

  /// Begins to capture edits.
  ///
  /// - Parameters:
  ///   - scope: The types whose edits are captured, with all that is inside them.
  ///   - document: The document they are in.
  ///   - options: What is captured and what steps may do.
  ///   - now: The time since any fixed moment; must never go back.
  public init(
    of scope: [TypeReference],
    in document: Document,
    options: UndoOptions = UndoOptions(),
    now: @escaping () -> Duration
  ) {
    self.document = document
    state = UndoState(scope: scope.map { $0.type }, options: options, now: now)
    document.startObserving().undoStates.append(state)
  }

  /// Whether there is a step to undo.
  public var canUndo: Bool { !state.undoStack.isEmpty }

  /// Whether there is a step to redo.
  public var canRedo: Bool { !state.redoStack.isEmpty }

  /// Takes back the latest step that still has an effect.
  ///
  /// - Returns: The step's number, nil when nothing was left to take back.
  /// - Throws: ``EditError/limitExceeded(_:)``; the document and the step are then as they were.
  /// - Complexity: O(*n* log *m*) in the *n* items of the step.
  @discardableResult
  public func undo() throws(EditError) -> Int? {
    try document.takeStep(of: state, .undo)
  }

  /// Brings back what the latest undo took.
  ///
  /// - Returns: The step's number, nil when nothing was left to bring back.
  /// - Throws: ``EditError/limitExceeded(_:)``; the document and the step are then as they were.
  /// - Complexity: O(*n* log *m*) in the *n* items of the step.
  @discardableResult
  public func redo() throws(EditError) -> Int? {
    try document.takeStep(of: state, .redo)
  }

  /// Makes the next edit begin a step of its own, however soon it comes.
  public func stopCapturing() {
    state.lastChange = nil
  }

  /// Forgets all steps; the content kept for them is kept no longer.
  ///
  /// - Complexity: O(*n* log *m*) in the *n* items of the steps.
  public func clear() {
    document.clear(.undo, of: state)
    document.clear(.redo, of: state)
  }

  /// Captures edits of another type too.
  ///
  /// - Parameter type: The type.
  public func addToScope(_ type: TypeReference) {
    if !state.scope.contains(type.type) { state.scope.append(type.type) }
  }

  /// Captures edits of another source too.
  ///
  /// - Parameter source: The source.
  public func addTrackedSource(_ source: TransactionSource) {
    state.trackedSources.insert(source)
  }

  /// Captures edits of a source no longer.
  ///
  /// - Parameter source: The source.
  public func removeTrackedSource(_ source: TransactionSource) {
    state.trackedSources.remove(source)
  }

  /// Calls a closure when steps come, grow or go.
  ///
  /// - Parameter handler: What to call. It must not keep the document alive.
  /// - Returns: A token that ends the subscription.
  @discardableResult
  public func observe(_ handler: @escaping (UndoEvent) -> Void) -> Subscription {
    let identifier = document.startObserving().makeIdentifier()
    state.handlers.append(Observation.Entry(identifier: identifier, handler: handler))
    return Subscription(document: document, identifier: identifier)
  }

  /// Ends the capture and forgets all steps.
  public func close() {
    clear()
    document.observation?.undoStates.removeAll { $0 === state }
  }
}
