// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

extension Letter {
  /// So many people of a pad are named.
  private static let maximumPeople = 5
  /// The longest title, in characters.
  private static let maximumTitle = 100

  /// Writes to a member about what others changed in their pads.
  ///
  /// - Parameters:
  ///   - digest: What changed.
  ///   - stop: The address that stops such letters, by GET for people and by POST for mail programs
  ///     ([RFC 8058](https://www.rfc-editor.org/rfc/rfc8058)).
  ///   - publicURL: The server's address, without a final slash.
  ///   - words: In which language.
  init(_ digest: Digest, stop: String, publicURL: String, _ words: DigestWords) {
    let host = URLComponents(string: publicURL)?.host ?? publicURL
    let titles = digest.pads.map { Self.title(of: $0, words) }
    let padCount = digest.pads.count + digest.moreCount
    subject =
      if padCount == 1, let title = titles.first {
        words.subject(title)
      } else {
        words.subject(padCount, host)
      }
    var lines = [
      words.greeting, "", words.beginning(host, Date(milliseconds: digest.since)), "",
    ]
    for (pad, title) in zip(digest.pads, titles) {
      lines += [title, String(repeating: "-", count: min(title.count, 72))]
      lines += Self.lines(of: pad, words)
      lines += [Self.address(of: pad, publicURL), ""]
    }
    if digest.moreCount > 0 { lines += [words.more(digest.moreCount), ""] }
    lines += [
      "-- ", words.reason(digest.frequency), "\(publicURL)/account", "", words.stopping, stop, "",
    ]
    text = lines.joined(separator: "\n")
    headers = [
      "List-Unsubscribe: <\(stop)>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]
  }

  private static func title(of pad: Digest.Pad, _ words: DigestWords) -> String {
    let title = OneLine.text(of: pad.title ?? "", maximumCharacters: maximumTitle)
    return title.isEmpty ? words.untitled : title
  }

  private static func lines(of pad: Digest.Pad, _ words: DigestWords) -> [String] {
    guard let changes = pad.changes else { return [words.changed] }
    let people = changes.amounts.prefix(maximumPeople).map(words.amount)
    let others = changes.amounts.count - people.count
    let all = others > 0 ? people + [words.others(others)] : people
    return [words.count(changes.count), words.list(all)] + changes.lines.map { "+ \($0)" }
  }

  /// Where the changes are shown; who may not see the past is shown the pad.
  private static func address(of pad: Digest.Pad, _ publicURL: String) -> String {
    let page = "\(publicURL)/p/\(pad.shownName)"
    return pad.changes == nil ? page : "\(page)/history#from=\(pad.from)&to=\(pad.to)"
  }
}

extension Date {
  fileprivate init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1_000)
  }
}
