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
    case .map, .xmlHook: jsonOfMap(type)
    case .array, .unknown: jsonOfSequence(type)
    case .text, .xmlElement, .xmlFragment, .xmlText: .string(xml(of: type))
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

  /// How many keys have a value.
  func liveEntryCount(of type: UInt32) -> Int {
    types.allEntries(of: type).reduce(0) { $0 + (items.spans[$1.slot].isDeleted ? 0 : 1) }
  }

  /// The keys that have a value, in order of their bytes.
  func liveEntries(of type: UInt32) -> [(name: UInt32, slot: Slot)] {
    types.allEntries(of: type)
      .filter { !items.spans[$0.slot].isDeleted }
      .map { (name: $0.key, slot: $0.slot) }
      .sorted { names[$0.name].lexicographicallyPrecedes(names[$1.name]) }
  }
}
