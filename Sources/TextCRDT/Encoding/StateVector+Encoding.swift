// SPDX-License-Identifier: Apache-2.0

extension StateVector {
  /// Reads an encoded state vector.
  ///
  /// - Parameter bytes: The whole of it, as sync step 1 carries it.
  /// - Throws: ``UpdateError`` when the bytes are cut, trail, or hold numbers out of range.
  /// - Complexity: O(*n*) in clients.
  public init(decoding bytes: [UInt8]) throws(UpdateError) {
    var reader = ByteReader(bytes)
    try self.init(from: &reader)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
  }

  /// Reads a state vector where one stands in a longer encoding.
  init(from reader: inout ByteReader) throws(UpdateError) {
    self.init()
    for _ in 0..<(try reader.readCount()) {
      let client = ClientID(rawValue: try reader.readVarUInt())
      setNextClock(try reader.readVarUInt(), of: client)
    }
  }

  /// The encoding, clients in descending order as Yjs writes them; it is the same in v1 and v2.
  ///
  /// - Returns: The bytes that sync step 1 carries.
  /// - Complexity: O(*n* log *n*) in clients.
  public func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.writeVarUInt(UInt64(entries.count))
    for (client, clock) in entries.sorted(by: { $0.key > $1.key }) {
      writer.writeVarUInt(client.rawValue)
      writer.writeVarUInt(clock)
    }
    return writer.bytes
  }
}
