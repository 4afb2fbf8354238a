// SPDX-License-Identifier: Apache-2.0

import Crypto
import Pads
import TextCRDT

/// A pad as Etherpad exports and imports its own: the text as one revision, with its authors.
///
/// Markdown stays as it is, as plain text. Lengths are UTF-16 units, in base 36.
enum EtherpadFormat {
  /// Colours told apart, as Etherpad gives them.
  private static let colours = 64

  static func file(of pad: PadContents) -> [UInt8] {
    let authors = Authors(pad.authors, in: pad.name)
    // Etherpad's texts end with a line feed, which is there before anybody writes.
    let text = pad.text.utf8.last == UInt8(ascii: "\n") ? pad.text : pad.text + "\n"
    let body = String(text.unicodeScalars.dropLast())
    let pieces = pieces(of: Array(body.utf16), authors)
    let attributes = pieces.map(\.operations).joined()
    let pool = authors.pool
    let whole = joined(pieces + [Piece(author: nil, units: [0x0A])])
    let attributed: Value = [
      "text": .string(text), "attribs": .string(whole.map(\.operations).joined()),
    ]
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

    init(_ authors: PadContents.Authors?, in pad: String) {
      guard let authors else { return }
      var numbers: [Int: Int] = [:]
      for run in authors.runs {
        let number = numbers[run.person, default: keys.count]
        if number == keys.count {
          numbers[run.person] = number
          keys.append(Self.key(of: run.person, in: pad))
          names.append(authors.persons.first { $0.id == run.person }?.name)
        }
        runs.append((number, run.length))
      }
    }

    /// A name that nobody else has where the file is imported, of the form of Etherpad's own: the number of a
    /// person says who they are in one pad only.
    private static func key(of person: Int, in pad: String) -> String {
      let hash = SHA256.hash(data: Array("\(pad)/\(person)".utf8))
      let letters = Array("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
      return "a." + String(hash.prefix(16).map { letters[Int($0) % letters.count] })
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
    return joined(pieces)
  }

  /// Pieces of which none could be one with the one before it: Etherpad takes no others.
  private static func joined(_ pieces: [Piece]) -> [Piece] {
    var joined: [Piece] = []
    for piece in pieces {
      if let last = joined.last, last.author == piece.author {
        joined[joined.count - 1].units += piece.units
      } else {
        joined.append(piece)
      }
    }
    return joined
  }

  private static func base36(_ number: Int) -> String { String(number, radix: 36) }
}
