// SPDX-License-Identifier: Apache-2.0

import Storage
import TestSupport
import Testing

@Suite struct StorageModelTests {
  /// What the store must hold, kept the simplest way.
  private struct Model {
    var logs: [String: [NewLogEntry]] = [:]
    var checkpoints: [String: Checkpoint] = [:]
    var records: [String: [UInt8]] = [:]
  }

  @Test("equals a naive model after any appends, checkpoints and crashes", arguments: seeds(0..<12))
  func equalsModel(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var folder = try TemporaryFolder()
    var data = try DataFolder(path: folder.path)
    var model = Model()
    for _ in 0..<60 {
      let pad = "pad\(Int.random(in: 0..<4, using: &random))"
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<6:
        let entries = (0...Int.random(in: 0..<3, using: &random)).map { _ in
          let count = Int.random(in: 0..<3_000, using: &random)
          return NewLogEntry(
            update: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) },
            author: Bool.random(using: &random) ? "anne" : nil
          )
        }
        _ = try await data.updateLog.append(entries, to: pad)
        model.logs[pad, default: []] += entries
      case 6:
        let sequence = UInt64(model.logs[pad]?.count ?? 0)
        let checkpoint = Checkpoint(sequence: sequence, state: [UInt8(sequence)], pending: nil)
        try await data.checkpoints.store(checkpoint, of: pad)
        if sequence > 0, sequence > model.checkpoints[pad]?.sequence ?? 0 {
          model.checkpoints[pad] = checkpoint
        }
      case 7, 8:
        let current = try await data.records.record(pad, in: "things")
        #expect(current?.value == model.records[pad])
        let value: [UInt8]? = Bool.random(using: &random) ? [UInt8(seed)] : nil
        let revision = current?.revision ?? 0
        let put = try await data.records.put(value, at: pad, in: "things", ifRevision: revision)
        #expect(put)
        let late = try await data.records.put([0], at: pad, in: "things", ifRevision: revision + 9)
        #expect(!late)
        model.records[pad] = value
      default:
        folder = try folder.copy()
        data = try DataFolder(path: folder.path)
      }
      try await compare(data, with: model)
    }
  }

  private func compare(_ data: DataFolder, with model: Model) async throws {
    for (pad, log) in model.logs {
      let entries = try await data.updateLog.replay(pad, after: 0)
      #expect(entries.map { NewLogEntry(update: $0.update, author: $0.author) } == log)
      #expect(try await data.checkpoints.checkpoint(of: pad) == model.checkpoints[pad])
    }
    let names = try await data.catalog.lines(after: "", limit: 100).map(\.record.name)
    #expect(names == model.logs.keys.sorted())
    let records = try await data.records.records(in: "things")
    #expect(records.map(\.key) == model.records.keys.sorted())
  }

  @Test("an older checkpoint does not take the place of a newer one")
  func checkpointOrder() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    for _ in 0..<3 {
      _ = try await data.updateLog.append([NewLogEntry(update: [1])], to: "a")
    }
    for sequence in [2, 3, 1] as [UInt64] {
      let checkpoint = Checkpoint(sequence: sequence, state: [UInt8(sequence)], pending: nil)
      try await data.checkpoints.store(checkpoint, of: "a")
    }
    #expect(try await data.checkpoints.checkpoint(of: "a")?.sequence == 3)
  }

  @Test("notes a title for exactly one state of a pad")
  func titles() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    let pad = try await data.updateLog.append([NewLogEntry(update: [1])], to: "a")
    #expect(try await data.catalog.lines(after: "", limit: 9).map(\.title) == [nil])
    try await data.catalog.note(title: "Été", at: pad.lastSequence, of: "a")
    #expect(try await data.catalog.lines(after: "", limit: 9).map(\.title) == ["Été"])
    _ = try await data.updateLog.append([NewLogEntry(update: [2])], to: "a")
    #expect(try await data.catalog.lines(after: "", limit: 9).map(\.title) == [nil])
  }
}
