// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// Writes some units of a block of this update as a block of its own; a surrogate pair cut in two
  /// leaves U+FFFD.
  ///
  /// - Parameters:
  ///   - block: The block.
  ///   - client: Whose it is.
  ///   - clock: The clock of its first unit.
  ///   - offsets: The units, counted from its first; not empty.
  ///   - isErased: Whether they are written as deleted, without their content.
  ///   - writer: Where they go.
  func write(
    _ block: RawBlock,
    of client: ClientID,
    at clock: UInt32,
    _ offsets: Range<UInt32>,
    isErased: Bool = false,
    to writer: inout ByteWriter
  ) {
    if !isErased, offsets.count == Int(block.length) {
      writer.bytes.append(contentsOf: self[Int(block.start)..<Int(block.end)])
      return
    }
    let start = writer.bytes.count
    if offsets.lowerBound == 0 || block.kind == .collected {
      writeHeader(of: block, to: &writer)
    } else {
      writer.writeByte(block.info.rawValue | 0x80)
      writer.writeVarUInt(client.rawValue)
      writer.writeVarUInt(UInt64(clock + offsets.lowerBound - 1))
      if block.hasRightOrigin {
        writer.writeVarUInt(block.rightOriginClient)
        writer.writeVarUInt(UInt64(block.rightOriginClock))
      }
    }
    if isErased {
      writer.bytes[start] = writer.bytes[start] & 0xe0 | ContentKind.deleted.rawValue
      writer.writeVarUInt(UInt64(offsets.count))
    } else {
      writeContent(of: block, offsets, to: &writer)
    }
  }

  private func writeContent(
    of block: RawBlock,
    _ offsets: Range<UInt32>,
    to writer: inout ByteWriter
  ) {
    switch block.kind {
    case .collected, .deleted: writer.writeVarUInt(UInt64(offsets.count))
    case .string:
      func byte(_ unit: UInt32) -> (byte: Int, splitsPair: Bool) {
        UTF8Text.byteOffset(ofUnit: Int(unit), in: self, from: block.content.lowerBound)
      }
      let (start, end) = (byte(offsets.lowerBound), byte(offsets.upperBound))
      let text = self[(start.byte + (start.splitsPair ? 4 : 0))..<end.byte]
      let halves = (start.splitsPair ? 1 : 0) + (end.splitsPair ? 1 : 0)
      writer.writeVarUInt(UInt64(text.count + halves * UTF8Text.replacement.count))
      if start.splitsPair { writer.bytes.append(contentsOf: UTF8Text.replacement) }
      writer.bytes.append(contentsOf: text)
      if end.splitsPair { writer.bytes.append(contentsOf: UTF8Text.replacement) }
    case .any, .json:
      var reader = ByteReader(self, in: block.content)
      reader.skipElements(Int(offsets.lowerBound), isJSON: block.kind == .json)
      let start = reader.offset
      reader.skipElements(offsets.count, isJSON: block.kind == .json)
      writer.writeVarUInt(UInt64(offsets.count))
      writer.bytes.append(contentsOf: self[start..<reader.offset])
    case .binary, .embed, .format, .type, .document, .skip:
      preconditionFailure("a block of one unit has no inside")
    }
  }

  /// Writes what stands before the content of a block of this update.
  func writeHeader(of block: RawBlock, to writer: inout ByteWriter) {
    writer.writeByte(block.info.rawValue)
    if block.hasOrigin {
      writer.writeVarUInt(block.originClient)
      writer.writeVarUInt(UInt64(block.originClock))
    }
    if block.hasRightOrigin {
      writer.writeVarUInt(block.rightOriginClient)
      writer.writeVarUInt(UInt64(block.rightOriginClock))
    }
    if block.hasParent { writeParent(of: block, to: &writer) }
  }

  private func writeParent(of block: RawBlock, to writer: inout ByteWriter) {
    if block.hasRootParent {
      writer.writeByte(1)
      writer.writeByteArray(Array(self[block.parentName]))
    } else {
      writer.writeByte(0)
      writer.writeVarUInt(block.parentClient)
      writer.writeVarUInt(UInt64(block.parentClock))
    }
    if block.hasKey { writer.writeByteArray(Array(self[block.key])) }
  }
}
