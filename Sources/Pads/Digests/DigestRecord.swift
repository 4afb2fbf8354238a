// SPDX-License-Identifier: Apache-2.0

/// That a member is written to about their pads, and what they know already: one record for each.
struct DigestRecord: Codable, Equatable, Sendable {
  /// Beyond so many pads the one that was longest not opened is followed no more.
  static let maximumFollows = 200
  /// So many of the member's own pads are looked at.
  static let maximumOwnPads = 500
  /// How old the note of the last opening of a pad may grow, in milliseconds: a day.
  private static let visitInterval: Int64 = 86_400_000

  /// A pad that is not the member's own and that they opened.
  struct Follow: Codable, Equatable, Sendable {
    let pad: String
    /// The link they came by; nil for the pad's own name.
    let link: String?
    /// The name by which only they come by that link.
    let name: String?
    /// When they last opened it, up to a day ago, in milliseconds since 1970.
    var visited: Int64
  }

  /// A letter that is on its way: nobody knows what became of it while this stands.
  struct Claim: Codable, Equatable, Sendable {
    /// What ``through`` is once it was taken.
    let through: [String: UInt64]
    /// What ``since`` is then.
    let time: Int64
  }

  /// Which choice of the member's this is; another one, once they stopped it and began again.
  let id: String
  var frequency: DigestFrequency
  var language: MailLanguage
  /// When the last letter went, or was wanted for the first time, in milliseconds since 1970.
  var since: Int64
  /// When the next one is to be tried.
  var due: Int64
  /// How often the mail server has not taken it.
  var failures = 0
  var follows: [Follow] = []
  /// Up to which log entry of each pad the member was told.
  var through: [String: UInt64] = [:]
  var claim: Claim?

  /// Notes that a pad was opened that is followed already.
  ///
  /// - Returns: Whether it is: by this link, or by its own name, which is worth more.
  mutating func renew(_ pad: PadName, by link: String?, at now: Int64) -> Bool {
    let index = follows.firstIndex { follow in
      follow.pad == pad.rawValue && (follow.link == nil || follow.link == link)
    }
    guard let index else { return false }
    if now - follows[index].visited >= Self.visitInterval { follows[index].visited = now }
    return true
  }

  /// Follows a pad from a log entry on.
  ///
  /// - Returns: The names that nobody comes by any more.
  mutating func add(_ new: Follow, from sequence: UInt64) -> [String] {
    guard let pad = PadName(new.pad), !renew(pad, by: new.link, at: new.visited) else {
      return [new.name].compactMap(\.self)
    }
    var given = follows.filter { $0.pad == new.pad }
    follows.removeAll { $0.pad == new.pad }
    follows.append(new)
    through[new.pad] = through[new.pad] ?? sequence
    if follows.count > Self.maximumFollows,
      let oldest = follows.min(by: { $0.visited < $1.visited })
    {
      given += remove([oldest.pad])
    }
    return given.compactMap(\.name)
  }

  /// Follows some pads no more.
  ///
  /// - Returns: How they were followed.
  @discardableResult
  mutating func remove(_ pads: Set<String>) -> [Follow] {
    let gone = follows.filter { pads.contains($0.pad) }
    follows.removeAll { pads.contains($0.pad) }
    for pad in pads { through[pad] = nil }
    return gone
  }

  /// Notes what the member knows once a letter was taken, or there was nothing to write.
  mutating func settle(_ known: Claim, at now: Int64) {
    claim = nil
    failures = 0
    since = known.time
    // What was followed meanwhile stays as it is.
    through.merge(known.through) { $1 }
    due = frequency.due(after: now)
  }

  /// How long to wait after the first failures of a period, in milliseconds; then until the next one.
  static let pauses: [Int64] = [600_000, 3_600_000, 21_600_000]

  /// Notes that the mail server has not taken a letter.
  mutating func fail(at now: Int64) {
    claim = nil
    let next = frequency.due(after: now)
    let isOver = failures >= Self.pauses.count
    due = isOver ? next : min(next, now + Self.pauses[failures])
    failures = isOver ? 0 : failures + 1
  }
}
