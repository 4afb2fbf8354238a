// SPDX-License-Identifier: Apache-2.0

extension Document {
  /// The present moment, to come back to.
  ///
  /// - Returns: What the document has and what of it is deleted; what is pending is left out.
  /// - Complexity: O(*n*) in items.
  public func snapshot() -> Snapshot {
    Snapshot(stateVector: stateVector, deleteSet: deleteSet)
  }

  /// A new document with what this one had at a moment.
  ///
  /// - Parameters:
  ///   - snapshot: A moment of this document, or of another one that has no more than this one.
  ///   - clientID: The client under whose name edits of the new document enter.
  ///   - collectsGarbage: Whether the new document drops its deleted content.
  /// - Returns: The document as it was; it knows nothing of what came after.
  /// - Throws: ``SnapshotError``; this document must not collect garbage.
  /// - Complexity: O(*n* log *n*) in items.
  public func restored(
    at snapshot: Snapshot,
    clientID: ClientID,
    collectsGarbage: Bool = true
  ) throws(SnapshotError) -> Document {
    try check(snapshot)
    guard let prefix = try? UpdatePrefix.cut(encodedState(), at: snapshot) else {
      preconditionFailure("the engine cannot read what it wrote")
    }
    guard prefix.isComplete else { throw .contentCollected }
    var limits = limits
    limits.maximumUpdateBytes = max(limits.maximumUpdateBytes, prefix.update.count)
    let document = Document(clientID: clientID, limits: limits, collectsGarbage: collectsGarbage)
    guard (try? document.apply(prefix.update)) != nil, !document.hasPending else {
      throw .inconsistent
    }
    return document
  }

  /// Refuses a snapshot that this document cannot show.
  func check(_ snapshot: Snapshot) throws(SnapshotError) {
    guard !store.collectsGarbage else { throw .contentCollected }
    let known = stateVector
    for (client, clock) in snapshot.stateVector.entries where clock > known.nextClock(of: client) {
      throw .unknownUnits(client)
    }
    for (client, list) in snapshot.deleteSet.ranges {
      guard let last = list.last, last.upperBound <= snapshot.stateVector.nextClock(of: client)
      else { throw .inconsistent }
    }
  }
}
