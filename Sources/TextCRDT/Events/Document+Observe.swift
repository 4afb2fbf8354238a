// SPDX-License-Identifier: Apache-2.0

extension Document {
  /// Calls a closure after each transaction that changed the document.
  ///
  /// It is called when the transaction is over, after those who observe single types; edits in it
  /// are new transactions, of which all are told in their turn.
  ///
  /// - Parameter handler: What to call. It must not keep the document alive.
  /// - Returns: A token that ends the subscription.
  /// - Complexity: Each transaction then costs O(*n* log *m*) in the *n* items it touched, and O(*c*)
  ///   in clients.
  @discardableResult
  public func observe(_ handler: @escaping (TransactionSummary) -> Void) -> Subscription {
    let observation = startObserving()
    return Subscription(document: self, identifier: observation.add(handler))
  }

  /// Whoever listens; from now on there is somebody.
  func startObserving() -> Observation {
    if let observation { return observation }
    let fresh = Observation(cleansUpFormatting: false)
    observation = fresh
    return fresh
  }

  /// Ends a transaction to which somebody listens.
  func finishObserved(_ observation: Observation) {
    guard !store.transaction.advanced.isEmpty || !store.transaction.deleted.isEmpty else {
      store.endTransaction()
      return
    }
    let inserted = store.insertedRanges
    let deleted = store.deletedRanges
    let changes = store.typeChanges(inserted: inserted, deleted: deleted)
    let cleanUps = textsToCleanUp(observation, inserted, deleted, changes)
    enqueueTypeEvents(observation, deleted, changes)
    for state in observation.undoStates {
      capture(inserted, deleted, changes, in: state, observation)
      // Edits of those who are told now are edits like others.
      state.stopTaking()
    }
    enqueueSummary(observation, inserted, deleted, changes)
    store.endTransaction()
    cleanUpFormats(observation, cleanUps)
    observation.deliver()
  }

  private func enqueueSummary(
    _ observation: Observation,
    _ inserted: ClockRangeSet,
    _ deleted: ClockRangeSet,
    _ changes: [TypeChange]
  ) {
    guard !observation.documentHandlers.isEmpty else { return }
    let stateAfter = stateVector
    var stateBefore = stateAfter
    for index in 0..<store.transaction.advanced.count {
      let before = store.transaction.advanced[index]
      stateBefore.setNextClock(UInt64(before.clock), of: store.clients.rows[before.client].id)
    }
    let (added, removed) = subdocumentChanges(inserted, deleted)
    let isOwn = observation.cause == .local
    let summary = TransactionSummary(
      cause: observation.cause,
      source: observation.source,
      update: store.encodeTransaction(),
      stateBefore: stateBefore,
      stateAfter: stateAfter,
      deletions: store.deleteSet(of: deleted),
      changedTypes: changes.map { TypeReference(document: self, type: $0.type).content },
      subdocumentsAdded: added,
      subdocumentsRemoved: removed,
      subdocumentsToLoad: added.filter { isOwn || $0.loadsAutomatically }
    )
    for entry in observation.documentHandlers {
      observation.enqueue(entry.identifier) { entry.handler(summary) }
    }
  }

  private func subdocumentChanges(
    _ inserted: ClockRangeSet,
    _ deleted: ClockRangeSet
  ) -> (added: [Subdocument], removed: [Subdocument]) {
    var added: [Subdocument] = []
    var removed: [Subdocument] = []
    store.forEachItem(in: inserted) { store, slot in
      let span = store.items.spans[slot]
      if span.kind == .document, !span.isDeleted { added.append(store.subdocument(of: slot)) }
    }
    store.forEachItem(in: deleted) { store, slot in
      let span = store.items.spans[slot]
      if span.kind == .document, !store.isNew(span.id) {
        removed.append(store.subdocument(of: slot))
      }
    }
    return (added, removed)
  }

  // MARK: Formats

  /// The texts in which a remote change may have left formats that mean nothing.
  ///
  /// As in Yjs (`YText._callObserver`): when any format came alive all changed texts, else those
  /// that lost one.
  private func textsToCleanUp(
    _ observation: Observation,
    _ inserted: ClockRangeSet,
    _ deleted: ClockRangeSet,
    _ changes: [TypeChange]
  ) -> [(type: UInt32, formats: [Slot])] {
    guard observation.cleansUpFormatting, observation.cause == .remote else { return [] }
    var formats: [Slot] = []
    store.forEachItem(in: inserted) { store, slot in
      if store.items.spans[slot].kind == .format, !store.items.spans[slot].isDeleted {
        formats.append(slot)
      }
    }
    var losers: Set<UInt32> = []
    store.forEachItem(in: deleted) { store, slot in
      if store.items.spans[slot].kind == .format { losers.insert(store.items.links[slot].parent) }
    }
    var texts: [(type: UInt32, formats: [Slot])] = []
    for change in changes {
      let kind = store.types.rows[change.type].kind
      guard kind == .text || kind == .xmlText else { continue }
      if losers.contains(change.type) {
        texts.append((change.type, []))
      } else if !formats.isEmpty {
        texts.append((change.type, formats))
      }
    }
    return texts
  }

  private func cleanUpFormats(
    _ observation: Observation,
    _ texts: [(type: UInt32, formats: [Slot])]
  ) {
    for text in texts {
      // Tidying one text may have deleted the formats because of which to look at the next.
      let isNeeded =
        text.formats.isEmpty || text.formats.contains { !store.items.spans[$0].isDeleted }
      guard isNeeded, !store.isDeleted(text.type) else { continue }
      begin(.cleanUp)
      store.cleanUpFormats(of: text.type)
      end()
    }
  }
}

extension Store {
  /// Ranges under the clients' own IDs.
  func deleteSet(of ranges: ClockRangeSet) -> DeleteSet {
    var result = DeleteSet()
    for part in ranges.parts {
      for range in part.ranges { result.insert(range, of: clients.rows[part.client].id) }
    }
    return result
  }
}
