// SPDX-License-Identifier: Apache-2.0

/// Operations on encoded updates (v1) that need no document.
///
/// A log can join its rows with them without loading the pad.
public enum Updates {
  /// One update that says what several say together.
  ///
  /// - Parameters:
  ///   - updates: Yjs updates, v1, in any order.
  ///   - limits: What is read before it is refused.
  /// - Returns: Their union; what lies between known clocks stays a gap.
  /// - Throws: ``UpdateError`` when one of them cannot be read.
  /// - Complexity: O(*n* log *n*) in blocks.
  public static func merge(
    _ updates: [[UInt8]],
    limits: Limits = Limits()
  ) throws(UpdateError) -> [UInt8] {
    var parts = UpdateParts()
    for update in updates { try parts.read(update, limits) }
    return parts.encoded(since: StateVector())
  }

  /// One update that says what several say together, runs of typing as one block each.
  ///
  /// A document that takes it in is the same as with the updates: a block that goes on where another
  /// ends, with the same right origin, is what a document joins by itself.
  ///
  /// - Parameters:
  ///   - updates: Yjs updates, v1, in any order.
  ///   - limits: What is read before it is refused.
  /// - Returns: Their union; what lies between known clocks stays a gap.
  /// - Throws: ``UpdateError`` when one of them cannot be read.
  /// - Complexity: O(*n* log *n*) in blocks.
  public static func join(
    _ updates: [[UInt8]],
    limits: Limits = Limits()
  ) throws(UpdateError) -> [UInt8] {
    var parts = UpdateParts()
    parts.joinsRuns = true
    for update in updates { try parts.read(update, limits) }
    return parts.encoded(since: StateVector())
  }

  /// The part of an update that a state vector lacks.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v1.
  ///   - vector: What the reader has.
  ///   - limits: What is read before it is refused.
  /// - Returns: A Yjs update, v1, with the whole delete set.
  /// - Throws: ``UpdateError``.
  public static func difference(
    _ update: [UInt8],
    since vector: StateVector,
    limits: Limits = Limits()
  ) throws(UpdateError) -> [UInt8] {
    var parts = UpdateParts()
    try parts.read(update, limits)
    return parts.encoded(since: vector)
  }

  /// The state vector of a document that has taken in one update only.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v1.
  ///   - limits: What is read before it is refused.
  /// - Returns: For each client the clock up to which the update has everything.
  /// - Throws: ``UpdateError``.
  public static func stateVector(
    of update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> StateVector {
    var parts = UpdateParts()
    try parts.read(update, limits)
    return parts.stateVector
  }

  /// What an update deletes.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v1.
  ///   - limits: What is read before it is refused.
  /// - Returns: Its delete set.
  /// - Throws: ``UpdateError``.
  public static func deleteSet(
    of update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> DeleteSet {
    var parts = UpdateParts()
    try parts.read(update, limits)
    return parts.deletes
  }
}
