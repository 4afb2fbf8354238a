// SPDX-License-Identifier: Apache-2.0

/// Which records a harvester asks for, and how far it came.
///
/// A wish is also its own resumption token: it holds all that was asked, and the last item that was
/// given. So a server remembers nothing of who harvests, and a token never expires.
struct HarvestWish: Equatable {
  /// `ListRecords`, `ListIdentifiers` or `ListSets`.
  var verb: String
  /// The format; empty for sets.
  var prefix = ""
  /// The set; nil for all.
  var set: String?
  /// As they were asked for.
  var from: String?
  var until: String?
  /// The second and the name of the last item that was given; of a set only what names it.
  var after: (second: Int64, name: String)?
  /// How many were given.
  var count = 0

  /// The first second that is asked for.
  var first: Int64? { from.flatMap(HarvestTime.seconds)?.first }
  /// The last second that is asked for.
  var last: Int64? { until.flatMap(HarvestTime.seconds)?.last }

  init(verb: String) { self.verb = verb }

  /// The wish as a token.
  var token: String {
    [
      verb, prefix, set ?? "", from ?? "", until ?? "", "\(after?.second ?? 0)", after?.name ?? "",
      "\(count)",
    ].joined(separator: ",")
  }

  /// Reads a token.
  ///
  /// - Parameters:
  ///   - token: What ``token`` made; who changes it may only ask for something else.
  ///   - verb: The verb it came with.
  /// - Throws: `badResumptionToken` for anything else.
  init(token: String, verb: String) throws(HarvestError) {
    let words = token.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let failure = HarvestError(
      code: .badResumptionToken,
      message: "This server did not make that token for \(verb)."
    )
    guard token.utf8.count <= 4_096, words.count == 8, let second = Int64(words[5]),
      second.magnitude < 1 << 40, let count = Int(words[7]), (1...1_000_000_000).contains(count),
      !words[6].isEmpty
    else { throw failure }
    self.init(verb: words[0])
    (prefix, after, self.count) = (words[1], (second, words[6]), count)
    set = words[2].isEmpty ? nil : words[2]
    from = words[3].isEmpty ? nil : words[3]
    until = words[4].isEmpty ? nil : words[4]
    guard self.token == token, self.verb == verb else { throw failure }
    if verb == "ListSets" {
      guard prefix.isEmpty, set == nil, from == nil, until == nil else { throw failure }
      return
    }
    do throws(HarvestError) { try check() } catch { throw failure }
  }

  /// Looks at what was asked.
  ///
  /// - Throws: ``HarvestError``.
  func check() throws(HarvestError) {
    if let set, !Self.isSpec(set) { throw .badArgument("That cannot name a set.") }
    let times = [from, until].map { time in time.map(HarvestTime.seconds) }
    guard times.allSatisfy({ $0.map { $0 != nil } ?? true }) else {
      throw .badArgument("Times are days, as 2024-01-31, or seconds, as 2024-01-31T12:00:00Z.")
    }
    if let first = times[0] ?? nil, let last = times[1] ?? nil {
      guard first.granularity == last.granularity else {
        throw .badArgument("Both times have to be days, or both seconds.")
      }
      guard first.first <= last.last else { throw .badArgument("It ends before it begins.") }
    }
    guard HarvestFormat(rawValue: prefix) != nil else {
      throw HarvestError(code: .cannotDisseminateFormat, message: "There is no such format.")
    }
  }

  /// Whether a word may name a set: unreserved characters of addresses, in parts with `:` between.
  private static func isSpec(_ word: String) -> Bool {
    word.split(separator: ":", omittingEmptySubsequences: false).allSatisfy(HarvestFormat.isWord)
  }

  static func == (left: Self, right: Self) -> Bool { left.token == right.token }
}
