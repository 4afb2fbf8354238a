// SPDX-License-Identifier: Apache-2.0

extension DeleteSet {
  /// Reads an encoded delete set (v1).
  ///
  /// - Parameter bytes: The whole of it.
  /// - Throws: ``UpdateError`` when the bytes are cut, trail, or hold numbers out of range.
  public init(decoding bytes: [UInt8]) throws(UpdateError) {
    var reader = ByteReader(bytes)
    try self.init(from: &reader)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
  }

  /// Reads a delete set where one stands in a longer encoding.
  init(from reader: inout ByteReader) throws(UpdateError) {
    self.init()
    for _ in 0..<(try reader.readCount()) {
      let client = ClientID(rawValue: try reader.readVarUInt())
      for _ in 0..<(try reader.readCount()) {
        let clock = try reader.readVarUInt()
        let length = try reader.readVarUInt()
        guard clock + length <= ClientID.maximum.rawValue else { throw .numberOutOfRange }
        insert(clock..<(clock + length), of: client)
      }
    }
  }

  /// The encoding (v1), clients in descending order.
  ///
  /// - Returns: The bytes, as they end an update.
  public func encoded() -> [UInt8] {
    var writer = ByteWriter()
    write(to: &writer)
    return writer.bytes
  }

  func write(to writer: inout ByteWriter) {
    writer.writeVarUInt(UInt64(ranges.count))
    for (client, list) in ranges.sorted(by: { $0.key > $1.key }) {
      writer.writeVarUInt(client.rawValue)
      writer.writeVarUInt(UInt64(list.count))
      for range in list {
        writer.writeVarUInt(range.lowerBound)
        writer.writeVarUInt(range.upperBound - range.lowerBound)
      }
    }
  }
}
