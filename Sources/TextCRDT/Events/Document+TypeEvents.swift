// SPDX-License-Identifier: Apache-2.0

extension Document {
  /// Works out how types changed, for those that somebody observes, and puts the calls in line.
  func enqueueTypeEvents(
    _ observation: Observation,
    _ deleted: ClockRangeSet,
    _ changes: [TypeChange]
  ) {
    guard observation.hasTypeHandlers else { return }
    var deep: [(type: UInt32, events: [TypeEvent])] = []
    for change in changes {
      let observers = deepObservers(of: change.type, observation)
      let handlers = observation.typeHandlers[change.type] ?? []
      guard !handlers.isEmpty || !observers.isEmpty else { continue }
      let event = event(change, deleted, observation)
      for entry in handlers {
        observation.enqueue(entry.identifier) { entry.handler(event) }
      }
      for observer in observers {
        var event = event
        event.path = store.path(from: observer, to: change.type)
        if let place = deep.firstIndex(where: { $0.type == observer }) {
          deep[place].events.append(event)
        } else {
          deep.append((observer, [event]))
        }
      }
    }
    for (type, events) in deep {
      // Those nearest to the observed type come first; the order among equals stays.
      let sorted = events.enumerated()
        .sorted { ($0.element.path.count, $0.offset) < ($1.element.path.count, $1.offset) }
        .map { $0.element }
      for entry in observation.deepHandlers[type] ?? [] {
        observation.enqueue(entry.identifier) { entry.handler(sorted) }
      }
    }
  }

  /// The type itself and those it is in, as far as somebody observes them deeply.
  private func deepObservers(of type: UInt32, _ observation: Observation) -> [UInt32] {
    guard !observation.deepHandlers.isEmpty else { return [] }
    var found: [UInt32] = []
    var next: UInt32? = type
    while let type = next {
      if observation.deepHandlers[type] != nil { found.append(type) }
      next = store.parent(of: type)
    }
    return found
  }

  private func event(
    _ change: TypeChange,
    _ deleted: ClockRangeSet,
    _ observation: Observation
  ) -> TypeEvent {
    let kind = store.types.rows[change.type].kind
    let isText = kind == .text || kind == .xmlText
    return TypeEvent(
      target: TypeReference(document: self, type: change.type).content,
      path: [],
      cause: observation.cause,
      source: observation.source,
      textChanges: isText && change.changesSequence
        ? textChanges(of: change.type, deleted) : [],
      elementChanges: !isText && change.changesSequence
        ? elementChanges(of: change.type, deleted) : [],
      keyChanges: change.keys.compactMap { keyChange(of: change.type, $0, deleted) }
    )
  }

  // MARK: Keys

  /// What happened to a key (Yjs `YEvent.keys`); nil when nothing did in the end.
  private func keyChange(
    of type: UInt32,
    _ name: UInt32,
    _ deleted: ClockRangeSet
  ) -> KeyChange? {
    let last = store.types.entry(of: type, key: name)
    guard last != noSlot else { return nil }
    var before = last
    while before != noSlot, store.isNew(store.items.spans[before].id) {
      before = store.items.links[before].left
    }
    let hadValue = before != noSlot && deleted.contains(store.items.spans[before].id)
    let hasValue = !store.items.spans[last].isDeleted
    let action: KeyChange.Action
    switch (hadValue, hasValue) {
    case (true, true): action = .updated
    case (true, false): action = .removed
    // A value that is there and is not new has been there before.
    case (false, true) where before != last: action = .added
    default: return nil
    }
    return KeyChange(
      key: store.names.string(name),
      action: action,
      oldContent: hadValue ? contents(of: before).last : nil,
      newContent: hasValue ? contents(of: last).last : nil
    )
  }

  // MARK: Elements

  private func elementChanges(of type: UInt32, _ deleted: ClockRangeSet) -> [ElementChange] {
    var changes: [ElementChange] = []
    store.forEachPart(of: type, deleted) { slot, part in
      let length = part.units.count
      switch (part.fate, changes.last) {
      case (.unchanged, .retain(let count)?): changes[changes.count - 1] = .retain(count + length)
      case (.unchanged, _): changes.append(.retain(length))
      case (.deleted, .delete(let count)?): changes[changes.count - 1] = .delete(count + length)
      case (.deleted, _): changes.append(.delete(length))
      case (.inserted, let last):
        let contents = contents(of: slot)
        // What holds nothing that counts, like a format, is in no list.
        guard contents.count >= part.units.upperBound else { return }
        let added = Array(contents[part.units])
        if case .insert(let before)? = last {
          changes[changes.count - 1] = .insert(before + added)
        } else {
          changes.append(.insert(added))
        }
      }
    }
    if case .retain? = changes.last { changes.removeLast() }
    return changes
  }
}

/// What became of a part of an item in a transaction.
struct ItemPart {
  enum Fate {
    case unchanged
    case inserted
    case deleted
  }

  var fate: Fate
  /// Which of the item's units.
  var units: Range<Int>
}

extension Store {
  /// Calls `body` for each stretch of a sequence that stayed, came or went in the open transaction;
  /// what came and went, or had gone before, is left out.
  func forEachPart(
    of type: UInt32,
    _ deleted: ClockRangeSet,
    _ body: (Slot, ItemPart) -> Void
  ) {
    var slot = types.rows[type].start
    while slot != noSlot {
      let span = items.spans[slot]
      let before = clients.rows[span.client].advancedFrom
      // Typing lengthens items across transactions: such a one is old first and then new.
      let boundary = min(max(before, span.clock), span.end) - span.clock
      if boundary > 0 {
        let units = 0..<Int(boundary)
        if !span.isDeleted {
          body(slot, ItemPart(fate: .unchanged, units: units))
        } else if deleted.contains(span.id) {
          body(slot, ItemPart(fate: .deleted, units: units))
        }
      }
      if boundary < span.length, !span.isDeleted {
        body(slot, ItemPart(fate: .inserted, units: Int(boundary)..<Int(span.length)))
      }
      slot = items.links[slot].right
    }
  }

  /// The steps from a type to one inside it.
  ///
  /// - Complexity: O(*n*) in the items before each step's.
  func path(from ancestor: UInt32, to type: UInt32) -> [PathStep] {
    var path: [PathStep] = []
    var type = type
    while type != ancestor, let parent = parent(of: type) {
      let item = types.rows[type].item
      if items.spans[item].isMapEntry {
        path.append(.key(names.string(items.links[item].place)))
      } else {
        var index = 0
        var slot = types.rows[parent].start
        while slot != item, slot != noSlot {
          index += Int(items.spans[slot].visibleLength)
          slot = items.links[slot].right
        }
        path.append(.index(index))
      }
      type = parent
    }
    return path.reversed()
  }
}
