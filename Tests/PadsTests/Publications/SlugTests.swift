// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pads

@Suite("Slugs") struct SlugTests {
  @Test(
    "are what of a name identifies it",
    arguments: [
      ("Charte de l'Encrier", "charte-de-l-encrier"), ("  Élan — ÉTÉ  ", "elan-ete"),
      ("e\u{301}te\u{301}", "ete"), ("été", "ete"), ("Ёлка", "елка"), ("日本語", "日本語"),
      ("a/b\\c..d", "a-b-c-d"), ("../../etc/passwd", "etc-passwd"), ("ﬁn", "fin"),
      ("A\u{202E}B\u{0}C", "ab-c"), ("Straße 12", "straße-12"),
    ]
  )
  func names(name: String, slug: String) {
    #expect(Slug.of(name) == slug)
  }

  @Test(
    "never are a system's own names, empty, or too long",
    arguments: ["", "…", "CON", "index", "nul", String(repeating: "é日", count: 200)]
  )
  func reserved(name: String) {
    let slug = Slug.of(name)
    #expect(!["", "con", "index", "nul"].contains(slug) && slug.utf8.count <= Slug.maximumBytes)
    #expect(slug == Slug.of(name) && slug != Slug.of(name + "x"))
  }

  @Test("of any name are fit for a file and an address", arguments: seeds(0..<200))
  func anything(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var name = ""
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      let range: ClosedRange<UInt32> =
        [0...0x7F, 0...0x7F, 0x80...0x24F, 0x300...0x36F, 0x370...0xD7FF, 0xE000...0x10FFFF]
        .randomElement(using: &random) ?? 0...0x7F
      UnicodeScalar(UInt32.random(in: range, using: &random)).map {
        name.unicodeScalars.append($0)
      }
    }
    let slug = Slug.of(name)
    #expect(!slug.isEmpty && slug.utf8.count <= Slug.maximumBytes)
    for sign in ["/", "\\", ".", "\u{0}", " ", "?", "#", "%", "&", "<", "\"", "--"] {
      #expect(!slug.contains(sign), "\(name.debugDescription)")
    }
    #expect(slug.first != "-" && slug.last != "-")
    #expect(Slug.of(slug) == slug, "\(name.debugDescription)")
  }
}
