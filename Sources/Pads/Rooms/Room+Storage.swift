// SPDX-License-Identifier: Apache-2.0

import Logging
import Storage
import TextCRDT

extension Room {
  /// Builds the document from what is stored; the room takes nothing in before.
  ///
  /// - Throws: ``PadError/storage(_:)``; the room is then useless, never empty or partial.
  func load() async throws(PadError) {
    edition = try await EditionBook(records: services.storage.records).record(of: name).current
    try await storing { () throws(StorageError) in try await loadDocument() }
  }

  private func loadDocument() async throws(StorageError) {
    let storage = services.storage
    guard let found = try await storage.updateLog.record(of: name.rawValue) else { return }
    let checkpoint = try await soundCheckpoint()
    if let checkpoint {
      try replay(checkpoint.state, as: .checkpoint(checkpoint.sequence))
      if let pending = checkpoint.pending {
        try replay(pending, as: .checkpoint(checkpoint.sequence))
      }
      backlog.reset(checkpointBytes: checkpoint.state.count)
    }
    let entries = try await storage.updateLog.replay(
      name.rawValue,
      after: checkpoint?.sequence ?? 0
    )
    for entry in entries {
      try replay(entry.update, as: .row(entry.sequence))
      backlog.add(entry.update)
    }
    bindings = ClientBindings(try await storage.updateLog.bindings(of: name.rawValue))
    // A damaged record is told of by who reads it; the text does not depend on it.
    let history = try? await HistoryBook(records: storage.records).record(of: name)
    erasureCount = UInt64(history?.erasureCount ?? 0)
    record = found
  }

  /// The checkpoint; none when it is damaged, for the log is complete without it.
  private func soundCheckpoint() async throws(StorageError) -> Checkpoint? {
    do throws(StorageError) {
      return try await services.storage.checkpoints.checkpoint(of: name.rawValue)
    } catch {
      switch error {
      case .damagedPad(_, .checkpoint), .damagedPad(_, .pages):
        services.tell(.error, "checkpoint damaged, the log is read instead", error, pad: name)
        return nil
      default: throw error
      }
    }
  }

  private func replay(_ update: [UInt8], as part: StorageError.Part) throws(StorageError) {
    do {
      try document.apply(update)
    } catch {
      services.tell(.error, "stored update refused", error, pad: name)
      throw .damagedPad(name: name.rawValue, part: part)
    }
  }

  /// Writes a checkpoint when replaying what came since the last one has become dear.
  func writeCheckpointIfItPays() async {
    if backlog.isWorthCheckpoint { await writeCheckpoint() }
  }

  /// Leaves the pad quick to open and to list.
  func park() async {
    guard let record else { return }
    if backlog.entryCount >= CheckpointBacklog.minimumEntries { await writeCheckpoint() }
    let title = PadTitle.title(of: document, name: name)
    do throws(StorageError) {
      try await services.storage.catalog.note(
        title: title,
        at: record.lastSequence,
        of: name.rawValue
      )
    } catch {
      services.tell(.warning, "title not noted", error, pad: name)
    }
  }

  /// Stores the document, all of which is committed: the room is between two turns.
  private func writeCheckpoint() async {
    guard let record else { return }
    let checkpoint = Checkpoint(
      sequence: record.lastSequence,
      state: document.encodedState(),
      pending: document.pendingUpdate
    )
    backlog.reset(checkpointBytes: checkpoint.state.count)
    do throws(StorageError) {
      try await services.storage.checkpoints.store(checkpoint, of: name.rawValue)
    } catch {
      // The log is complete without it; the next one will be tried in its time.
      services.tell(.warning, "checkpoint not written", error, pad: name)
    }
  }
}
