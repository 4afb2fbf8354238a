// SPDX-License-Identifier: Apache-2.0

/// The blocks and deletes of updates, taken apart to be put together otherwise.
struct UpdateParts {
  /// A block, which of the updates it stands in, and its clock.
  private struct Part {
    var source: Int
    var clock: UInt32
    var block: RawBlock

    var end: UInt32 { clock + block.length }
  }

  private var sources: [[UInt8]] = []
  private var parts: [ClientID: [Part]] = [:]
  private(set) var deletes = DeleteSet()
  /// Whether text that goes on where other text ends is written as one block.
  var joinsRuns = false

  mutating func read(_ update: [UInt8], _ limits: Limits) throws(UpdateError) {
    guard update.count <= limits.maximumUpdateBytes else { throw .limitExceeded(.updateBytes) }
    var reader = ByteReader(update)
    sources.append(update)
    for _ in 0..<(try reader.readCount()) {
      let count = try reader.readCount()
      let client = ClientID(rawValue: try reader.readVarUInt())
      var clock = try reader.readClock(limits)
      for _ in 0..<count {
        let block = try reader.readBlock(limits)
        guard UInt64(clock) + UInt64(block.length) <= limits.maximumClock else {
          throw .limitExceeded(.clock)
        }
        if block.kind != .skip {
          parts[client, default: []].append(
            Part(source: sources.count - 1, clock: clock, block: block)
          )
        }
        clock += block.length
      }
    }
    deletes.formUnion(try DeleteSet(from: &reader))
    guard reader.isAtEnd else { throw .trailingBytes(reader.remaining) }
  }

  /// For each client the first clock that is missing.
  var stateVector: StateVector {
    var vector = StateVector()
    for (client, list) in parts {
      var next: UInt32 = 0
      for part in list.sorted(by: { $0.clock < $1.clock }) {
        guard part.clock <= next else { break }
        next = max(next, part.end)
      }
      vector.setNextClock(UInt64(next), of: client)
    }
    return vector
  }

  /// For each client the exclusive end of its clocks, whatever is missing before.
  var ends: StateVector {
    var vector = StateVector()
    for (client, list) in parts {
      vector.setNextClock(UInt64(list.reduce(0) { max($0, $1.end) }), of: client)
    }
    return vector
  }

  /// One update of everything a state vector lacks; every unit once, gaps as skips.
  func encoded(since vector: StateVector) -> [UInt8] {
    var writer = ByteWriter()
    var sections: [(client: ClientID, chosen: [(part: Part, from: UInt32)])] = []
    for (client, list) in parts {
      let chosen = choose(list, from: vector.nextClock(of: client))
      if !chosen.isEmpty { sections.append((client, chosen)) }
    }
    sections.sort { $0.client > $1.client }
    writer.writeVarUInt(UInt64(sections.count))
    for section in sections { write(section.chosen, of: section.client, to: &writer) }
    deletes.write(to: &writer)
    return writer.bytes
  }

  /// The parts that cover all known clocks from one on, each with the clock it is needed from.
  private func choose(_ list: [Part], from start: UInt64) -> [(part: Part, from: UInt32)] {
    // Of two forms of one unit the one with content is better than the collected or deleted one.
    let sorted = list.sorted {
      ($0.clock, $0.block.kind.isReduced ? 1 : 0, $1.end)
        < ($1.clock, $1.block.kind.isReduced ? 1 : 0, $0.end)
    }
    var chosen: [(part: Part, from: UInt32)] = []
    var next = UInt32(min(start, UInt64(UInt32.max)))
    for part in sorted where part.end > next {
      let from = max(part.clock, next)
      chosen.append((part, from))
      next = part.end
    }
    return chosen
  }

  private func write(
    _ chosen: [(part: Part, from: UInt32)],
    of client: ClientID,
    to writer: inout ByteWriter
  ) {
    var blocks = ByteWriter()
    var count = 0
    var next = chosen[0].from
    var index = 0
    while index < chosen.count {
      let (part, from) = chosen[index]
      if from > next {
        blocks.writeByte(ContentKind.skip.rawValue)
        blocks.writeVarUInt(UInt64(from - next))
        count += 1
      }
      let end = joinsRuns ? endOfRun(in: chosen, from: index, of: client) : index + 1
      if end > index + 1 {
        write(run: chosen[index..<end].map { $0.part }, to: &blocks)
      } else {
        sources[part.source].write(
          part.block,
          of: client,
          at: part.clock,
          from - part.clock..<part.block.length,
          to: &blocks
        )
      }
      count += 1
      next = chosen[end - 1].part.end
      index = end
    }
    writer.writeVarUInt(UInt64(count))
    writer.writeVarUInt(client.rawValue)
    writer.writeVarUInt(UInt64(chosen[0].from))
    writer.bytes.append(contentsOf: blocks.bytes)
  }

  /// Where a run of text blocks ends that go on one another.
  private func endOfRun(
    in chosen: [(part: Part, from: UInt32)],
    from start: Int,
    of client: ClientID
  ) -> Int {
    var end = start + 1
    guard chosen[start].part.block.kind == .string,
      chosen[start].from == chosen[start].part.clock
    else { return end }
    let first = chosen[start].part.block
    while end < chosen.count {
      let (part, from) = chosen[end]
      let block = part.block
      guard block.kind == .string, from == part.clock, chosen[end - 1].part.end == part.clock,
        block.hasOrigin, block.originClient == client.rawValue, block.originClock == part.clock - 1,
        block.hasRightOrigin == first.hasRightOrigin,
        block.rightOriginClient == first.rightOriginClient,
        block.rightOriginClock == first.rightOriginClock
      else { break }
      end += 1
    }
    return end
  }

  private func write(run: [Part], to writer: inout ByteWriter) {
    sources[run[0].source].writeHeader(of: run[0].block, to: &writer)
    writer.writeVarUInt(UInt64(run.reduce(0) { $0 + $1.block.content.count }))
    for part in run { writer.bytes.append(contentsOf: sources[part.source][part.block.content]) }
  }
}

extension ContentKind {
  /// Whether blocks of this kind have lost their content.
  var isReduced: Bool { self == .collected || self == .deleted }
}
