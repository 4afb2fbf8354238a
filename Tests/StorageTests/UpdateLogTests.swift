// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization
import TestSupport
import Testing
import TextCRDT

@Suite struct UpdateLogTests {
  private func entry(_ bytes: UInt8..., author: String? = nil) -> NewLogEntry {
    NewLogEntry(update: bytes, author: author)
  }

  @Test("gives back what was appended, in order, after a clean end")
  func reopens() async throws {
    let folder = try TemporaryFolder()
    var data = try DataFolder(path: folder.path)
    let first = try await data.updateLog.append([entry(1, 2), entry(3, author: "anne")], to: "a")
    let second = try await data.updateLog.append([entry()], to: "a")
    await data.close()

    data = try DataFolder(path: folder.path)
    let entries = try await data.updateLog.replay("a", after: 0)
    #expect(entries.map(\.update) == [[1, 2], [3], []])
    #expect(entries.map(\.author) == [nil, "anne", nil])
    #expect(entries.map(\.sequence) == [1, 2, 3])
    #expect(try await data.updateLog.replay("a", after: 2).map(\.sequence) == [3])
    #expect(first.lastSequence == 2)
    #expect(try await data.updateLog.record(of: "a") == second)
    #expect(second.epoch == first.epoch && second.epoch.count == 16)
  }

  @Test("holds everything that returned when the process is killed")
  func survivesKill() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    for number in 0..<100 {
      _ = try await data.updateLog.append([entry(UInt8(number))], to: "pad\(number % 3)")
    }
    let crashed = try folder.copy()
    let after = try DataFolder(path: crashed.path)
    for pad in 0..<3 {
      let numbers = try await after.updateLog.replay("pad\(pad)", after: 0).map(\.update)
      #expect(numbers == (0..<100).filter { $0 % 3 == pad }.map { [UInt8($0)] })
    }
    await data.close()
    await after.close()
  }

  @Test("binds client IDs with the entries that say so, and with no other")
  func bindings() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    let first = ClientBinding(
      owner: "anne",
      clients: [ClientID(rawValue: 7), ClientID(rawValue: 1 << 53 - 1)]
    )
    let second = ClientBinding(owner: nil, clients: [ClientID(rawValue: 8)])
    _ = try await data.updateLog.append(
      [NewLogEntry(update: [1], author: "anne", binding: first), entry(2)],
      to: "a"
    )
    _ = try await data.updateLog.append([NewLogEntry(update: [3], binding: second)], to: "a")
    _ = try await data.updateLog.append([entry(4)], to: "b")
    let copy = try folder.copy()
    let after = try DataFolder(path: copy.path)
    #expect(try await after.updateLog.bindings(of: "a") == [first, second])
    #expect(try await after.updateLog.bindings(of: "b") == [])
    #expect(try await after.updateLog.bindings(of: "c") == [])
    await data.close()
    await after.close()
  }

  @Test("finds one entry by its number", arguments: 0...4 as ClosedRange<UInt64>)
  func oneEntry(sequence: UInt64) async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    _ = try await data.updateLog.append([entry(1, author: "anne"), entry(2), entry(3)], to: "a")
    let found = try await data.updateLog.entry(sequence, of: "a")
    #expect(found?.update == ((1...3).contains(sequence) ? [UInt8(sequence)] : nil))
    #expect(found?.author == (sequence == 1 ? "anne" : nil))
    #expect(try await data.updateLog.entry(sequence, of: "b") == nil)
    await data.close()
  }

  @Test("knows nothing of a pad that was never written")
  func unknownPad() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    #expect(try await data.updateLog.record(of: "a") == nil)
    #expect(try await data.updateLog.replay("a", after: 0) == [])
    #expect(try await data.checkpoints.checkpoint(of: "a") == nil)
  }

  @Test("keeps time in order when the clock jumps back")
  func clockJumps() async throws {
    let folder = try TemporaryFolder()
    let times = Mutex<[Int64]>([5_000, 9_000, 1_000, 9_500])
    let data = try DataFolder(path: folder.path) {
      times.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
    for _ in 0..<3 { _ = try await data.updateLog.append([entry(1)], to: "a") }
    #expect(try await data.updateLog.replay("a", after: 0).map(\.time) == [9_000, 9_000, 9_500])
  }

  @Test("gives each pad its own epoch")
  func epochs() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    let a = try await data.updateLog.append([entry(1)], to: "a")
    let b = try await data.updateLog.append([entry(1)], to: "b")
    #expect(a.epoch != b.epoch)
  }

  @Test("refuses everything after it was closed")
  func closed() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    await data.close()
    await #expect(throws: StorageError.closed) {
      try await data.updateLog.append([entry(1)], to: "a")
    }
  }
}
