// SPDX-License-Identifier: Apache-2.0

// Source: Yjs 13.5, `Snapshot.js`: the delete set, then the state vector.

extension Snapshot {
  /// Reads an encoded snapshot (v1).
  ///
  /// - Parameter bytes: The whole of it, as `encodeSnapshot` of Yjs writes it.
  /// - Throws: ``UpdateError`` when the bytes are cut, trail, or hold numbers out of range.
  public init(decoding bytes: [UInt8]) throws(UpdateError) {
    var reader = ByteReader(bytes)
    let deleteSet = try DeleteSet(from: &reader)
    self.init(stateVector: try StateVector(from: &reader), deleteSet: deleteSet)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
  }

  /// Reads an encoded snapshot (v2).
  ///
  /// - Parameter bytes: The whole of it, as `encodeSnapshotV2` of Yjs writes it.
  /// - Throws: ``UpdateError`` when the bytes are cut, trail, or hold numbers out of range.
  public init(decodingV2 bytes: [UInt8]) throws(UpdateError) {
    var reader = ByteReader(bytes)
    let deleteSet = try DeleteSet(fromV2: &reader)
    self.init(stateVector: try StateVector(from: &reader), deleteSet: deleteSet)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
  }

  /// The encoding (v1), clients in descending order.
  ///
  /// - Returns: The bytes that `decodeSnapshot` of Yjs reads.
  /// - Complexity: O(*n* log *n*) in clients and ranges.
  public func encoded() -> [UInt8] {
    deleteSet.encoded() + stateVector.encoded()
  }

  /// The encoding (v2), clients in descending order.
  ///
  /// - Returns: The bytes that `decodeSnapshotV2` of Yjs reads.
  /// - Complexity: O(*n* log *n*) in clients and ranges.
  public func encodedV2() -> [UInt8] {
    deleteSet.encodedV2() + stateVector.encoded()
  }
}
