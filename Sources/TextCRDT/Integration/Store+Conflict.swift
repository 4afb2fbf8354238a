// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Refuses a block whose known part differs from what the document has under the same IDs.
  ///
  /// Content against its deleted or collected form is no difference, nor is a surrogate pair
  /// against the U+FFFD that splitting it leaves.
  ///
  /// - Parameters:
  ///   - block: The block as the update has it.
  ///   - end: The exclusive end of the clocks to compare; all before it are known.
  /// - Throws: ``UpdateError/contentConflict(_:)``.
  /// - Complexity: O(*n*) in the block's content.
  mutating func checkAgainstKnown(_ block: PlannedBlock, until end: UInt32) throws(UpdateError) {
    guard block.kind != .collected, block.kind != .deleted else { return }
    var clock = block.clock
    while clock < end {
      let slot = slot(containing: CompactID(client: block.client, clock: clock))
      let span = items.spans[slot]
      let next = min(span.end, end)
      defer { clock = next }
      if span.kind == .collected || span.kind == .deleted { continue }
      guard span.kind == block.kind, isSameContent(slot, block, from: clock, until: next) else {
        throw .contentConflict(ItemID(client: clients.rows[block.client].id, clock: UInt64(clock)))
      }
    }
  }

  private func isSameContent(
    _ slot: Slot,
    _ block: PlannedBlock,
    from clock: UInt32,
    until end: UInt32
  ) -> Bool {
    let span = items.spans[slot]
    let content = items.contents[slot]
    switch block.kind {
    case .string:
      let isWhole = span.clock == block.clock && span.length == block.length
      if isWhole, Int(content.byteCount) == block.content.count,
        clients.rows[span.client].bytes.isEqual(
          content.range,
          to: plan.source,
          at: block.content.lowerBound
        )
      {
        return true
      }
      return isSameText(slot, block, from: clock, until: end)
    case .type:
      return isSameType(content.start, block)
    case .any, .json:
      return isSameValues(slot, block, from: clock, until: end)
    case .binary, .embed, .format, .document, .collected, .deleted, .skip:
      // Writers may encode one object in several ways; the kind must do.
      return true
    }
  }

  private func isSameText(
    _ slot: Slot,
    _ block: PlannedBlock,
    from clock: UInt32,
    until end: UInt32
  ) -> Bool {
    let span = items.spans[slot]
    var bytes: [UInt8] = []
    clients.rows[span.client].bytes.copy(items.contents[slot].range, to: &bytes)
    let mine = Array(String(decoding: bytes, as: UTF8.self).utf16)
    let theirs = Array(String(decoding: plan.source[block.content], as: UTF8.self).utf16)
    for unit in clock..<end {
      let left = mine[Int(unit - span.clock)]
      let right = theirs[Int(unit - block.clock)]
      if left != right, left != 0xFFFD, right != 0xFFFD { return false }
    }
    return true
  }

  private func isSameType(_ type: UInt32, _ block: PlannedBlock) -> Bool {
    var reader = ByteReader(plan.source, in: block.content)
    guard let raw = try? reader.readVarUInt(), raw == UInt64(types.rows[type].kind.rawValue) else {
      return false
    }
    guard types.rows[type].kind.hasName else { return true }
    return (try? reader.readByteArray()) == names[types.rows[type].name]
  }

  private func isSameValues(
    _ slot: Slot,
    _ block: PlannedBlock,
    from clock: UInt32,
    until end: UInt32
  ) -> Bool {
    let span = items.spans[slot]
    var bytes: [UInt8] = []
    clients.rows[span.client].bytes.copy(items.contents[slot].range, to: &bytes)
    let isJSON = span.kind == .json
    guard
      let mine = try? ByteReader.readElements(of: bytes, in: 0..<bytes.count, isJSON: isJSON),
      let theirs = try? ByteReader.readElements(of: plan.source, in: block.content, isJSON: isJSON)
    else { return false }
    for unit in clock..<end
    where !mine[Int(unit - span.clock)].hasSameMeaning(as: theirs[Int(unit - block.clock)]) {
      return false
    }
    return true
  }
}

extension ByteReader {
  /// Reads the values of `any` or JSON content to the end of a range.
  static func readElements(
    of bytes: [UInt8],
    in range: Range<Int>,
    isJSON: Bool
  ) throws(UpdateError) -> [Value] {
    var reader = ByteReader(bytes, in: range)
    var values: [Value] = []
    while !reader.isAtEnd {
      if isJSON {
        let slice = try reader.readSlice()
        values.append(try JSONText.parse(bytes, in: slice, depth: .max))
      } else {
        values.append(try reader.readAny(depth: .max))
      }
    }
    return values
  }
}

extension Value {
  /// Whether two values mean the same, however their writers ordered keys or typed numbers.
  func hasSameMeaning(as other: Value) -> Bool {
    switch (self, other) {
    case (.number(let left), .number(let right)):
      return left == right || (left.isNaN && right.isNaN)
    case (.number(let left), .bigInt(let right)), (.bigInt(let right), .number(let left)):
      return left == Double(right)
    case (.string(let left), .string(let right)):
      return left.utf8.elementsEqual(right.utf8)
    case (.array(let left), .array(let right)):
      return left.count == right.count
        && zip(left, right).allSatisfy { $0.hasSameMeaning(as: $1) }
    case (.object(let left), .object(let right)):
      guard left.count == right.count else { return false }
      let sorted = { (members: [Member]) in
        members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      }
      return zip(sorted(left), sorted(right)).allSatisfy {
        $0.key.utf8.elementsEqual($1.key.utf8) && $0.value.hasSameMeaning(as: $1.value)
      }
    default:
      return self == other
    }
  }
}
