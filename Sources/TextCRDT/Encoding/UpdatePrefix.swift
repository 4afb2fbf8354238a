// SPDX-License-Identifier: Apache-2.0

/// Cuts an update (v1) off where a snapshot ends, and deletes what the snapshot deletes.
///
/// The update must begin each client at clock 0 and have no gaps, as a document writes it.
struct UpdatePrefix {
  private let snapshot: Snapshot
  private var reader: ByteReader
  private var writer = ByteWriter()
  private var isComplete = true
  private let limits: Limits

  /// - Returns: The update, and whether it has the content of all units that the snapshot shows.
  /// - Complexity: O(*n*) in bytes.
  static func cut(
    _ update: [UInt8],
    at snapshot: Snapshot
  ) throws(UpdateError) -> (update: [UInt8], isComplete: Bool) {
    var prefix = UpdatePrefix(update, snapshot)
    try prefix.cutSections()
    return (prefix.writer.bytes, prefix.isComplete)
  }

  private init(_ update: [UInt8], _ snapshot: Snapshot) {
    self.snapshot = snapshot
    reader = ByteReader(update)
    var limits = Limits()
    limits.maximumClock = UInt64(UInt32.max)
    limits.maximumDepth = .max
    self.limits = limits
  }

  private mutating func cutSections() throws(UpdateError) {
    var sections: [ByteWriter] = []
    for _ in 0..<(try reader.readCount()) {
      let section = try cutSection()
      if !section.bytes.isEmpty { sections.append(section) }
    }
    writer.writeVarUInt(UInt64(sections.count))
    for section in sections { writer.bytes.append(contentsOf: section.bytes) }
    snapshot.deleteSet.write(to: &writer)
  }

  private mutating func cutSection() throws(UpdateError) -> ByteWriter {
    let count = try reader.readCount()
    let client = ClientID(rawValue: try reader.readVarUInt())
    var clock = UInt64(try reader.readClock(limits))
    let end = snapshot.stateVector.nextClock(of: client)
    let start = reader.offset
    var whole = start
    var kept = 0
    var last = ByteWriter()
    for _ in 0..<count {
      let block = try reader.readBlock(limits)
      guard clock < end else { continue }
      kept += 1
      let next = min(clock + UInt64(block.length), end)
      if block.kind.isReduced, !snapshot.deleteSet.contains(clock..<next, of: client) {
        isComplete = false
      }
      if clock + UInt64(block.length) > end {
        reader.bytes.writePrefix(of: block, length: UInt32(end - clock), to: &last)
      } else {
        whole = Int(block.end)
      }
      clock = next
    }
    var section = ByteWriter()
    guard kept > 0 else { return section }
    section.writeVarUInt(UInt64(kept))
    section.writeVarUInt(client.rawValue)
    section.writeVarUInt(0)
    section.bytes.append(contentsOf: reader.bytes[start..<whole])
    section.bytes.append(contentsOf: last.bytes)
    return section
  }
}

extension [UInt8] {
  /// Writes the first units of a block of this update; a surrogate pair cut in two leaves U+FFFD.
  ///
  /// The block must have more units than are written.
  fileprivate func writePrefix(of block: RawBlock, length: UInt32, to writer: inout ByteWriter) {
    writeHeader(of: block, to: &writer)
    switch block.kind {
    case .collected, .deleted: writer.writeVarUInt(UInt64(length))
    case .string:
      let (byte, splitsPair) = UTF8Text.byteOffset(
        ofUnit: Int(length),
        in: self,
        from: block.content.lowerBound
      )
      let text = self[block.content.lowerBound..<byte]
      writer.writeVarUInt(UInt64(text.count + (splitsPair ? 3 : 0)))
      writer.bytes.append(contentsOf: text)
      if splitsPair { writer.bytes.append(contentsOf: UTF8Text.replacement) }
    case .any, .json:
      var content = ByteReader(self, in: block.content)
      content.skipElements(Int(length), isJSON: block.kind == .json)
      writer.writeVarUInt(UInt64(length))
      writer.bytes.append(contentsOf: self[block.content.lowerBound..<content.offset])
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
