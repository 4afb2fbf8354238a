// SPDX-License-Identifier: Apache-2.0

extension Document {
  /// Reads and checks an update in the second encoding; the document does not change.
  ///
  /// - Parameter update: A Yjs update, v2.
  /// - Returns: A token for ``integrate(_:source:)``, as ``prepare(_:)`` gives it.
  /// - Throws: ``UpdateError``.
  /// - Complexity: O(*n* log *m*); *n* blocks in the update, *m* items in the document.
  public func prepareV2(_ update: [UInt8]) throws(UpdateError) -> PreparedUpdate {
    try prepare(try UpdateFromV2.convert(update, limits))
  }

  /// Reads, checks and takes in an update in the second encoding; a refused one leaves the document
  /// as it was.
  ///
  /// - Parameter update: A Yjs update, v2.
  /// - Returns: What came of it.
  /// - Throws: ``UpdateError``.
  @discardableResult
  public func applyV2(_ update: [UInt8]) throws(UpdateError) -> Integration {
    integrate(try prepareV2(update))
  }

  /// Everything a state vector lacks in the second encoding, which is smaller than the first.
  ///
  /// - Parameter vector: What the reader has; the empty one asks for everything.
  /// - Returns: A Yjs update, v2, with the whole delete set; what is pending is left out.
  /// - Complexity: O(*n*) in items and bytes.
  public func encodedStateV2(since vector: StateVector = StateVector()) -> [UInt8] {
    var unlimited = limits
    unlimited.maximumUpdateBytes = .max
    unlimited.maximumDepth = .max
    guard let encoded = try? UpdateToV2.convert(encodedState(since: vector), unlimited) else {
      preconditionFailure("the engine cannot read what it wrote")
    }
    return encoded
  }
}
