// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

extension Stretch {
  /// What is first in the bytes; another number is another form, and the stretch is made anew.
  private static let form: UInt8 = 2

  /// The stretch as it is stored.
  var stored: StoredStretch {
    var writer = ByteWriter()
    writer.writeByte(Self.form)
    persons.write(to: &writer)
    write(rows, to: &writer)
    writer.writeVarUInt(UInt64(clients.count))
    for (client, runs) in zip(clients, units) {
      writer.writeVarUInt(client.rawValue)
      write(runs, to: &writer)
    }
    writer.writeVarUInt(UInt64(deletions.count))
    for run in deletions {
      writer.writeVarUInt(UInt64(run.client))
      writer.writeVarUInt(UInt64(run.clocks.lowerBound))
      writer.writeVarUInt(UInt64(run.clocks.count))
      writer.writeVarUInt(UInt64(run.row))
    }
    write(waiting, to: &writer)
    writer.writeByteArray(waitingDeletes.encoded())
    for number in [baseBytes, grownBytes, searchCount, cuts.count] + cuts.map(Int.init) {
      writer.writeVarUInt(UInt64(number))
    }
    writer.writeByteArray(document.encodedState())
    writer.writeByteArray(document.pendingUpdate ?? [])
    return StoredStretch(head: head, content: writer.bytes)
  }

  /// What its stored form tells without being read.
  var head: StoredStretch.Head {
    StoredStretch.Head(start: start, last: last, lastTime: lastTime, spans: spans.encoded)
  }

  private func write(_ rows: [StretchRow], to writer: inout ByteWriter) {
    writer.writeVarUInt(UInt64(oldRowCount))
    writer.writeVarUInt(UInt64(rows.count))
    var (sequence, time): (UInt64, Int64) = (0, 0)
    for row in rows {
      writer.writeVarUInt(row.sequence - sequence)
      writer.writeSigned(row.time - time)
      writer.writeVarUInt(UInt64(row.person))
      writer.writeVarUInt(UInt64(row.written))
      writer.writeVarUInt(UInt64(row.deleted))
      (sequence, time) = (row.sequence, row.time)
    }
  }

  private func write(_ runs: [UnitRun], to writer: inout ByteWriter) {
    writer.writeVarUInt(UInt64(runs.count))
    var (end, row): (UInt32, UInt32) = (0, 0)
    for run in runs {
      writer.writeVarUInt(UInt64(run.end - end))
      writer.writeSigned(Int64(run.row) - Int64(row))
      writer.writeVarUInt(UInt64(run.person) << 1 | (run.isText ? 1 : 0))
      (end, row) = (run.end, run.row)
    }
  }

  private func write(_ waiting: [WaitingBlock], to writer: inout ByteWriter) {
    writer.writeVarUInt(UInt64(waiting.count))
    for arrival in waiting {
      let block = arrival.block
      writer.writeVarUInt(UInt64(arrival.person))
      writer.writeVarUInt(block.client.rawValue)
      writer.writeVarUInt(block.clocks.lowerBound)
      writer.writeVarUInt(UInt64(block.clocks.count))
      writer.writeByte(
        (block.isText ? 1 : 0) | (block.isReduced ? 2 : 0) | (block.rightOrigin == nil ? 0 : 4)
      )
      guard let origin = block.rightOrigin else { continue }
      writer.writeVarUInt(origin.client.rawValue)
      writer.writeVarUInt(origin.clock)
    }
  }

  /// Reads a stored stretch.
  ///
  /// - Returns: nil when it is of another form or does not hold together: it is made anew then.
  convenience init?(_ stored: StoredStretch) {
    var reader = ByteReader(stored.content)
    do {
      guard try reader.readByte() == Self.form else { return nil }
      let persons = try HistoryPersons(from: &reader)
      let (rows, oldRowCount) = try Self.readRows(from: &reader)
      self.init(
        start: stored.head.start,
        last: stored.head.last,
        persons: persons,
        rows: rows,
        oldRowCount: oldRowCount
      )
      try read(from: &reader)
      guard reader.isAtEnd, rows.last?.sequence == last, holdsTogether else { return nil }
    } catch {
      return nil
    }
  }

  /// Whether every index is one of something.
  private var holdsTogether: Bool {
    let rowCount = UInt32(rows.count)
    let personCount = UInt32(max(1, persons.authors.count))
    return oldRowCount > 0 && rows.count >= oldRowCount
      && rows.allSatisfy { $0.person < personCount }
      && zip(clients, units).allSatisfy { client, runs in
        var end: UInt32 = 0
        for run in runs {
          guard run.end > end, run.row < rowCount, run.person < personCount else { return false }
          end = run.end
        }
        return UInt64(end) <= document.nextClock(of: client)
      }
      && deletions.allSatisfy { $0.row < rowCount && Int($0.client) < clients.count }
  }

  private static func readRows(
    from reader: inout ByteReader
  ) throws(UpdateError) -> (rows: [StretchRow], oldRowCount: Int) {
    let oldRowCount = Int(try reader.readVarUInt())
    var rows: [StretchRow] = []
    var (sequence, time): (UInt64, Int64) = (0, 0)
    for _ in 0..<(try reader.readVarUInt()) {
      sequence += try reader.readVarUInt()
      time += try reader.readSigned()
      rows.append(
        StretchRow(
          sequence: sequence,
          time: time,
          person: try reader.readIndex(),
          written: try reader.readIndex(),
          deleted: try reader.readIndex()
        )
      )
    }
    return (rows, oldRowCount)
  }

  private func read(from reader: inout ByteReader) throws(UpdateError) {
    for _ in 0..<(try reader.readVarUInt()) {
      let index = Int(index(of: ClientID(rawValue: try reader.readVarUInt())))
      var (end, row): (UInt64, Int64) = (0, 0)
      for _ in 0..<(try reader.readVarUInt()) {
        end += try reader.readVarUInt()
        row += try reader.readSigned()
        let person = try reader.readVarUInt()
        guard let end = UInt32(exactly: end), let row = UInt32(exactly: row),
          let number = UInt32(exactly: person >> 1)
        else { throw .numberOutOfRange }
        units[index].append(
          UnitRun(end: end, row: row, person: number, isText: person & 1 == 1)
        )
      }
    }
    for _ in 0..<(try reader.readVarUInt()) {
      let client = try reader.readIndex()
      let begin = try reader.readIndex()
      let end = UInt64(begin) + (try reader.readVarUInt())
      guard Int(client) < clients.count, let end = UInt32(exactly: end), begin < end else {
        throw .numberOutOfRange
      }
      deletions.append(
        DeletedRun(client: client, clocks: begin..<end, row: try reader.readIndex())
      )
    }
    for run in deletions.sorted(by: {
      ($0.client, $0.clocks.lowerBound) < ($1.client, $1.clocks.lowerBound)
    }) {
      deleted.insert(
        UInt64(run.clocks.lowerBound)..<UInt64(run.clocks.upperBound),
        of: clients[Int(run.client)]
      )
    }
    try readWaiting(from: &reader)
    waitingDeletes = try DeleteSet(decoding: try reader.readByteArray())
    baseBytes = Int(try reader.readVarUInt())
    grownBytes = Int(try reader.readVarUInt())
    searchCount = Int(try reader.readVarUInt())
    for _ in 0..<(try reader.readVarUInt()) { cuts.append(try reader.readIndex()) }
    guard cuts.allSatisfy({ $0 >= oldRowCount && $0 < rows.count }) else { throw .numberOutOfRange }
    try document.apply(try reader.readByteArray())
    let pending = try reader.readByteArray()
    if !pending.isEmpty { try document.apply(pending) }
  }

  private func readWaiting(from reader: inout ByteReader) throws(UpdateError) {
    for _ in 0..<(try reader.readVarUInt()) {
      let person = try reader.readIndex()
      let client = ClientID(rawValue: try reader.readVarUInt())
      let begin = try reader.readVarUInt()
      let end = begin + (try reader.readVarUInt())
      let flags = try reader.readByte()
      var origin: ItemID?
      if flags & 4 != 0 {
        let client = ClientID(rawValue: try reader.readVarUInt())
        origin = ItemID(client: client, clock: try reader.readVarUInt())
      }
      guard Int(person) < persons.authors.count else { throw .numberOutOfRange }
      waiting.append(
        WaitingBlock(
          block: UpdateContents.Block(
            client: client,
            clocks: begin..<end,
            isText: flags & 1 != 0,
            isReduced: flags & 2 != 0,
            rightOrigin: origin
          ),
          person: person
        )
      )
    }
  }
}

extension ByteWriter {
  /// Writes a number whose sign is its lowest bit.
  fileprivate mutating func writeSigned(_ value: Int64) {
    writeVarUInt(value < 0 ? value.magnitude << 1 | 1 : value.magnitude << 1)
  }
}

extension ByteReader {
  /// Reads what ``ByteWriter/writeSigned(_:)`` wrote.
  fileprivate mutating func readSigned() throws(UpdateError) -> Int64 {
    let value = try readVarUInt()
    return value & 1 == 0 ? Int64(value >> 1) : -Int64(value >> 1)
  }

  /// Reads a number of 32 bits.
  fileprivate mutating func readIndex() throws(UpdateError) -> UInt32 {
    guard let index = UInt32(exactly: try readVarUInt()) else { throw .numberOutOfRange }
    return index
  }
}
