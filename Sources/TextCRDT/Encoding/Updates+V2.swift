// SPDX-License-Identifier: Apache-2.0

// The second encoding of updates says the same in fewer bytes. Inside, the engine knows the first
// only; these operations go through it.

extension Updates {
  /// The same update in the first encoding.
  ///
  /// Objects in texts become JSON, as they do in Yjs: what JSON cannot say is lost or refused as
  /// ``Value/jsonText`` tells. Half of a surrogate pair becomes U+FFFD.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v2.
  ///   - limits: What is read before it is refused; the result too keeps within it.
  /// - Returns: A Yjs update, v1.
  /// - Throws: ``UpdateError``.
  /// - Complexity: O(*n*) in bytes read and written.
  public static func convertedToV1(
    _ update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> [UInt8] {
    let converted = try UpdateFromV2.convert(update, limits)
    var parts = UpdateParts()
    try parts.read(converted, limits)
    return converted
  }

  /// The same update in the second encoding, byte for byte as Yjs converts it.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v1.
  ///   - limits: What is read before it is refused.
  /// - Returns: A Yjs update, v2.
  /// - Throws: ``UpdateError``.
  /// - Complexity: O(*n*) in bytes.
  public static func convertedToV2(
    _ update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> [UInt8] {
    try UpdateToV2.convert(update, limits)
  }

  /// One update that says what several say together.
  ///
  /// - Parameters:
  ///   - updates: Yjs updates, v2, in any order.
  ///   - limits: What is read before it is refused.
  /// - Returns: Their union, v2; what lies between known clocks stays a gap.
  /// - Throws: ``UpdateError`` when one of them cannot be read.
  /// - Complexity: O(*n* log *n*) in blocks.
  public static func mergeV2(
    _ updates: [[UInt8]],
    limits: Limits = Limits()
  ) throws(UpdateError) -> [UInt8] {
    var parts = UpdateParts()
    for update in updates { try parts.read(try UpdateFromV2.convert(update, limits), limits) }
    return try UpdateToV2.convert(parts.encoded(since: StateVector()), limits)
  }

  /// The part of an update that a state vector lacks.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v2.
  ///   - vector: What the reader has.
  ///   - limits: What is read before it is refused.
  /// - Returns: A Yjs update, v2, with the whole delete set.
  /// - Throws: ``UpdateError``.
  public static func differenceV2(
    _ update: [UInt8],
    since vector: StateVector,
    limits: Limits = Limits()
  ) throws(UpdateError) -> [UInt8] {
    var parts = UpdateParts()
    try parts.read(try UpdateFromV2.convert(update, limits), limits)
    return try UpdateToV2.convert(parts.encoded(since: vector), limits)
  }

  /// The state vector of a document that has taken in one update only.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v2.
  ///   - limits: What is read before it is refused.
  /// - Returns: For each client the clock up to which the update has everything.
  /// - Throws: ``UpdateError``.
  public static func stateVector(
    ofV2 update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> StateVector {
    var parts = UpdateParts()
    try parts.read(try UpdateFromV2.convert(update, limits), limits)
    return parts.stateVector
  }

  /// What an update deletes.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v2.
  ///   - limits: What is read before it is refused.
  /// - Returns: Its delete set.
  /// - Throws: ``UpdateError``.
  public static func deleteSet(
    ofV2 update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> DeleteSet {
    var parts = UpdateParts()
    try parts.read(try UpdateFromV2.convert(update, limits), limits)
    return parts.deletes
  }
}
