// SPDX-License-Identifier: Apache-2.0

// Source: Yjs 13.5, `RelativePosition.js`:
//
//   position    = 0 id association | 1 rootName association | 2 id association
//   id          = varUint(client) varUint(clock)
//   association = varInt; 0 when the bytes end before it

extension RelativePosition {
  /// Reads an encoded position.
  ///
  /// - Parameter bytes: The whole of it, as `encodeRelativePosition` of Yjs writes it.
  /// - Throws: ``UpdateError/invalidPosition`` when it holds on to nothing known, or what the bytes
  ///   being cut, trailing or out of range gives.
  public init(decoding bytes: [UInt8]) throws(UpdateError) {
    var reader = ByteReader(bytes)
    switch try reader.readVarUInt() {
    case 0:
      let item = try reader.readItemID()
      self.init(item: item, association: try reader.readAssociation())
    case 1:
      let name = try reader.readString()
      self.init(edgeOf: .root(name), association: try reader.readAssociation())
    case 2:
      let item = try reader.readItemID()
      self.init(edgeOf: .item(item), association: try reader.readAssociation())
    default: throw .invalidPosition
    }
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
  }

  /// The encoding; of a position at a unit it leaves the type out.
  ///
  /// - Returns: The bytes that `decodeRelativePosition` of Yjs reads.
  public func encoded() -> [UInt8] {
    var writer = ByteWriter()
    if let item {
      writer.writeByte(0)
      writer.writeItemID(item)
    } else {
      switch parent {
      case .root(let name):
        writer.writeByte(1)
        writer.writeString(name)
      case .item(let id):
        writer.writeByte(2)
        writer.writeItemID(id)
      case nil: preconditionFailure("a position holds on to something")
      }
    }
    writer.writeVarInt(
      magnitude: UInt64(association.magnitude),
      isNegative: association < 0
    )
    return writer.bytes
  }
}

extension ByteReader {
  fileprivate mutating func readItemID() throws(UpdateError) -> ItemID {
    let client = ClientID(rawValue: try readVarUInt())
    return ItemID(client: client, clock: try readVarUInt())
  }

  fileprivate mutating func readAssociation() throws(UpdateError) -> Int {
    guard !isAtEnd else { return 0 }
    let (magnitude, isNegative) = try readVarInt()
    guard magnitude <= UInt64(Int32.max) else { throw .numberOutOfRange }
    return isNegative ? -Int(magnitude) : Int(magnitude)
  }
}

extension ByteWriter {
  fileprivate mutating func writeItemID(_ id: ItemID) {
    writeVarUInt(id.client.rawValue)
    writeVarUInt(id.clock)
  }
}
