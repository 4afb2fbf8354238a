// SPDX-License-Identifier: Apache-2.0

// Source: Yjs 13.5, `relativePositionToJSON`:
//
//   {"type": {"client": 7, "clock": 0}, "tname": "content", "item": {…}, "assoc": 0}
//
// A position has `type` or `tname`, or `item`, or one of the first two and `item`.

extension RelativePosition {
  /// Reads a position from a value, as awareness states and comments hold it.
  ///
  /// - Parameter value: The object that `relativePositionToJSON` of Yjs gives.
  /// - Throws: ``UpdateError/invalidPosition`` when it is no such object.
  public init(_ value: Value) throws(UpdateError) {
    guard case .object(let members) = value else { throw .invalidPosition }
    var parent: Parent?
    if let name = members["tname"] {
      guard case .string(let text) = name else { throw .invalidPosition }
      parent = .root(text)
    } else if let type = members["type"] {
      parent = .item(try ItemID(type))
    }
    var association = 0
    if let number = members["assoc"] {
      guard case .number(let double) = number, let exact = Int32(exactly: double) else {
        throw .invalidPosition
      }
      association = Int(exact)
    }
    if let item = members["item"] {
      self.init(item: try ItemID(item), in: parent, association: association)
    } else if let parent {
      self.init(edgeOf: parent, association: association)
    } else {
      throw .invalidPosition
    }
  }

  /// Reads a position from its JSON text.
  ///
  /// - Parameter json: What `JSON.stringify` makes of a Yjs position.
  /// - Throws: ``UpdateError/invalidJSON`` or ``UpdateError/invalidPosition``.
  public init(json: String) throws(UpdateError) {
    try self.init(try Value(json: json))
  }

  /// The object that `createRelativePositionFromJSON` of Yjs reads.
  public var value: Value {
    var members: [Value.Member] = []
    switch parent {
    case .root(let name): members.append(Value.Member(key: "tname", value: .string(name)))
    case .item(let id): members.append(Value.Member(key: "type", value: id.value))
    case nil: break
    }
    if let item { members.append(Value.Member(key: "item", value: item.value)) }
    members.append(Value.Member(key: "assoc", value: .number(Double(association))))
    return .object(members)
  }

  /// The JSON text, as `JSON.stringify` makes it of a Yjs position.
  public var json: String {
    guard let text = value.jsonText else { preconditionFailure("plain values have a text") }
    return text
  }
}

extension ItemID {
  fileprivate init(_ value: Value) throws(UpdateError) {
    guard case .object(let members) = value, case .number(let client) = members["client"],
      case .number(let clock) = members["clock"],
      let client = UInt64(exactly: client), client <= ClientID.maximum.rawValue,
      let clock = UInt64(exactly: clock), clock <= ClientID.maximum.rawValue
    else { throw .invalidPosition }
    self.init(client: ClientID(rawValue: client), clock: clock)
  }

  fileprivate var value: Value {
    .object([
      Value.Member(key: "client", value: .number(Double(client.rawValue))),
      Value.Member(key: "clock", value: .number(Double(clock))),
    ])
  }
}

extension [Value.Member] {
  /// The value under a key, unless it is null or undefined; of a repeated key the last one.
  fileprivate subscript(key: StaticString) -> Value? {
    let name = Array<UInt8>("\(key)".utf8)
    guard let member = last(where: { $0.key.utf8.elementsEqual(name) }) else { return nil }
    return member.value == .null || member.value == .undefined ? nil : member.value
  }
}
