// SPDX-License-Identifier: Apache-2.0

import Storage
import TestSupport
import Testing
import TextCRDT

@testable import Pads

@Suite("History against a naive model", .timeLimit(.minutes(10)))
struct HistoryModelTests {
  /// What a moment must show: the log replayed to it, and who brought each unit first, or whose
  /// text an undo brought back.
  private struct Naive {
    var units: [(id: ItemID, unit: UInt16, author: String?)] = []
    var time: Int64 = 0

    var text: String { String(decoding: units.map(\.unit), as: UTF16.self) }
    var authors: [String?] { units.map(\.author) }
  }

  /// The history by row, made by replaying the whole log into a new document for each.
  private final class Model {
    var moments: [UInt64: Naive] = [0: Naive()]
    private var brought: [ItemID: String?] = [:]
    private var deletedBy: [ItemID: String?] = [:]
    private var last: UInt64 = 0
    private var updates: [[UInt8]] = []
    private var erased: Set<ItemID> = []

    func take(_ entries: [LogEntry]) throws {
      for entry in entries where entry.sequence > last {
        last = entry.sequence
        updates.append(entry.update)
        let contents = try UpdateContents(of: entry.update)
        var fresh: [UpdateContents.Block] = []
        for block in contents.blocks {
          for clock in block.clocks {
            let id = ItemID(client: block.client, clock: clock)
            if brought[id] == nil {
              brought[id] = .some(entry.author)
              if clock == block.clocks.lowerBound { fresh.append(block) }
            }
          }
        }
        let document = Document(clientID: ClientID(rawValue: 99), collectsGarbage: false)
        for update in updates { try document.apply(update) }
        for block in fresh where block.isText && block.clocks.count >= 4 {
          bringBack(block, by: entry.author, in: document)
        }
        for (client, ranges) in contents.deletes.ranges {
          for clock in ranges.joined() {
            let id = ItemID(client: client, clock: clock)
            if deletedBy[id] == nil { deletedBy[id] = .some(entry.author) }
          }
        }
        var naive = Naive(time: entry.time)
        var text = document.text("content").string.utf16.makeIterator()
        for piece in document.text("content").visiblePieces {
          for offset in 0..<UInt64(piece.length) {
            let id = ItemID(client: piece.first.client, clock: piece.first.clock + offset)
            let unit = text.next()
            naive.units.append((id, try #require(unit), try #require(brought[id])))
          }
        }
        // The updates here still have what was erased, also where that waits for what it depends on.
        naive.units.removeAll { erased.contains($0.id) }
        moments[entry.sequence] = naive
      }
    }

    /// Takes a passage out of all moments that the log still tells, and all that show the same units.
    func erase(_ passage: String, _ entries: [LogEntry]) throws {
      let wanted = Array(passage.utf16)
      var gone: Set<ItemID> = []
      var found: Set<ItemID>
      repeat {
        found = []
        for entry in entries {
          let units = try #require(moments[entry.sequence]).units.filter { !gone.contains($0.id) }
          for start in 0..<max(0, units.count - wanted.count + 1) {
            let part = units[start..<(start + wanted.count)]
            if part.map(\.unit) == wanted { found.formUnion(part.map(\.id)) }
          }
        }
        let stood = found
        for place in try places(of: passage, in: entries, without: gone)
        where !stood.isSuperset(of: place) {
          found.formUnion(broken(place, gone, atLeast: wanted.count))
        }
        gone.formUnion(found)
        // What is left may join to the same.
      } while !found.isEmpty
      erased.formUnion(gone)
      for sequence in moments.keys {
        moments[sequence]?.units.removeAll { gone.contains($0.id) }
      }
    }

    /// What the log holds in one piece.
    private func places(
      of passage: String,
      in entries: [LogEntry],
      without gone: Set<ItemID>
    ) throws -> [[ItemID]] {
      var units = DeleteSet()
      for id in gone { units.insert(id.clock..<(id.clock + 1), of: id.client) }
      return try entries.flatMap { entry in
        let update = try Updates.erase(units, from: entry.update) ?? entry.update
        return try Updates.places(of: passage, in: update).map { place in
          place.clocks.map { ItemID(client: place.client, clock: $0) }
        }
      }
    }

    /// What of a piece must go: what does not stand, and what stands and is still long enough.
    private func broken(
      _ place: [ItemID],
      _ gone: Set<ItemID>,
      atLeast length: Int
    ) -> [ItemID] {
      let standing = Set(moments[last]?.units.map(\.id) ?? []).subtracting(gone)
      var runs: [[ItemID]] = [[]]
      for id in place {
        if standing.contains(id) { runs[runs.count - 1].append(id) } else { runs.append([]) }
      }
      if runs.count == 1 { return place }
      let kept = Set(runs.filter { $0.count < length }.joined())
      return place.filter { !kept.contains($0) }
    }

    /// Credits a text that somebody inserted at once right before the same, which they deleted.
    private func bringBack(
      _ block: UpdateContents.Block,
      by author: String?,
      in document: Document
    ) {
      guard let origin = block.rightOrigin else { return }
      let old = block.clocks.indices.map { index in
        ItemID(
          client: origin.client,
          clock: origin.clock + UInt64(index - block.clocks.lowerBound)
        )
      }
      guard old.allSatisfy({ deletedBy[$0] == .some(author) && !erased.contains($0) }),
        document.text(of: block.client, block.clocks)
          == document.text(of: origin.client, origin.clock..<(origin.clock + UInt64(old.count)))
      else { return }
      for (clock, id) in zip(block.clocks, old) {
        brought[ItemID(client: block.client, clock: clock)] = brought[id]
      }
    }
  }

  private struct Table {
    var house: House
    var room: Room
    var peers: [Peer]
    var undos: [UndoHistory]
  }

  private let identities: [Identity] = [.guest(.random()), .guest(.random()), .anonymous]
  private let time = SettableTime()

  private func seat(_ house: House, clients: Range<UInt64>) async throws -> Table {
    let room = try await house.room("pad")
    let peers = zip(clients, identities).map { Peer($0, in: room, as: $1) }
    try await settle(peers[0], peers[1], peers[2])
    var options = UndoOptions()
    // So that no more comes back at once than was deleted at once: less than a paste.
    options.captureTimeout = .zero
    let undos = peers.map { peer in
      UndoHistory(
        of: [peer.document.text("content").reference],
        in: peer.document,
        options: options
      ) { [time] in .milliseconds(time.now) }
    }
    return Table(house: house, room: room, peers: peers, undos: undos)
  }

  @Test(
    "text and authors of any moment are those of the log, whatever is joined, stored and restarted",
    arguments: seeds(0..<10)
  )
  func equalsModel(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var limits = PadLimits()
    limits.history.maximumRows = Int.random(in: 3...30, using: &random)
    limits.history.minimumGrowth = Int.random(in: 200...2_000, using: &random)
    limits.history.worthStoring = Int.random(in: 1...20, using: &random)
    limits.history.pageSize = Int.random(in: 1...9, using: &random)
    let temporary = try TemporaryFolder()
    func open() throws -> House { try House(in: temporary, limits: limits, now: time.clock) }
    var table = try await seat(try open(), clients: 1..<4)
    let model = Model()
    for step in 0..<150 {
      time.advance(by: Int64.random(in: 0...700, using: &random))
      let index = Int.random(in: 0..<3, using: &random)
      let (peer, undo) = (table.peers[index], table.undos[index])
      switch Int.random(in: 0..<29, using: &random) {
      case 0..<10: try insert(with: peer, using: &random)
      case 10..<14: try remove(with: peer, using: &random)
      case 14..<17: _ = try peer.pump()
      case 17..<20: try await settle(table.peers[0], table.peers[1], table.peers[2])
      case 27:
        table = try await erase(table, model, firstClient: UInt64(1_000 + 3 * step), using: &random)
      case 20:
        let author = identities[Int.random(in: 0..<3, using: &random)]
        try await table.room.replaceText(try await table.room.text().text + "~", by: author)
      case 21: try await compare(table.house, model, using: &random)
      case 22:
        try await join(table, model, using: &random)
      case 23..<27:
        // In a row of its own, or with what is typed meanwhile.
        if Bool.random(using: &random) {
          try await settle(table.peers[0], table.peers[1], table.peers[2])
        }
        try peer.edit { _ throws(EditError) in _ = try undo.undo() }
      default:
        try await settle(table.peers[0], table.peers[1], table.peers[2])
        try model.take(try await table.house.folder.updateLog.replay("pad", after: 0))
        await table.house.pads.shutDown()
        await table.house.folder.close()
        let first = UInt64(10 + 3 * step)
        table = try await seat(try open(), clients: first..<(first + 3))
      }
    }
    try await settle(table.peers[0], table.peers[1], table.peers[2])
    for _ in 0..<3 {
      try await compare(table.house, model, using: &random)
      try await join(table, model, using: &random)
    }
    await table.house.pads.shutDown()
    await table.house.folder.close()
  }

  /// Erases something that stood there once, and seats everybody anew.
  private func erase(
    _ table: Table,
    _ model: Model,
    firstClient: UInt64,
    using random: inout SeededGenerator
  ) async throws -> Table {
    try await settle(table.peers[0], table.peers[1], table.peers[2])
    let pad = try #require(PadName("pad"))
    let log = table.house.folder.updateLog
    let rows = try await log.replay("pad", after: 0)
    guard let row = rows.randomElement(using: &random) else { return table }
    try model.take(rows)
    let units = try #require(model.moments[row.sequence]).units.map(\.unit)
    let length = Int.random(in: 2...6, using: &random)
    guard units.count >= length else { return table }
    let start = Int.random(in: 0...(units.count - length), using: &random)
    let passage = String(decoding: units[start..<(start + length)], as: UTF16.self)
    guard !passage.allSatisfy(\.isWhitespace) else { return table }
    try model.erase(passage, rows)
    _ = try await table.house.pads.erase(passage, from: pad, by: identities[0])
    try await compare(table.house, model, using: &random)
    return try await seat(table.house, clients: firstClient..<(firstClient + 3))
  }

  /// Joins rows that are old enough, by a clock that has gone on.
  private func join(_ table: Table, _ model: Model, using random: inout SeededGenerator)
    async throws
  {
    try await settle(table.peers[0], table.peers[1], table.peers[2])
    let log = table.house.folder.updateLog
    guard let record = try await log.record(of: "pad") else { return }
    try model.take(try await log.replay("pad", after: 0))
    try await table.house.folder.checkpoints.store(
      Checkpoint(
        sequence: record.lastSequence,
        state: try await table.room.state(),
        pending: nil
      ),
      of: "pad"
    )
    let pad = try #require(PadName("pad"))
    try await table.house.pads.coalesce(pad, olderThan: Int64.random(in: 0...3_000, using: &random))
    try await compare(table.house, model, using: &random)
  }

  private func compare(
    _ house: House,
    _ model: Model,
    using random: inout SeededGenerator
  ) async throws {
    // A read is answered when all before it is committed.
    _ = try await house.room("pad").text()
    let rows = try await house.folder.updateLog.replay("pad", after: 0)
    guard let last = rows.last?.sequence else { return }
    if model.moments[last] == nil { try model.take(rows) }
    let pad = try #require(PadName("pad"))
    for _ in 0..<6 {
      let asked = UInt64.random(in: 0...last, using: &random)
      let expected = rows.last { $0.sequence <= asked }?.sequence ?? 0
      try await check(house, pad, .sequence(asked), expected, model)
      let moment = try #require(model.moments[asked == 0 ? last : expected]).time
      let atTime = rows.last { $0.time <= moment }?.sequence ?? 0
      try await check(house, pad, .time(moment), atTime, model)
    }
    try await check(house, pad, .now, last, model)
    let timeline = try await house.pads.timeline(of: pad, for: .anonymous)
    #expect(timeline.last.sequence == last)
    #expect(timeline.spans.map(\.first).min() == 1)
    #expect(timeline.spans.map(\.last).max() == last)
    let steps = try await house.pads.steps(of: pad, after: 0, limit: 5_000, for: .anonymous)
    #expect(steps.steps.last?.last == last)
  }

  private func check(
    _ house: House,
    _ pad: PadName,
    _ moment: Moment,
    _ expected: UInt64,
    _ model: Model
  ) async throws {
    let naive = try #require(model.moments[expected], "row \(expected)")
    let found = try await house.pads.history(of: pad).text(at: moment)
    #expect(found.found.sequence == expected, "\(moment)")
    #expect(found.text == naive.text, "\(moment)")
    let authors = found.runs.flatMap { run in
      [String?](repeating: found.persons.authors[Int(run.person)], count: run.length)
    }
    let wrong = zip(naive.units, authors).filter { $0.0.author != $0.1 }.map { "\($0.0.id)" }
    #expect(authors == naive.authors, "\(moment): \(naive.text.debugDescription), \(wrong)")
  }

  private func insert(with peer: Peer, using random: inout SeededGenerator) throws {
    let length = peer.document.text("content").length
    let words = ["a", "été ", "\n", "# ", "Réunion", "xyz"]
    try peer.insert(
      words.randomElement(using: &random) ?? "",
      at: Int.random(in: 0...length, using: &random)
    )
  }

  private func remove(with peer: Peer, using random: inout SeededGenerator) throws {
    let length = peer.document.text("content").length
    guard length > 0 else { return }
    let start = Int.random(in: 0..<length, using: &random)
    try peer.remove(start..<min(length, start + Int.random(in: 1...8, using: &random)))
  }
}
