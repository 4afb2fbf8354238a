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
        reader.bytes.write(
          block,
          of: client,
          at: UInt32(clock),
          0..<UInt32(end - clock),
          to: &last
        )
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
