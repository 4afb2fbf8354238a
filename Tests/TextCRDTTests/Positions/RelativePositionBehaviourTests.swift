// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("A relative position is found again after edits around it, as in Yjs")
struct RelativePositionBehaviourTests {
  @Test(
    "wherever it was made, with either association",
    arguments: [["1"], ["abc"], ["a", "b", "c"], ["ab", "", "é😀"]] as [[String]],
    [0, -1]
  )
  func everywhere(parts: [String], association: Int) throws {
    let document = Document(clientID: ClientID(rawValue: 5))
    let text = document.text("content")
    for part in parts { try text.insert(part, at: 0) }
    try text.remove(0..<1)
    for offset in 0...text.length {
      let position = try text.relativePosition(at: offset, association: association)
      #expect(text.offset(of: position) == offset)
      let read = try RelativePosition(decoding: position.encoded())
      #expect(text.offset(of: read) == offset)
      #expect(try text.offset(of: RelativePosition(json: position.json)) == offset)
    }
  }

  @Test("beside an insertion at its place, before it or behind it by its association")
  func associations() throws {
    let document = Document(clientID: ClientID(rawValue: 5))
    let text = document.text("content")
    try text.insert("ab", at: 0)
    let right = try text.relativePosition(at: 1, association: 0)
    let left = try text.relativePosition(at: 1, association: -1)
    try text.insert("x", at: 1)
    #expect(text.offset(of: right) == 2)
    #expect(text.offset(of: left) == 1)
  }
}
