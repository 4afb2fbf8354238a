// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// A pad as Etherpad exports and imports its own: the text as one revision, with its authors.
///
/// Markdown stays as it is, as plain text. Lengths are UTF-16 units, in base 36.
enum EtherpadFormat {
  /// Colours told apart, as Etherpad gives them.
  private static let colours = 64

  static func file(of pad: PadContents) -> [UInt8] {
    let authors = Authors(pad.authors)
    // Etherpad's texts end with a line feed, which is there before anybody writes.
    let text = pad.text.hasSuffix("\n") ? pad.text : pad.text + "\n"
    let body = String(text.dropLast())
    let pieces = pieces(of: Array(body.utf16), authors)
    let attributes = pieces.map(\.operations).joined()
    let pool = authors.pool
    let attributed: Value = ["text": .string(text), "attribs": .string(attributes + "|1+1")]
    let length = body.utf16.count
    let changeset = "Z:1>\(base36(length))\(attributes)$\(body)"
    let first = authors.keys.first ?? ""
    var members: [Value.Member] = [
      .init(
        key: "pad:\(pad.name)",
        value: [
          "atext": attributed, "pool": pool, "head": 0, "chatHead": -1, "publicStatus": false,
          "savedRevisions": [],
        ]
      ),
      .init(
        key: "pad:\(pad.name):revs:0",
        value: [
          "changeset": .string(changeset),
          "meta": [
            "author": .string(first), "timestamp": .number(Double(pad.updated)), "pool": pool,
            "atext": attributed,
          ],
        ]
      ),
    ]
    for (number, key) in authors.keys.enumerated() {
      members.append(
        .init(
          key: "globalAuthor:\(key)",
          value: [
            "colorId": .number(Double(number % colours)),
            "name": authors.names[number].map { .string($0) } ?? .null,
            "timestamp": .number(Double(pad.updated)), "padIDs": .string(pad.name),
          ]
        )
      )
    }
    return Array((Value.object(members).jsonText ?? "{}").utf8) + [UInt8(ascii: "\n")]
  }

  /// Those who wrote what stands: their keys and names, and whose each unit is.
  private struct Authors {
    private(set) var keys: [String] = []
    private(set) var names: [String?] = []
    /// Runs by number in `keys`, in order and without gaps.
    private(set) var runs: [(author: Int, length: Int)] = []

    init(_ authors: PadContents.Authors?) {
      guard let authors else { return }
      var numbers: [Int: Int] = [:]
      for run in authors.runs {
        let number = numbers[run.person, default: keys.count]
        if number == keys.count {
          numbers[run.person] = number
          keys.append("a.encrier\(run.person)")
          names.append(authors.persons.first { $0.id == run.person }?.name)
        }
        runs.append((number, run.length))
      }
    }

    var pool: Value {
      let entries = keys.enumerated().map { number, key in
        Value.Member(key: "\(number)", value: ["author", .string(key)])
      }
      return ["numToAttrib": .object(entries), "nextNum": .number(Double(keys.count))]
    }
  }

  /// What one author wrote in one go.
  private struct Piece {
    let author: Int?
    var units: ArraySlice<UInt16>

    /// Whole lines first, then what stands on the last.
    var operations: String {
      let mark = author.map { "*\(EtherpadFormat.base36($0))" } ?? ""
      let lines = units.count { $0 == 0x0A }
      let end = units.lastIndex(of: 0x0A).map { $0 + 1 } ?? units.startIndex
      var text = ""
      if lines > 0 {
        let length = end - units.startIndex
        text += "\(mark)|\(EtherpadFormat.base36(lines))+\(EtherpadFormat.base36(length))"
      }
      let rest = units.endIndex - end
      if rest > 0 { text += "\(mark)+\(EtherpadFormat.base36(rest))" }
      return text
    }
  }

  private static func pieces(of units: [UInt16], _ authors: Authors) -> [Piece] {
    var pieces: [Piece] = []
    var offset = 0
    for run in authors.runs {
      let end = min(offset + run.length, units.count)
      if end > offset { pieces.append(Piece(author: run.author, units: units[offset..<end])) }
      offset = end
    }
    if offset < units.count { pieces.append(Piece(author: nil, units: units[offset...])) }
    return pieces
  }

  private static func base36(_ number: Int) -> String { String(number, radix: 36) }
}
