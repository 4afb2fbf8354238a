// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

/// An edit that is to be taken back: what it inserted goes, what it deleted comes again.
struct UndoneEdit: Sendable {
  /// Text that comes again, as one person wrote it.
  struct Deleted: Sendable {
    let first: ItemID
    let text: String
    let author: String?
  }

  var inserted: [(client: ClientID, clocks: Range<UInt64>)] = []
  /// In the text's order.
  var deleted: [Deleted] = []

  /// Counts as inserted, too, what was inserted, then deleted by another edit and brought back.
  ///
  /// - Parameters:
  ///   - other: The edit that deleted it.
  ///   - undo: The edit that took the other one back: it inserted the deleted parts from the last to
  ///     the first.
  mutating func follow(_ other: UndoneEdit, broughtBackBy undo: UndoneEdit) {
    let clocks = undo.inserted.sorted { $0.clocks.lowerBound < $1.clocks.lowerBound }
    guard let client = clocks.first?.client, var clock = clocks.first?.clocks.lowerBound,
      clocks.allSatisfy({ $0.client == client })
    else { return }
    var own = DeleteSet()
    for units in inserted { own.insert(units.clocks, of: units.client) }
    for piece in other.deleted.reversed() {
      let length = UInt64(piece.text.utf16.count)
      for offset in 0..<length {
        let id = ItemID(client: piece.first.client, clock: piece.first.clock + offset)
        if own.contains(id) { inserted.append((client, (clock + offset)..<(clock + offset + 1))) }
      }
      clock += length
    }
  }

  /// Takes the edit back in the present text.
  ///
  /// - Returns: Who first wrote what comes again.
  func apply(to text: SharedText, of document: Document) throws(EditError) -> [Credit] {
    var gone = DeleteSet()
    for units in inserted { gone.insert(units.clocks, of: units.client) }
    try document.delete(gone)
    var credits: [Credit] = []
    for piece in deleted.reversed() {
      guard let place = text.offset(of: RelativePosition(item: piece.first)) else { continue }
      let clock = document.nextClock(of: document.clientID)
      try text.insert(piece.text, at: place)
      let end = document.nextClock(of: document.clientID)
      guard end - clock == UInt64(piece.text.utf16.count), end > clock else { continue }
      credits.append(
        Credit(author: piece.author, client: document.clientID, clocks: clock..<end)
      )
    }
    return credits
  }
}
