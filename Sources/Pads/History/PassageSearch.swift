// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

/// Finds the units that ever stood one after the other as a text, following a pad's log row by row.
///
/// After each row only what is near its changes is looked at. What the log holds in one piece counts,
/// too, even if it never stood so: of that only what does not stand now, as long as that is enough to
/// break the piece.
final class PassageSearch {
  /// So many units that follow one another tell whether an occurrence may be near.
  private static let gramLength = 4

  let passage: String
  private let wanted: [UInt16]
  private let needle: Needle<UInt16>
  /// All that follow one another in the passage, packed; nil when it is too short for that.
  private let grams: Set<UInt64>?
  private let document = Document(
    clientID: ClientID(rawValue: 0),
    limits: Stretch.documentLimits
  )
  /// What is taken out of each row before it is looked at.
  private let erased: DeleteSet
  private var deleted = DeleteSet()
  /// The units of what stood, and at how many places: what is the same units counts once.
  private var stood = DeleteSet()
  private var stoodCount = 0
  /// What the log holds in one piece.
  private var pieces: [(client: ClientID, clocks: Range<UInt64>)] = []
  /// The last row that was looked at.
  private(set) var last: UInt64 = 0

  /// - Parameters:
  ///   - passage: Not empty.
  ///   - erased: What is to be looked at as if it had never been there.
  init(_ passage: String, without erased: DeleteSet = DeleteSet()) {
    self.passage = passage
    self.erased = erased
    wanted = Array(passage.utf16)
    needle = Needle(wanted)
    grams = wanted.count < 2 * Self.gramLength - 1 ? nil : Set(Self.grams(of: wanted))
  }

  private var text: SharedText { document.text(PadRoots.content) }

  func take(_ entry: LogEntry) throws(UpdateError) {
    let limits = Stretch.documentLimits
    var update = entry.update
    if !erased.isEmpty, let rest = try Updates.erase(erased, from: update, limits: limits) {
      update = rest
    }
    let contents = try UpdateContents(of: update, limits: limits)
    pieces += try Updates.places(of: passage, in: update, limits: limits)
    let hadPending = document.hasPending
    try document.apply(update)
    last = entry.sequence
    if hadPending {
      search(0..<text.length)
    } else {
      searchAround(contents)
    }
  }

  // MARK: Looking around a change

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
            // What was deleted need not have stood in one place; what is new is on both sides of it.
            if let place = offset(client, clock) { note(max(0, place - 1), place) }
          }
          deleted.insert(gap, of: client)
        }
      }
    }
    for range in changed where mayBeIn(range) {
      search(max(0, range.lowerBound - wanted.count + 1)..<(range.upperBound + wanted.count - 1))
    }
  }

  /// Whether an occurrence may hold one of some units: then four around it are in the passage, too.
  private func mayBeIn(_ range: Range<Int>) -> Bool {
    guard let grams else { return true }
    let reach = Self.gramLength - 1
    let around = max(0, range.lowerBound - reach)..<min(text.length, range.upperBound + reach)
    guard around.count >= Self.gramLength else { return false }
    return Self.grams(of: Array(text.pieces(in: around).text.utf16)).contains(where: grams.contains)
  }

  private static func grams(of units: [UInt16]) -> [UInt64] {
    var found: [UInt64] = []
    var gram: UInt64 = 0
    for (index, unit) in units.enumerated() {
      gram = gram << 16 | UInt64(unit)
      if index >= gramLength - 1 { found.append(gram) }
    }
    return found
  }

  private func search(_ range: Range<Int>) {
    let range = range.clamped(to: 0..<text.length)
    guard range.count >= wanted.count else { return }
    let pieces = text.pieces(in: range)
    let places = needle.places(in: Array(pieces.text.utf16))
    for units in pieces.units(in: places)
    where units.contains(where: { !stood.contains($0.clocks, of: $0.client) }) {
      for part in units { stood.insert(part.clocks, of: part.client) }
      stoodCount += 1
    }
  }

  // MARK: What was found

  /// The units that must go, and at how many places they are.
  var found: (units: DeleteSet, placeCount: Int) {
    var (units, count) = (stood, stoodCount)
    let deleted = document.deleteSet
    for piece in pieces where !units.contains(piece.clocks, of: piece.client) {
      let known = document.nextClock(of: piece.client)
      let standing = deleted.gaps(in: piece.clocks, of: piece.client)
        .map { $0.clamped(to: 0..<known) }.filter { !$0.isEmpty }
      var kept = DeleteSet()
      // What still stands in one piece must be broken as well.
      for range in standing where range != piece.clocks && range.count < wanted.count {
        kept.insert(range, of: piece.client)
      }
      for range in kept.gaps(in: piece.clocks, of: piece.client) {
        units.insert(range, of: piece.client)
      }
      count += 1
    }
    for (client, ranges) in document.units(reading: passage).ranges {
      for range in ranges where !units.contains(range, of: client) {
        units.insert(range, of: client)
        count += 1
      }
    }
    return (units, count)
  }

  /// Whether the passage stands in the title, which people should change rather than lose.
  var standsInTitle: Bool {
    guard case .string(let title)? = document.map(PadRoots.meta).value("title") else {
      return false
    }
    return title.contains(passage)
  }

  /// Whether some units still wait for what they depend on.
  func isWaiting(for units: DeleteSet) -> Bool {
    units.ranges.contains { client, ranges in
      ranges.contains { $0.upperBound > document.nextClock(of: client) }
    }
  }
}

extension TextPieces {
  /// The units of some parts of the text, of each in its order.
  ///
  /// - Parameter places: Ascending, and none over another.
  /// - Returns: For each place its units.
  fileprivate func units(
    in places: [Range<Int>]
  ) -> [[(client: ClientID, clocks: Range<UInt64>)]] {
    var found: [[(client: ClientID, clocks: Range<UInt64>)]] = []
    var index = 0
    var offset = 0
    for place in places {
      var parts: [(client: ClientID, clocks: Range<UInt64>)] = []
      while index < pieces.count {
        let piece = pieces[index]
        let part = place.clamped(to: offset..<(offset + piece.length))
        if !part.isEmpty {
          let first = piece.first.clock + UInt64(part.lowerBound - offset)
          parts.append((piece.first.client, first..<(first + UInt64(part.count))))
        }
        // The next place may begin in this piece, too.
        guard offset + piece.length <= place.upperBound else { break }
        offset += piece.length
        index += 1
      }
      found.append(parts)
    }
    return found
  }
}

extension DeleteSet {
  /// Whether some units of a range are among these.
  func overlaps(_ range: Range<UInt64>, of client: ClientID) -> Bool {
    guard ranges[client] != nil else { return false }
    return gaps(in: range, of: client) != [range]
  }
}
