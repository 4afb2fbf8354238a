// SPDX-License-Identifier: Apache-2.0

extension Updates {
  /// An update without the content of some units: those come deleted, and everything else stays.
  ///
  /// A document that takes in the result, and whatever else it would have taken in, reads as if the
  /// units had been deleted as soon as they came.
  ///
  /// - Parameters:
  ///   - units: The units; those the update does not have, and shared types, are left out.
  ///   - update: A Yjs update, v1.
  ///   - limits: What is read before it is refused.
  /// - Returns: The update, or nil when it has the content of none of them.
  /// - Throws: ``UpdateError`` when it cannot be read.
  /// - Complexity: O(*n* log *m*); *n* bytes, *m* ranges of units.
  public static func erase(
    _ units: DeleteSet,
    from update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> [UInt8]? {
    guard update.count <= limits.maximumUpdateBytes else { throw .limitExceeded(.updateBytes) }
    var reader = ByteReader(update)
    var writer = ByteWriter()
    var isChanged = false
    let sectionCount = try reader.readCount()
    writer.writeVarUInt(UInt64(sectionCount))
    for _ in 0..<sectionCount {
      let blockCount = try reader.readCount()
      let client = ClientID(rawValue: try reader.readVarUInt())
      var clock = try reader.readClock(limits)
      let first = clock
      var blocks = ByteWriter()
      var written = 0
      for _ in 0..<blockCount {
        let block = try reader.readBlock(limits)
        let end = UInt64(clock) + UInt64(block.length)
        guard end <= limits.maximumClock else { throw .limitExceeded(.clock) }
        let pieces = block.pieces(at: clock, erasing: units, of: client)
        if pieces.isEmpty {
          blocks.bytes.append(contentsOf: update[Int(block.start)..<Int(block.end)])
          written += 1
        }
        for piece in pieces {
          update.write(
            block,
            of: client,
            at: clock,
            piece.offsets,
            isErased: piece.isErased,
            to: &blocks
          )
          isChanged = isChanged || piece.isErased
          written += 1
        }
        clock = UInt32(end)
      }
      writer.writeVarUInt(UInt64(written))
      writer.writeVarUInt(client.rawValue)
      writer.writeVarUInt(UInt64(first))
      writer.bytes.append(contentsOf: blocks.bytes)
    }
    let deletes = try DeleteSet(from: &reader)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
    deletes.write(to: &writer)
    return isChanged ? writer.bytes : nil
  }

  /// Where the content of an update, as it was inserted at once, holds a text.
  ///
  /// Of text the units of the text itself, places that overlap as one; of values, embeds and formats
  /// the whole unit. What shared types and the keys of maps are called is not looked at.
  ///
  /// - Parameters:
  ///   - text: Not empty.
  ///   - update: A Yjs update, v1.
  ///   - limits: What is read before it is refused.
  /// - Returns: The units of each place.
  /// - Throws: ``UpdateError`` when it cannot be read.
  /// - Complexity: O(*n*) in bytes.
  public static func places(
    of text: String,
    in update: [UInt8],
    limits: Limits = Limits()
  ) throws(UpdateError) -> [(client: ClientID, clocks: Range<UInt64>)] {
    guard update.count <= limits.maximumUpdateBytes else { throw .limitExceeded(.updateBytes) }
    let wanted = Needle(text.utf8)
    // As JSON has it, without the quotation marks around it.
    let quoted = Needle((Value.string(text).jsonText ?? text).utf8.dropFirst().dropLast())
    var found: [(client: ClientID, clocks: Range<UInt64>)] = []
    var reader = ByteReader(update)
    for _ in 0..<(try reader.readCount()) {
      let blockCount = try reader.readCount()
      let client = ClientID(rawValue: try reader.readVarUInt())
      var clock = UInt64(try reader.readClock(limits))
      for _ in 0..<blockCount {
        let block = try reader.readBlock(limits)
        if block.kind == .string {
          var (byte, unit) = (block.content.lowerBound, clock)
          for range in wanted.places(in: update, block.content) {
            unit += UInt64(try UTF8Text.utf16Length(of: update, in: byte..<range.lowerBound))
            let end = unit + UInt64(try UTF8Text.utf16Length(of: update, in: range))
            found.append((client, unit..<end))
            (byte, unit) = (range.upperBound, end)
          }
        } else if block.kind.isValue {
          for (index, range) in update.valueUnits(of: block).enumerated()
          where !wanted.places(in: update, range).isEmpty
            || !quoted.places(in: update, range).isEmpty
          {
            let unit = clock + UInt64(index)
            found.append((client, unit..<(unit + 1)))
          }
        }
        clock += UInt64(block.length)
      }
    }
    _ = try DeleteSet(from: &reader)
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
    return found
  }
}

/// Units of a block that are all kept or all erased, counted from its first.
private struct BlockPiece {
  var offsets: Range<UInt32>
  var isErased: Bool
}

extension RawBlock {
  /// The pieces the block falls into; none when all of it is kept.
  fileprivate func pieces(
    at clock: UInt32,
    erasing units: DeleteSet,
    of client: ClientID
  ) -> [BlockPiece] {
    guard kind == .string || kind.isValue, units.ranges[client] != nil else { return [] }
    let clocks = UInt64(clock)..<(UInt64(clock) + UInt64(length))
    let kept = units.gaps(in: clocks, of: client)
    guard kept != [clocks] else { return [] }
    var pieces: [BlockPiece] = []
    var next = clocks.lowerBound
    func offset(_ unit: UInt64) -> UInt32 { UInt32(unit - clocks.lowerBound) }
    for gap in kept {
      if gap.lowerBound > next {
        pieces.append(BlockPiece(offsets: offset(next)..<offset(gap.lowerBound), isErased: true))
      }
      pieces.append(
        BlockPiece(offsets: offset(gap.lowerBound)..<offset(gap.upperBound), isErased: false)
      )
      next = gap.upperBound
    }
    if next < clocks.upperBound {
      pieces.append(BlockPiece(offsets: offset(next)..<length, isErased: true))
    }
    return pieces
  }
}

extension ContentKind {
  /// Whether blocks of this kind hold a value and no text.
  fileprivate var isValue: Bool {
    switch self {
    case .any, .json, .binary, .embed, .format: true
    case .string, .type, .document, .collected, .deleted, .skip: false
    }
  }
}

extension [UInt8] {
  /// Where each unit of a block of values stands.
  fileprivate func valueUnits(of block: RawBlock) -> [Range<Int>] {
    guard block.kind == .any || block.kind == .json else { return [block.content] }
    var reader = ByteReader(self, in: block.content)
    return (0..<block.length).map { _ in
      let start = reader.offset
      reader.skipElements(1, isJSON: block.kind == .json)
      return start..<reader.offset
    }
  }
}
