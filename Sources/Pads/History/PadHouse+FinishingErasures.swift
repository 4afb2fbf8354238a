// SPDX-License-Identifier: Apache-2.0

import Logging
public import Storage
import TextCRDT

/// Text that a row of the log inserted at once, of which history asks who first wrote it.
struct BlockAtOnce {
  let sequence: UInt64
  let client: ClientID
  let clocks: Range<UInt64>
}

extension PadHouse {
  /// How often passages were erased from a pad's history.
  ///
  /// - Parameter pad: The pad.
  /// - Returns: The number; 0 for a pad that does not exist.
  /// - Throws: ``PadError/storage(_:)``.
  public func erasureCount(of pad: PadName) async throws(PadError) -> Int {
    try await historyBook.record(of: pad).erasureCount
  }

  /// Does what is left of erasures that the end of a process has cut off; to be called once.
  ///
  /// - Returns: The pads where that was.
  /// - Throws: ``StorageError``, when what there is cannot be read at all.
  @discardableResult
  public func finishErasures() async throws(StorageError) -> [PadName] {
    var finished: [PadName] = []
    for stored in try await storage.records.records(in: HistoryBook.collection) {
      guard let pad = PadName(stored.key),
        let record = StoredJSON.decoded(HistoryRecord.self, stored)
      else { continue }
      for erasure in record.erasures ?? [] where erasure.units != nil {
        do throws(PadError) {
          try await finish(erasure, of: pad, isWaiting: true)
          finished.append(pad)
        } catch {
          logger.error(
            "erasure not finished",
            metadata: ["pad": "\(pad.rawValue)", "error": "\(error)"]
          )
        }
      }
    }
    return finished
  }

  /// Takes the content of units out of the log and of all that was made of it.
  ///
  /// - Parameters:
  ///   - erasure: What was noted.
  ///   - pad: The pad, in which nothing of it stands any more.
  ///   - isWaiting: Whether a room may hold some of it that waits for what it depends on.
  /// - Throws: ``PadError``; it can be done again then.
  func finish(
    _ erasure: HistoryRecord.Erasure,
    of pad: PadName,
    isWaiting: Bool
  ) async throws(PadError) {
    guard let units = erasure.erasedUnits else { return }
    let rows = try await rows(with: units, in: pad, through: erasure.sequence)
    if let first = rows.sequences.first {
      try await eraseEditions(from: first, at: erasure.time, of: pad)
      let change = UnitErasure(
        units: units,
        sequences: rows.sequences,
        last: erasure.sequence,
        writers: try await history(of: pad).writers(of: rows.blocks)
      )
      // What waits is in the room's hands; one that was opened in between is let go as well.
      for _ in 0..<(isWaiting ? 2 : 1) {
        await openRoom(pad)?.shutDown()
        try await storing { () throws(StorageError) in
          try await storage.updateLog.erase(change, from: pad.rawValue)
        }
      }
    }
    try await forgetHistory(of: pad, from: 0)
    // Only then is it done: before, a crash leaves the text in the write-ahead log.
    try await storing { () throws(StorageError) in try await storage.updateLog.scrub() }
    try await historyBook.change(pad) { record throws(PadError) in
      for index in record.erasures?.indices ?? 0..<0
      where record.erasures?[index].id == erasure.id {
        record.erasures?[index].units = nil
      }
    }
  }

  /// Does what is left of a pad's erasures, and takes what was deleted before off the disk in any case.
  func finishErasures(of pad: PadName) async throws(PadError) {
    for erasure in try await historyBook.record(of: pad).erasures ?? []
    where erasure.units != nil {
      try await finish(erasure, of: pad, isWaiting: true)
    }
    try await storing { () throws(StorageError) in try await storage.updateLog.scrub() }
  }

  /// The entries that hold some units, and what all entries brought at once.
  func rows(
    with units: DeleteSet,
    in pad: PadName,
    through last: UInt64
  ) async throws(PadError) -> (sequences: [UInt64], blocks: [BlockAtOnce]) {
    var sequences: [UInt64] = []
    var blocks: [BlockAtOnce] = []
    var place: UInt64 = 0
    while place < last {
      for credited in try await page(of: pad, after: place) {
        let entry = credited.entry
        place = entry.sequence
        let contents: UpdateContents
        do {
          contents = try UpdateContents(of: entry.update, limits: Stretch.documentLimits)
        } catch {
          throw .storage(.damagedPad(name: pad.rawValue, part: .row(place)))
        }
        if contents.blocks.contains(where: { block in
          !block.isReduced && units.overlaps(block.clocks, of: block.client)
        }) {
          sequences.append(place)
        }
        guard entry.count == 1 else { continue }
        for block in contents.blocks
        where block.isText && block.clocks.count >= Coalescing.writtenAtOnce {
          blocks.append(BlockAtOnce(sequence: place, client: block.client, clocks: block.clocks))
        }
      }
    }
    return (sequences, blocks)
  }
}

extension HistoryRecord.Erasure {
  /// The units that are still to go; nil of an erasure that is done, or that cannot be read.
  fileprivate var erasedUnits: DeleteSet? {
    units.flatMap(Base64URL.bytes(of:)).flatMap { try? DeleteSet(decoding: $0) }
  }
}

extension PadHistory {
  /// Who counts as the writer of what rows brought at once.
  ///
  /// - Parameter blocks: In the order of the log.
  /// - Returns: Of all their units who first wrote them.
  /// - Throws: ``PadError``.
  func writers(of blocks: [BlockAtOnce]) async throws(PadError) -> [UnitErasure.Writer] {
    var writers: [UnitErasure.Writer] = []
    var known: Stretch?
    for block in blocks {
      let stretch: Stretch
      if let known, known.start < block.sequence, block.sequence <= known.last {
        stretch = known
      } else {
        stretch = try await self.stretch(holding: block.sequence)
        known = stretch
      }
      guard let client = stretch.clientIndices[block.client] else { continue }
      for (run, clocks) in stretch.runs(of: client, block.clocks) {
        writers.append(
          UnitErasure.Writer(
            sequence: block.sequence,
            credit: Credit(
              author: stretch.persons.authors[Int(run.person)],
              client: block.client,
              clocks: clocks
            )
          )
        )
      }
    }
    return writers
  }
}
