// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import PadServer
@testable import Pads

@Suite("A letter about pads")
struct DigestLetterTests {
  private let url = "https://pads.exemple.fr"
  private let stop = "https://pads.exemple.fr/digest/stop?letter=abc.def"

  private func person(
    _ id: Int,
    _ kind: HistoryPerson.Kind,
    _ name: String? = nil,
    isRelaying: Bool = false
  ) -> HistoryPerson {
    HistoryPerson(id: id, kind: kind, name: name, isMine: false, isRelaying: isRelaying)
  }

  private func changes(_ lines: [String], _ people: [HistoryPerson?]) throws -> PadChanges {
    let moment = FoundMoment(sequence: 1, time: 1)
    let parts =
      lines.map { line in
        DifferencePart(
          kind: "inserted",
          text: "\(line)\n",
          person: people.first??.id,
          time: nil,
          move: nil
        )
      }
      + people.dropFirst().map { person in
        DifferencePart(kind: "deleted", text: "x", person: person?.id, time: nil, move: nil)
      }
    return try #require(
      PadChanges(
        PadDifference(from: moment, to: moment, persons: people.compactMap(\.self), parts: parts)
      )
    )
  }

  private func letter(_ digest: Digest, _ language: MailLanguage) -> Letter {
    Letter(digest, stop: stop, publicURL: url, DigestWords.of(language))
  }

  private func digest(_ pads: [Digest.Pad], more: Int = 0) -> Digest {
    Digest(frequency: .weekly, since: 1_700_000_000_000, pads: pads, moreCount: more)
  }

  @Test("says in either language which pads changed, by whom, how much, and where to look")
  func words() throws {
    let pads = [
      Digest.Pad(
        title: "Réunion",
        shownName: "reunion",
        from: 2,
        to: 40,
        changes: try changes(["Le budget", "— 3 000 €"], [person(1, .member, "Bob"), nil])
      ),
      Digest.Pad(title: nil, shownName: "~abc", from: 1, to: 2, changes: nil),
    ]
    let french = letter(digest(pads, more: 2), .fr)
    #expect(french.subject == "Du nouveau dans 4 pads sur pads.exemple.fr")
    let expected = """
      Bonjour,

      Voici ce que d’autres ont changé dans vos pads sur pads.exemple.fr depuis le 14 novembre 2023.

      Réunion
      -------
      1 passage changé
      Bob (20 caractères écrits) ; on ne sait qui (1 caractère effacé)
      + Le budget
      + — 3 000 €
      https://pads.exemple.fr/p/reunion/history#from=2&to=40

      Pad sans titre
      --------------
      Ce pad a changé.
      https://pads.exemple.fr/p/~abc

      Et 2 autres pads ont changé.

      --\u{20}
      Vous avez choisi de recevoir cette lettre chaque semaine où il y a du nouveau :
      https://pads.exemple.fr/account

      Pour ne plus en recevoir, sans vous connecter :
      https://pads.exemple.fr/digest/stop?letter=abc.def

      """
    #expect(french.text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") == expected)

    let english = letter(digest([pads[0]]), .en)
    #expect(english.subject == "News in “Réunion”")
    for line in [
      "Hello,", "1 passage changed",
      "Bob (20 characters written); nobody knows who (1 character deleted)",
      "To get no more of them, without signing in:", stop,
    ] {
      #expect(english.text.components(separatedBy: "\n").contains(line), "\(line)")
    }
    #expect(english.text.contains("since 14 November 2023."))
  }

  @Test("lets mail programs stop such letters, and no title or text add a line to its head")
  func head() throws {
    let evil = "x\r\nBcc: victim@exemple.fr\r\n\r\n<script>"
    let pad = Digest.Pad(
      title: evil,
      shownName: "a",
      from: 0,
      to: 1,
      changes: try changes([evil], [person(1, .member, evil)])
    )
    for language in MailLanguage.allCases {
      let message = letter(digest([pad]), language)
        .message(from: "pads@exemple.fr", to: "anne@exemple.fr", at: Date())
      let parts = message.components(separatedBy: "\r\n\r\n")
      #expect(parts.count == 2)
      let head = parts[0].components(separatedBy: "\r\n")
      #expect(head.contains("List-Unsubscribe: <\(stop)>"))
      #expect(head.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
      #expect(head.contains("Content-Type: text/plain; charset=utf-8"))
      #expect(!head.contains { $0.lowercased().hasPrefix("bcc") })
      let body = parts[1].replacingOccurrences(of: "\r\n", with: "")
      let text = String(decoding: try #require(Data(base64Encoded: body)), as: UTF8.self)
      #expect(text.contains("x Bcc: victim@exemple.fr <script>"))
      #expect(!text.contains("\nBcc") && !text.contains("\r\nBcc"))
    }
  }

  @Test("calls people as the pages do, and no more of them than it can")
  func people() throws {
    let words = DigestWords.of(.fr)
    #expect(words.name(of: person(2, .guest)) == "invité 2")
    #expect(words.name(of: person(2, .member)) == "invité 2")
    #expect(words.name(of: person(3, .anonymous)) == "sans identité")
    #expect(words.name(of: person(4, .server)) == "le serveur")
    #expect(words.name(of: person(5, .erased)) == "une personne effacée")
    #expect(words.name(of: person(6, .member, "Zoé", isRelaying: true)) == "Zoé (rapporté)")
    let crowd = (1...9).map { person($0, .guest) as HistoryPerson? }
    let pad = Digest.Pad(
      title: "x",
      shownName: "x",
      from: 1,
      to: 2,
      changes: try changes(["y"], crowd)
    )
    #expect(letter(digest([pad]), .fr).text.contains("; 4 autres personnes\n"))
  }
}
