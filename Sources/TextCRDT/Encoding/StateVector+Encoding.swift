// SPDX-License-Identifier: Apache-2.0

extension StateVector {
  /// Reads an encoded state vector.
  ///
  /// - Parameter bytes: The whole of it, as sync step 1 carries it.
  /// - Throws: ``UpdateError`` when the bytes are cut, trail, or hold numbers out of range.
  /// - Complexity: O(*n*) in clients.
  public init(decoding bytes: [UInt8]) throws(UpdateError) {
    self.init()
    var reader = ByteReader(bytes)
    let count = try reader.readCount()
    for _ in 0..<count {
      let client = ClientID(rawValue: try reader.readVarUInt())
      setNextClock(try reader.readVarUInt(), of: client)
    }
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
  }

  /// The encoding, clients in descending order as Yjs writes them.
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
