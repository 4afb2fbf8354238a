// SPDX-License-Identifier: Apache-2.0

// A delete set (v2): like v1, but of each range how far it begins behind the end of the one before
// it, and its length less one. Source: Yjs 13.5, `DSEncoderV2`.

extension DeleteSet {
  /// Reads an encoded delete set (v2).
  ///
  /// - Parameter bytes: The whole of it.
  /// - Throws: ``UpdateError`` when the bytes are cut, trail, or hold numbers out of range.
  public init(decodingV2 bytes: [UInt8]) throws(UpdateError) {
    var reader = ByteReader(bytes)
    try self.init(fromV2: &reader)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
  }

  /// Reads a delete set (v2) where one stands in a longer encoding.
  init(fromV2 reader: inout ByteReader) throws(UpdateError) {
    self.init()
    for _ in 0..<(try reader.readCount()) {
      let client = ClientID(rawValue: try reader.readVarUInt())
      var end: UInt64 = 0
      for _ in 0..<(try reader.readCount()) {
        let range = try reader.readDeletedRange(after: end)
        insert(range, of: client)
        end = range.upperBound
      }
    }
  }

  /// The encoding (v2), clients in descending order.
  ///
  /// - Returns: The bytes, as they end an update.
  public func encodedV2() -> [UInt8] {
    var writer = ByteWriter()
    writeV2(to: &writer)
    return writer.bytes
  }

  func writeV2(to writer: inout ByteWriter) {
    writer.writeVarUInt(UInt64(ranges.count))
    for (client, list) in ranges.sorted(by: { $0.key > $1.key }) {
      writer.writeVarUInt(client.rawValue)
      writer.writeDeletedRanges(list)
    }
  }
}

extension ByteReader {
  /// Reads a range of a delete set (v2), given where the one before it ended.
  mutating func readDeletedRange(after end: UInt64) throws(UpdateError) -> Range<UInt64> {
    let start = end + (try readVarUInt())
    let next = start + (try readVarUInt()) + 1
    guard next <= ClientID.maximum.rawValue else { throw .numberOutOfRange }
    return start..<next
  }
}

extension ByteWriter {
  /// Writes one client's ranges of a delete set (v2), ascending and none empty.
  mutating func writeDeletedRanges(_ ranges: [Range<UInt64>]) {
    writeVarUInt(UInt64(ranges.count))
    var end: UInt64 = 0
    for range in ranges {
      writeVarUInt(range.lowerBound - end)
      writeVarUInt(range.upperBound - range.lowerBound - 1)
      end = range.upperBound
    }
  }
}
