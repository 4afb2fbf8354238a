// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import TextCRDT

@Suite("The tree of positions")
struct PositionTreeTests {
  @Test(
    "sums stay true while inner nodes split under edits everywhere",
    arguments: seeds(0..<20)
  )
  func sumsStayTrue(seed: Int) throws {
    let document = Document(clientID: ClientID(rawValue: 7))
    let text = document.text("content")
    var model: [UInt8] = []
    var state = UInt64(seed) &+ 1
    for step in 0..<400 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let offset = Int(state >> 33) % (model.count + 1)
      if state & 0x7000 == 0, offset < model.count {
        try text.remove(offset..<(offset + 1))
        model.remove(at: offset)
      } else {
        let letter = UInt8(ascii: "a") + UInt8(step % 26)
        try text.insert(String(decoding: [letter], as: UTF8.self), at: offset)
        model.insert(letter, at: offset)
      }
      if step % 20 == 0 { document.checkInvariants() }
    }
    document.checkInvariants()
    #expect(Array(text.string.utf8) == model)
  }
}
