// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

/// Finds the units that ever stood one after the other as a text, following a pad's log row by row.
///
/// After each row only what is near its changes is looked at. What the log holds in one piece counts,
/// too, even if it never stood so: of that only what does not stand now, as long as that is enough to
/// break the piece.
final class PassageSearch {
  let passage: String
  private let wanted: [UInt16]
  private let document = Document(
    clientID: ClientID(rawValue: 0),
    limits: Stretch.documentLimits
  )
  private var deleted = DeleteSet()
  /// The units of what stood, and at how many places: what is the same units counts once.
  private var stood = DeleteSet()
  private var stoodCount = 0
  /// What the log holds in one piece.
  private var pieces: [(client: ClientID, clocks: Range<UInt64>)] = []
  /// The last row that was looked at.
  private(set) var last: UInt64 = 0

  init(_ passage: String) {
    self.passage = passage
    wanted = Array(passage.utf16)
  }

  private var text: SharedText { document.text(PadRoots.content) }

  func take(_ entry: LogEntry) throws(UpdateError) {
    let limits = Stretch.documentLimits
    let contents = try UpdateContents(of: entry.update, limits: limits)
    pieces += try Updates.places(of: passage, in: entry.update, limits: limits)
    let hadPending = document.hasPending
    try document.apply(entry.update)
    last = entry.sequence
    if hadPending {
      search(0..<text.length)
    } else {
      searchAround(contents)
    }
  }

  /// The units that must go, and at how many places they are.
  var found: (units: DeleteSet, placeCount: Int) {
    var (units, count) = (stood, stoodCount)
    let deleted = document.deleteSet
    for piece in pieces where !units.contains(piece.clocks, of: piece.client) {
      let known = document.nextClock(of: piece.client)
      let standing = deleted.gaps(in: piece.clocks, of: piece.client)
        .map { $0.clamped(to: 0..<known) }.filter { !$0.isEmpty }
      if standing == [piece.clocks] {
        units.insert(piece.clocks, of: piece.client)
      } else {
        var hidden = DeleteSet()
        for range in standing { hidden.insert(range, of: piece.client) }
        for range in hidden.gaps(in: piece.clocks, of: piece.client) {
          units.insert(range, of: piece.client)
        }
      }
      count += 1
    }
    return (units, count)
  }

  private func add(_ units: DeleteSet) {
    let isNew = units.ranges.contains { client, ranges in
      ranges.contains { !stood.contains($0, of: client) }
    }
    guard isNew else { return }
    stood.formUnion(units)
    stoodCount += 1
  }

  private func searchAround(_ contents: UpdateContents) {
    func offset(_ client: ClientID, _ clock: UInt64) -> Int? {
      text.offset(of: RelativePosition(item: ItemID(client: client, clock: clock)))
    }
    var changed: [Range<Int>] = []
    func note(_ begin: Int, _ end: Int) {
      if let last = changed.last, begin >= last.lowerBound, begin <= last.upperBound {
        changed[changed.count - 1] = last.lowerBound..<max(last.upperBound, end)
      } else {
        changed.append(begin..<end)
      }
    }
    for block in contents.blocks where block.isText {
      guard let begin = offset(block.client, block.clocks.lowerBound),
        let end = offset(block.client, block.clocks.upperBound - 1)
      else { continue }
      note(min(begin, end), max(begin, end) + 1)
    }
    for (client, ranges) in contents.deletes.ranges {
      for range in ranges {
        for gap in deleted.gaps(in: range, of: client) {
          for clock in gap {
            // What was deleted need not have stood in one place.
            if let place = offset(client, clock) { note(place, place) }
          }
          deleted.insert(gap, of: client)
        }
      }
    }
    for range in changed {
      search(max(0, range.lowerBound - wanted.count + 1)..<(range.upperBound + wanted.count - 1))
    }
  }

  private func search(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<text.length)
    guard range.count >= wanted.count else { return }
    let pieces = text.pieces(in: range)
    let units = Array(pieces.text.utf16)
    guard units.count >= wanted.count else { return }
    for start in 0...(units.count - wanted.count)
    where units[start] == wanted[0] && units[start..<(start + wanted.count)].elementsEqual(wanted) {
      add(pieces.units(in: start..<(start + wanted.count)))
    }
  }

  /// Whether some of the units stand where an erasure does not reach: in another root than the text.
  var standsElsewhere: Bool {
    var here = document.deleteSet
    for piece in text.visiblePieces {
      here.insert(
        piece.first.clock..<(piece.first.clock + UInt64(piece.length)),
        of: piece.first.client
      )
    }
    return found.units.ranges.contains { client, ranges in
      let known = document.nextClock(of: client)
      return ranges.contains { range in
        range.lowerBound < known
          && !here.gaps(in: range.lowerBound..<min(known, range.upperBound), of: client).isEmpty
      }
    }
  }

  /// Whether some of the units still wait for what they depend on.
  var hasWaiting: Bool {
    found.units.ranges.contains { client, ranges in
      ranges.contains { $0.upperBound > document.nextClock(of: client) }
    }
  }
}

extension TextPieces {
  /// The units of a part of the text.
  fileprivate func units(in range: Range<Int>) -> DeleteSet {
    var units = DeleteSet()
    var offset = 0
    for piece in pieces {
      let part = range.clamped(to: offset..<(offset + piece.length))
      if !part.isEmpty {
        let first = piece.first.clock + UInt64(part.lowerBound - offset)
        units.insert(first..<(first + UInt64(part.count)), of: piece.first.client)
      }
      offset += piece.length
    }
    return units
  }
}

extension DeleteSet {
  /// How many units there are.
  var unitCount: Int { ranges.values.joined().reduce(0) { $0 + $1.count } }

  /// Whether all units of a range are among these.
  func contains(_ range: Range<UInt64>, of client: ClientID) -> Bool {
    gaps(in: range, of: client).isEmpty
  }

  /// Whether some units of a range are among these.
  func overlaps(_ range: Range<UInt64>, of client: ClientID) -> Bool {
    guard ranges[client] != nil else { return false }
    return gaps(in: range, of: client) != [range]
  }
}
