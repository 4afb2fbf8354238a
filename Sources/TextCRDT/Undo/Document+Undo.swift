// SPDX-License-Identifier: Apache-2.0

// Capturing and taking steps, as Yjs 13.5.43 does (`UndoManager.js`).

extension Document {
  /// Notes what the open transaction did as a step, or as a part of the latest one.
  func capture(
    _ inserted: ClockRangeSet,
    _ deleted: ClockRangeSet,
    _ changes: [TypeChange],
    in state: UndoState,
    _ observation: Observation
  ) {
    guard state.tracks(observation.cause, observation.source),
      changes.contains(where: { store.isInside($0.type, anyOf: state.scope) })
    else { return }
    if state.isUndoing {
      state.lastChange = nil
    } else if !state.isRedoing {
      clear(.redo, of: state)
    }
    let isStep = state.isUndoing || state.isRedoing
    let direction: UndoEvent.Direction = state.isUndoing ? .redo : .undo
    let now = state.now()
    let isSoon = state.lastChange.map { now - $0 < state.options.captureTimeout } ?? false
    var stack = state.isUndoing ? state.redoStack : state.undoStack
    let joins = isSoon && !isStep && !stack.isEmpty
    if joins {
      stack[stack.count - 1].deletions.formUnion(deleted)
      stack[stack.count - 1].insertions.formUnion(inserted)
    } else {
      stack.append(
        UndoItem(number: state.makeNumber(), insertions: inserted, deletions: deleted)
      )
    }
    let number = stack[stack.count - 1].number
    if state.isUndoing { state.redoStack = stack } else { state.undoStack = stack }
    if !isStep { state.lastChange = now }
    setKept(true, deleted, in: state)
    tell(state, UndoEvent(kind: joins ? .updated : .added, direction: direction, step: number))
  }

  /// Takes the latest step that has an effect.
  func takeStep(of state: UndoState, _ direction: UndoEvent.Direction) throws(EditError) -> Int? {
    store.abandonPlan()
    begin(direction == .undo ? .undo : .redo)
    state.isUndoing = direction == .undo
    state.isRedoing = direction == .redo
    let number: Int?
    do {
      number = try carryOutStep(of: state, direction)
    } catch {
      state.stopTaking()
      end()
      throw error
    }
    end()
    state.stopTaking()
    if let number { tell(state, UndoEvent(kind: .taken, direction: direction, step: number)) }
    return number
  }

  private func carryOutStep(
    of state: UndoState,
    _ direction: UndoEvent.Direction
  ) throws(EditError) -> Int? {
    while let item = direction == .undo ? state.undoStack.last : state.redoStack.last {
      let edit = LocalEdit(client: store.clients.insert(clientID), type: noIndex)
      let toDelete = store.itemsToDelete(for: item, scope: state.scope)
      var plan = store.redoPlan(for: item, scope: state.scope, edit)
      plan.overwritesRemoteValues = state.options.overwritesRemoteValues
      try store.checkRoom(for: plan.byteCount, length: plan.unitCount, client: edit.client)
      if direction == .undo { state.undoStack.removeLast() } else { state.redoStack.removeLast() }
      var hasEffect = false
      for slot in plan.slots where store.redo(slot, plan) { hasEffect = true }
      // Children go before parents, so that the filter sees them whole.
      for slot in toDelete.reversed()
      where state.options.mayDelete(UndoDeletion(document: self, slot: slot)) {
        store.delete(slot)
        hasEffect = true
      }
      if hasEffect { return item.number }
    }
    return nil
  }

  /// Forgets the steps in one direction.
  func clear(_ direction: UndoEvent.Direction, of state: UndoState) {
    let stack = direction == .undo ? state.undoStack : state.redoStack
    guard !stack.isEmpty else { return }
    for item in stack { setKept(false, item.deletions, in: state) }
    if direction == .undo { state.undoStack = [] } else { state.redoStack = [] }
    tell(state, UndoEvent(kind: .cleared, direction: direction, step: nil))
  }

  private func setKept(_ isKept: Bool, _ ranges: ClockRangeSet, in state: UndoState) {
    let scope = state.scope
    store.forEachItem(in: ranges) { store, slot in
      guard store.items.spans[slot].kind != .collected,
        store.isInside(store.items.links[slot].parent, anyOf: scope)
      else { return }
      store.setKept(isKept, slot)
    }
  }

  private func tell(_ state: UndoState, _ event: UndoEvent) {
    guard let observation else { return }
    for entry in state.handlers {
      observation.enqueue(entry.identifier) { entry.handler(event) }
    }
    if store.transaction.depth == 0 { observation.deliver() }
  }
}
