// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

// Text that is brought back was written by somebody before. Only what the log itself shows counts:
// the same text, inserted at once. What is typed comes unit by unit, each a block of its own in the
// row, so that it is never taken for an undo or a paste; rows that were joined tell nothing of this,
// and those that do are never joined.

extension Stretch {
  /// Text of fewer units is never taken for pasted.
  static let minimumPaste = 16
  /// How many rows in which much was deleted are remembered.
  static let maximumCuts = 4
  /// How often pasted text is looked for in one stretch, each time in the whole text.
  static let maximumSearches = 200

  /// Finds out who first wrote a block of text that has just come, if it was not who brought it.
  func findFirstWriter(of block: UpdateContents.Block, row: UInt32) {
    guard block.clocks.count >= Coalescing.writtenAtOnce else { return }
    if let rightOrigin = block.rightOrigin, undo(block, before: rightOrigin, row: row) {
      return
    }
    guard block.clocks.count >= Self.minimumPaste, searchCount < Self.maximumSearches,
      let text = document.text(of: block.client, block.clocks)
    else { return }
    searchCount += 1
    let needle = Needle(text.utf16)
    for moment in [row - 1] + cuts.reversed().map({ $0 - 1 }) {
      guard let pieces = try? document.text(PadRoots.content).pieces(at: snapshot(after: moment)),
        let offset = needle.places(in: Array(pieces.text.utf16)).first?.lowerBound
      else { continue }
      var clock = block.clocks.lowerBound
      for run in runs(in: pieces, offset..<(offset + block.clocks.count)) {
        setPerson(run.person, of: block.client, clock..<(clock + UInt64(run.length)))
        clock += UInt64(run.length)
      }
      return
    }
  }

  /// Credits a block that repeats text right before which it was put, as an undo does, if who brings
  /// it deleted all of that before.
  ///
  /// What the same row deleted does not count: who writes a word anew before the old one and deletes
  /// that has written it.
  private func undo(_ block: UpdateContents.Block, before origin: ItemID, row: UInt32) -> Bool {
    let end = origin.clock + UInt64(block.clocks.count)
    guard let client = clientIndices[origin.client], end <= document.nextClock(of: origin.client),
      deleted.gaps(in: origin.clock..<end, of: origin.client).isEmpty,
      let text = document.text(of: block.client, block.clocks),
      document.text(of: origin.client, origin.clock..<end) == text,
      deletions(of: origin.client, origin.clock..<end).allSatisfy({ deletion in
        deletion.row < row && rows[Int(deletion.row)].person == rows[Int(row)].person
      })
    else { return false }
    for (run, clocks) in runs(of: client, origin.clock..<end) {
      let begin = block.clocks.lowerBound + (clocks.lowerBound - origin.clock)
      setPerson(run.person, of: block.client, begin..<(begin + UInt64(clocks.count)))
    }
    return true
  }
}
