// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import EditingTraces
import Foundation
import GRDB
import Logging
import Pads
import Storage
import Synchronization
import TextCRDT

/// A pad in a folder of its own, typed key by key, and what reading its past takes.
struct HistoryBench {
  private let path: String
  private let typing: TypedHistory
  private let clock = TypistClock()
  private let typists = ["A", "B", "C"].compactMap { letter in
    GuestID(text: String(repeating: letter, count: 21) + "A").map(Identity.guest)
  }
  private let pad: PadName
  private var folder: DataFolder
  private var pads: PadHouse
  /// After each key the log has one row more than before.
  private var random = Splitmix(state: 9)

  init(path: String, typing: TypedHistory) throws {
    guard let pad = PadName("bench") else { throw ValidationError("bench is a name") }
    self.path = path
    self.typing = typing
    self.pad = pad
    folder = try DataFolder(path: path, now: clock.now)
    pads = Self.house(folder, clock)
  }

  private static func house(_ folder: DataFolder, _ clock: TypistClock) -> PadHouse {
    let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
    return PadHouse(
      storage: PadStorage(folder),
      logger: logger,
      clock: ContinuousClock(),
      now: clock.now
    )
  }

  /// Types all of it, each key a row of the log.
  mutating func type() async throws {
    let documents = (0..<TypedHistory.typistCount).map {
      Document(clientID: ClientID(rawValue: UInt64(101 + $0)))
    }
    var waiting = [[[UInt8]]](repeating: [], count: documents.count)
    let room = try await pads.room(pad)
    let sinks = documents.map { _ in SavedSink() }
    let sessions = zip(sinks, typists).map { room.join($0, as: $1, acknowledges: true) }
    for (count, key) in typing.keys.enumerated() {
      let document = documents[key.typist]
      for update in waiting[key.typist] { try document.apply(update) }
      waiting[key.typist] = []
      let text = document.text("content")
      let start = key.patch.position
      let update = try document.transact { () throws(EditError) in
        try text.remove(start..<(start + key.patch.removed))
        try text.insert(key.patch.inserted, at: start)
      }
      guard let update else { throw ValidationError("Key \(count) changes nothing.") }
      clock.advance(by: key.wait)
      room.receive([0, 2] + Self.withLength(update), from: sessions[key.typist])
      await sinks[key.typist].saved()
      for other in waiting.indices where other != key.typist { waiting[other].append(update) }
    }
    for session in sessions { room.leave(session) }
    let last = try await folder.updateLog.record(of: pad.rawValue)?.lastSequence
    guard last == UInt64(typing.keyCount) else { throw ValidationError("A key is no row.") }
  }

  private static func withLength(_ bytes: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.writeByteArray(bytes)
    return writer.bytes
  }

  /// Starts the server anew, so that nothing is in memory.
  private mutating func restart() async throws {
    await pads.shutDown()
    await folder.close()
    folder = try DataFolder(path: path, now: clock.now)
    pads = Self.house(folder, clock)
  }

  /// Looks at all of it for the first time.
  mutating func firstLook() async throws -> String {
    let begun = ContinuousClock.now
    _ = try await pads.timeline(of: pad, for: .server)
    return "\(ContinuousClock.now - begun)"
  }

  /// Opens random moments with their authors and compares both.
  mutating func open(moments: Int) async throws -> String {
    var counts: Set<Int> = []
    while counts.count < min(moments, typing.keyCount) {
      counts.insert(1 + random.below(typing.keyCount))
    }
    let rows = try await rows()
    // Only moments that are rows can be asked for exactly, and are not all in one order.
    let chosen = counts.filter { rows.contains(UInt64($0)) }.sorted()
    var expected: [Int: (units: [UInt16], typists: [UInt8])] = [:]
    try await typing.states(after: chosen) { expected[$0] = ($1, $2) }
    var times: [Duration] = []
    for count in chosen.sorted(by: { ($0 &* 7_919) % 10_007 < ($1 &* 7_919) % 10_007 }) {
      guard let state = expected[count] else { continue }
      times.append(try await compare(count, state.units, state.typists))
    }
    return Self.figures(times)
  }

  /// The same with a server that has just started, each time.
  mutating func openCold(moments: Int) async throws -> String {
    var times: [Duration] = []
    for _ in 0..<moments {
      try await restart()
      let begun = ContinuousClock.now
      let count = UInt64(1 + random.below(typing.keyCount))
      _ = try await pads.attribution(of: pad, at: .sequence(count), for: .server)
      times.append(ContinuousClock.now - begun)
    }
    return Self.figures(times)
  }

  private func compare(
    _ count: Int,
    _ units: [UInt16],
    _ typistsOfUnits: [UInt8]
  ) async throws -> Duration {
    let begun = ContinuousClock.now
    let found = try await pads.attribution(of: pad, at: .sequence(UInt64(count)), for: typists[0])
    let time = ContinuousClock.now - begun
    guard found.text.utf16.elementsEqual(units) else {
      throw ValidationError("The text after key \(count) is another.")
    }
    var offset = 0
    let mine = found.persons.first { $0.isMine }?.id
    for run in found.runs {
      for index in offset..<(offset + run.length)
      where (run.person == mine) != (typistsOfUnits[index] == 0) {
        throw ValidationError("Unit \(index) after key \(count) is another's.")
      }
      offset += run.length
    }
    return time
  }

  private func rows() async throws -> Set<UInt64> {
    var rows: Set<UInt64> = []
    var place: UInt64 = 0
    while place < UInt64(typing.keyCount) {
      for credited in try await folder.updateLog.page(of: "bench", after: place, limit: 5_000) {
        rows.insert(credited.entry.sequence)
        place = credited.entry.sequence
      }
    }
    return rows
  }

  /// Joins rows as the server does an hour after somebody wrote last.
  mutating func join() async throws -> String {
    try await restart()
    _ = try await pads.room(pad).text()
    // What the log has since the last checkpoint is in one when the pad is let go.
    try await restart()
    clock.advance(by: 7_200_000)
    let begun = ContinuousClock.now
    let done = try await pads.coalesce(pad)
    return "\(done.rowsBefore) rows to \(done.rowsAfter), \(done.bytesBefore) bytes of updates to "
      + "\(done.bytesAfter), in \(ContinuousClock.now - begun)"
  }

  /// What the database holds, by table.
  mutating func bytes() async throws -> TableBytes {
    try await restart()
    await pads.shutDown()
    await folder.close()
    let database = try DatabaseQueue(path: "\(path)/encrier.sqlite")
    let tables = try await database.read { db in
      try Row.fetchAll(db, sql: "SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name")
        .map { row in (name: row["name"] as String, bytes: row["bytes"] as Int) }
    }
    try database.close()
    folder = try DataFolder(path: path, now: clock.now)
    pads = Self.house(folder, clock)
    return TableBytes(tables: tables)
  }

  func close() async throws {
    await pads.shutDown()
    await folder.close()
  }

  private static func figures(_ times: [Duration]) -> String {
    let sorted = times.sorted()
    func at(_ part: Double) -> String {
      let index = min(sorted.count - 1, Int(part * Double(sorted.count)))
      return sorted.isEmpty ? "-" : String(format: "%.1f ms", sorted[index] / .milliseconds(1))
    }
    return "\(sorted.count) times, median \(at(0.5)), p99 \(at(0.99)), longest \(at(1))"
  }
}

/// How much of the file each table takes, used pages only.
struct TableBytes {
  let tables: [(name: String, bytes: Int)]

  func perKey(_ keys: Int) -> String {
    let all = tables.reduce(0) { $0 + $1.bytes }
    let parts = tables.filter { $0.bytes > keys / 2 }.map { table in
      String(format: "%@ %.1f", table.name, Double(table.bytes) / Double(keys))
    }
    return String(format: "%.1f", Double(all) / Double(keys))
      + " (\(parts.joined(separator: ", ")))"
  }
}

/// The time of the people who type.
final class TypistClock: Sendable {
  private let time = Atomic<Int64>(1_700_000_000_000)

  var now: @Sendable () -> Int64 { { [self] in time.load(ordering: .relaxed) } }

  func advance(by milliseconds: Int64) {
    time.add(milliseconds, ordering: .relaxed)
  }
}

/// A session that waits for what it sent to be on disk.
final class SavedSink: SessionSink {
  private struct State: Sendable {
    var count = 0
    var waiting: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func send(_ frame: [UInt8]) -> Bool {
    guard frame.first == 100 else { return true }
    let waiting = state.withLock { state in
      defer { state.waiting = nil }
      if state.waiting == nil { state.count += 1 }
      return state.waiting
    }
    waiting?.resume()
    return true
  }

  func close(code: UInt16, reason: String) {}

  /// Returns when one more message is on disk.
  func saved() async {
    await withCheckedContinuation { continuation in
      let isHere = state.withLock { state in
        guard state.count == 0 else {
          state.count -= 1
          return true
        }
        state.waiting = continuation
        return false
      }
      if isHere { continuation.resume() }
    }
  }
}
