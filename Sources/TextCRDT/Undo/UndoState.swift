// SPDX-License-Identifier: Apache-2.0

/// One step back or forth: what a stretch of edits inserted and deleted.
struct UndoItem {
  var number: Int
  var insertions: ClockRangeSet
  var deletions: ClockRangeSet
}

/// What an ``UndoHistory`` remembers; the document holds it while the history is open.
final class UndoState {
  typealias Handler = (UndoEvent) -> Void

  var scope: [UInt32]
  let options: UndoOptions
  let now: () -> Duration
  var trackedSources: Set<TransactionSource>
  var undoStack: [UndoItem] = []
  var redoStack: [UndoItem] = []
  var isUndoing = false
  var isRedoing = false
  /// When the last edit was captured; nil when the next one begins a step in any case.
  var lastChange: Duration?
  var handlers: [Observation.Entry<Handler>] = []
  private var lastNumber = 0

  init(scope: [UInt32], options: UndoOptions, now: @escaping () -> Duration) {
    self.scope = scope
    self.options = options
    self.now = now
    trackedSources = options.trackedSources
  }

  func makeNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  /// Notes that no step is being taken any more.
  func stopTaking() {
    isUndoing = false
    isRedoing = false
  }

  /// Whether edits of this origin are captured.
  func tracks(_ cause: TransactionCause, _ source: TransactionSource?) -> Bool {
    if isUndoing || isRedoing, cause == .undo || cause == .redo { return true }
    if let source { return trackedSources.contains(source) }
    return cause == .local && options.tracksLocalEdits
  }
}
