// SPDX-License-Identifier: Apache-2.0

// Format items: each says from here on an attribute has a value, `null` for none any more.

extension Store {
  /// What a format item says.
  func format(of slot: Slot) -> Value.Member {
    var bytes: [UInt8] = []
    clients.rows[items.spans[slot].client].bytes.copy(items.contents[slot].range, to: &bytes)
    var reader = ByteReader(bytes)
    guard let key = try? reader.readString(), let json = try? reader.readSlice(),
      let value = try? JSONText.parse(bytes, in: json, depth: .max)
    else { preconditionFailure("a stored format cannot be read") }
    return Value.Member(key: key, value: value)
  }

  /// A format as an item holds it.
  static func formatBytes(
    _ name: String,
    _ value: Value,
    depth: Int
  ) throws(EditError) -> [UInt8] {
    var writer = ByteWriter()
    writer.writeString(name)
    writer.writeByteArray(try value.encodedJSON(depth: depth))
    return writer.bytes
  }

  /// Keeps the list of the formats in force, in the order of their names' first mention.
  func note(_ slot: Slot, in inForce: inout [Slot]) {
    let span = items.spans[slot]
    guard span.kind == .format, !span.isDeleted else { return }
    let known = inForce.firstIndex { hasSameFormatName($0, slot) }
    switch (known, isEndOfAttribute(slot)) {
    case (let known?, true): inForce.remove(at: known)
    case (let known?, false): inForce[known] = slot
    case (nil, true): break
    case (nil, false): inForce.append(slot)
    }
  }

  func attributes(_ inForce: [Slot]) -> TextAttributes {
    inForce.isEmpty ? TextAttributes() : TextAttributes(inForce.map { format(of: $0) })
  }

  /// Where the name of a format stands among its client's bytes.
  private func formatName(of slot: Slot) -> Range<Int> {
    let client = items.spans[slot].client
    var start = Int(items.contents[slot].start)
    var length = 0
    var shift = 0
    while true {
      let byte = clients.rows[client].bytes[start]
      start += 1
      length |= Int(byte & 0x7f) << shift
      if byte < 0x80 { return start..<(start + length) }
      shift += 7
    }
  }

  private func hasSameFormatName(_ left: Slot, _ right: Slot) -> Bool {
    let leftName = formatName(of: left)
    let rightName = formatName(of: right)
    guard leftName.count == rightName.count else { return false }
    let leftClient = items.spans[left].client
    let rightClient = items.spans[right].client
    for offset in 0..<leftName.count
    where clients.rows[leftClient].bytes[leftName.lowerBound + offset]
      != clients.rows[rightClient].bytes[rightName.lowerBound + offset]
    {
      return false
    }
    return true
  }

  /// Whether a format's value is `null`.
  private func isEndOfAttribute(_ slot: Slot) -> Bool {
    let client = items.spans[slot].client
    // Behind the name stand the JSON text's length, one byte for a short one, and the text.
    let start = formatName(of: slot).upperBound
    guard Int(items.contents[slot].end) - start == 5 else { return false }
    for (offset, byte) in "null".utf8.enumerated()
    where clients.rows[client].bytes[start + 1 + offset] != byte {
      return false
    }
    return true
  }
}
