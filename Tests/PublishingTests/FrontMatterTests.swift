// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import TextCRDT
import Testing

@testable import Pads
@testable import Publishing

@Suite("Front matter")
struct FrontMatterTests {
  private static func pad(_ text: String, _ meta: Value = .object([])) -> PadContents {
    PadContents(
      name: "a",
      title: "a",
      heading: nil,
      created: 0,
      updated: 0,
      text: text,
      metaJSON: meta.jsonText ?? "{}",
      commentsJSON: "{}",
      update: Data(),
      authors: nil
    )
  }

  @Test("is written with the names that other programs know, ours first")
  func writes() {
    let meta: Value = [
      "licence": "CC BY 4.0", "x": ["z": [1, true]], "title": "Réunion : \"une\"",
      "tags": ["eau", "2024"], "language": "fr",
    ]
    #expect(
      FrontMatter.markdown(of: Self.pad("# A\n", meta)) == #"""
        ---
        title: "Réunion : \"une\""
        lang: fr
        tags:
        - eau
        - "2024"
        license: CC BY 4.0
        x:
          z:
          - 1
          - true
        ---

        # A

        """#
    )
    #expect(FrontMatter.markdown(of: Self.pad("# A\n")) == "# A\n")
  }

  @Test("describes people, places, events and relations as people write YAML, and reads them again")
  func describes() {
    let meta: Value = [
      "relations": ["Un tract", ["type": "replaces", "title": "Procès-verbal: avril"]],
      "people": [
        ["name": "Amina Diallo", "kind": "person", "roles": ["author", "note-taker"]], "Léo",
      ],
      "places": [["name": "Lyon", "latitude": 45.75, "longitude": -4]],
      "events": [["name": "Assemblée", "date": "2024-05-03"]], "concepts": ["eau"],
      "signers": ["Léo"],
    ]
    let written = FrontMatter.markdown(of: Self.pad("# A\n", meta))
    #expect(
      written == #"""
        ---
        places:
        - name: Lyon
          latitude: 45.75
          longitude: -4
        people:
        - name: Amina Diallo
          kind: person
          roles:
          - author
          - note-taker
        - Léo
        events:
        - name: Assemblée
          date: 2024-05-03
        concepts:
        - eau
        relations:
        - Un tract
        - type: replaces
          title: "Procès-verbal: avril"
        signers:
        - Léo
        ---

        # A

        """#
    )
    let split = FrontMatter.split(written)
    #expect(split.text == "# A\n")
    guard case .object(let members) = meta else { return }
    #expect(split.fields?.sorted { $0.key < $1.key } == members.sorted { $0.key < $1.key })
  }

  @Test("of HedgeDoc is read, and dates stay as they are written")
  func reads() {
    let split = FrontMatter.split(
      "---  \ntitle: Conseil\ntags: eau, feu\ndate: 2024-03-01\nbreaks: false\nslide: {a: 1.5}\n...\nTexte\n"
    )
    #expect(
      split.fields == [
        .init(key: "title", value: "Conseil"), .init(key: "tags", value: "eau, feu"),
        .init(key: "date", value: "2024-03-01"), .init(key: "breaks", value: false),
        .init(key: "slide", value: ["a": 1.5]),
      ]
    )
    #expect(split.text == "Texte\n")
  }

  @Test(
    "that is not understood, or would become more than it is, stays in the text",
    arguments: [
      "---\na: [\n---\ntext", "---\n- a\n---\ntext", "---\na: 1\nno end", "---\n? [a]\n: b\n---\n",
      "---\na: " + String(repeating: "[", count: 300) + "\n---\n",
      "---\na: " + String(repeating: "[", count: 999) + String(repeating: "]", count: 999)
        + "\n---\n",
      "---\na: " + String(repeating: "[", count: 30_000) + "\n---\n",
      "---\na:\n  " + String(repeating: "- ", count: 999) + "a\n---\n",
      "---\na:\n  " + String(repeating: "- ", count: 30_000) + "a\n---\n",
      "---\n" + String(repeating: "{a: ", count: 2_000) + "\n---\n",
      "---\na: " + String(repeating: "x", count: 600_000) + "\n---\n", laughs,
      "---\na: &a [x]\n*a : b\n---\n",
      "---\nsimple text\n---\n",
    ]
  )
  func leaves(text: String) {
    let split = FrontMatter.split(text)
    #expect(split.fields == nil)
    #expect(split.text == text)
  }

  /// Ten of ten of ten…, as a key.
  private static let laughs =
    "---\na: &a [x]\n"
    + zip("abcdefgh", "bcdefghi").map {
      "\($1): &\($1) [\(Array(repeating: "*\($0)", count: 10).joined(separator: ","))]\n"
    }
    .joined() + "*i : x\n---\n"

  @Test("may say the same again, a few times")
  func repeats() {
    let split = FrontMatter.split("---\na: &x [b]\nc: [*x, *x]\n---\n")
    #expect(
      split.fields == [.init(key: "a", value: ["b"]), .init(key: "c", value: [["b"], ["b"]])]
    )
  }

  @Test(
    "is none where a text only begins with a rule or has an empty one",
    arguments: [
      ("----\na\n", "----\na\n"), ("a\n---\nb\n---\n", "a\n---\nb\n---\n"), ("---\n---\n\nb", "b"),
    ]
  )
  func none(text: String, body: String) {
    let split = FrontMatter.split(text)
    #expect(split.fields == [] && split.text == body)
  }

  @Test("comes back as it was, whatever stands in it", arguments: 0..<200)
  func returns(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "é", "😀", ":", " ", "#", "---", "\n", "'", "\"", "\\", "true", "null", "~", "1e3",
      "0x1f",
      "- ", "? ", "|", ">", "%", "@", "`", "{", "}", "[", "]", ",", "&", "*", "!", "\t", "\u{85}",
      "\u{2028}", "\u{7F}", "\u{1}", "2024-01-01", "yes", "=", "<<", ".inf", "\r",
    ]
    func text() -> String {
      (0..<Int.random(in: 0..<6, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    var meta: [Value.Member] = [
      .init(key: "title", value: .string(text())),
      .init(key: "tags", value: .array([.string(text()), .string(text())])),
      .init(key: "description", value: .string(text())),
      .init(
        key: "x-\(text())",
        value: ["a": .string(text()), "b": [1.5, false, .string(text())]]
      ),
    ]
    let body = text() + text()
    let written = FrontMatter.markdown(of: Self.pad(body, .object(meta)))
    let split = FrontMatter.split(written)
    meta.swapAt(1, 2)
    meta = [meta[0], meta[2], meta[1], meta[3]]
    #expect(split.text == body, "\(written.debugDescription)")
    #expect(split.fields == meta, "\(written.debugDescription)")
  }
}
