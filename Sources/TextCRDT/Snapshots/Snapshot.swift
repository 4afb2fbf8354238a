// SPDX-License-Identifier: Apache-2.0

/// A moment of a document: which units it had, and which of them were deleted.
///
/// A snapshot holds no content; the document it is of must keep its deleted content, so that
/// ``Document/restored(at:clientID:collectsGarbage:)`` finds it again.
public struct Snapshot: Equatable, Sendable {
  /// For each client how many of its units the document had.
  public let stateVector: StateVector

  /// Which of them were deleted.
  public let deleteSet: DeleteSet

  /// Makes a snapshot of its parts; without any, that of an empty document.
  ///
  /// - Parameters:
  ///   - stateVector: For each client how many of its units there are.
  ///   - deleteSet: Which of them are deleted.
  public init(
    stateVector: StateVector = StateVector(),
    deleteSet: DeleteSet = DeleteSet()
  ) {
    self.stateVector = stateVector
    self.deleteSet = deleteSet
  }

  /// Whether a unit was there and not deleted.
  ///
  /// - Parameter id: The unit.
  /// - Returns: Whether a reader saw it at that moment.
  /// - Complexity: O(log *n*) in the client's deleted ranges.
  public func shows(_ id: ItemID) -> Bool {
    id.clock < stateVector.nextClock(of: id.client) && !deleteSet.contains(id)
  }

  /// Whether an update would have changed nothing at that moment.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v1.
  ///   - limits: What is read before it is refused.
  /// - Returns: Whether all its units were there, and all it deletes was deleted.
  /// - Throws: ``UpdateError``.
  /// - Complexity: O(*n* log *m*); *n* blocks and ranges in the update, *m* in the snapshot.
  public func contains(
    update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> Bool {
    var parts = UpdateParts()
    try parts.read(update, limits)
    let isKnown = parts.ends.entries.allSatisfy { $0.value <= stateVector.nextClock(of: $0.key) }
    return isKnown && deleteSet.isSuperset(of: parts.deletes)
  }

  /// Whether an update in the second encoding would have changed nothing at that moment.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v2.
  ///   - limits: What is read before it is refused.
  /// - Returns: Whether all its units were there, and all it deletes was deleted.
  /// - Throws: ``UpdateError``.
  public func contains(
    updateV2 update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> Bool {
    try contains(update: try UpdateFromV2.convert(update, limits), limits: limits)
  }

  /// The clocks in a range that were there and not deleted, ascending.
  ///
  /// - Complexity: O(log *n* + *k*); *n* deleted ranges of the client, *k* of them in the range.
  func visibleRanges(in clocks: Range<UInt64>, of client: ClientID) -> [Range<UInt64>] {
    let end = min(clocks.upperBound, stateVector.nextClock(of: client))
    guard clocks.lowerBound < end else { return [] }
    return deleteSet.gaps(in: clocks.lowerBound..<end, of: client)
  }
}

extension DeleteSet {
  /// Whether another set deletes nothing that this one does not.
  ///
  /// - Complexity: O(*n* log *m*); *n* ranges of the other, *m* of this one.
  func isSuperset(of other: DeleteSet) -> Bool {
    other.ranges.allSatisfy { client, list in
      list.allSatisfy { contains($0, of: client) }
    }
  }
}
