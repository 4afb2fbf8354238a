// SPDX-License-Identifier: Apache-2.0

import Pads
import Testing

@Suite struct PadNameTests {
  @Test("accepts what an address may carry", arguments: ["a", "A-b_c.9", "...", "-", "._"])
  func accepts(text: String) {
    #expect(PadName(text)?.rawValue == text)
  }

  @Test("accepts 128 characters and refuses 129")
  func length() {
    #expect(PadName(String(repeating: "a", count: 128)) != nil)
    #expect(PadName(String(repeating: "a", count: 129)) == nil)
  }

  @Test(
    "refuses everything else",
    arguments: ["", ".", "..", "a/b", "a b", "é", "a\0", "~abc", "%41", "a\n", "../x", "a:b"]
  )
  func refuses(text: String) {
    #expect(PadName(text) == nil)
  }

  @Test("draws names that are 22 characters long, valid, and different")
  func random() {
    let names = (0..<1_000).map { _ in PadName.random() }
    #expect(Set(names).count == 1_000)
    #expect(names.allSatisfy { $0.rawValue.count == 22 && PadName($0.rawValue) == $0 })
  }
}
