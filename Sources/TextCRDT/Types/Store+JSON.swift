// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// The values an item holds, one a unit of a divisible kind, shared types as their JSON.
  ///
  /// Formats have none.
  func values(of slot: Slot) -> [Value] {
    let span = items.spans[slot]
    let content = items.contents[slot]
    if span.kind == .type { return [json(of: content.start)] }
    var bytes: [UInt8] = []
    clients.rows[span.client].bytes.copy(content.range, to: &bytes)
    switch span.kind {
    case .string: return [.string(String(decoding: bytes, as: UTF8.self))]
    case .binary: return [.bytes(bytes)]
    case .embed: return storedValues(bytes, isJSON: true)
    case .any, .json: return storedValues(bytes, isJSON: span.kind == .json)
    case .document:
      var reader = ByteReader(bytes)
      guard let identifier = try? reader.readString() else { return [] }
      return [.object([Value.Member(key: "guid", value: .string(identifier))])]
    case .format, .deleted, .collected, .skip, .type: return []
    }
  }

  private func storedValues(_ bytes: [UInt8], isJSON: Bool) -> [Value] {
    // The bytes were checked when they came in.
    guard let values = try? ByteReader.readElements(of: bytes, in: 0..<bytes.count, isJSON: isJSON)
    else { preconditionFailure("stored values cannot be read") }
    return values
  }

  /// A shared type as Yjs's `toJSON` gives it.
  ///
  /// The depth is bounded by ``Limits/maximumDepth``.
  func json(of type: UInt32) -> Value {
    switch types.rows[type].kind {
    case .map: jsonOfMap(type)
    case .text: .string(String(decoding: textBytes(of: type), as: UTF8.self))
    case .array, .unknown: jsonOfSequence(type)
    case .xmlElement, .xmlFragment, .xmlHook, .xmlText: .string(xml(of: type))
    }
  }

  func jsonOfSequence(_ type: UInt32) -> Value {
    var values: [Value] = []
    var slot = types.rows[type].start
    while slot != noSlot {
      if !items.spans[slot].isDeleted { values.append(contentsOf: self.values(of: slot)) }
      slot = items.links[slot].right
    }
    return .array(values)
  }

  func jsonOfMap(_ type: UInt32) -> Value {
    .object(
      liveEntries(of: type).compactMap { name, slot in
        values(of: slot).last.map { Value.Member(key: names.string(name), value: $0) }
      }
    )
  }

  /// The keys that have a value, in order of their bytes.
  func liveEntries(of type: UInt32) -> [(name: UInt32, slot: Slot)] {
    types.allEntries(of: type)
      .filter { !items.spans[$0.value].isDeleted }
      .map { (name: $0.key, slot: $0.value) }
      .sorted { names[$0.name].lexicographicallyPrecedes(names[$1.name]) }
  }

  /// An XML type as Yjs's `toString` gives it.
  func xml(of type: UInt32) -> String {
    let row = types.rows[type]
    if row.kind == .xmlText { return String(decoding: textBytes(of: type), as: UTF8.self) }
    var children = ""
    var slot = row.start
    while slot != noSlot {
      if !items.spans[slot].isDeleted, items.spans[slot].kind == .type {
        children += xml(of: items.contents[slot].start)
      }
      slot = items.links[slot].right
    }
    guard row.kind == .xmlElement else { return children }
    let name = names.string(row.name).lowercased()
    let attributes = liveEntries(of: type).map { entry in
      " \(names.string(entry.name))=\"\(values(of: entry.slot).last?.plainText ?? "")\""
    }
    return "<\(name)\(attributes.joined())>\(children)</\(name)>"
  }
}

extension Value {
  /// The value as JavaScript puts it into a string.
  var plainText: String {
    switch self {
    case .string(let string): string
    case .bool(let truth): truth ? "true" : "false"
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .bigInt(let integer): "\(integer)"
    case .null: "null"
    case .undefined: "undefined"
    case .bytes, .array, .object: "[object Object]"
    }
  }
}
