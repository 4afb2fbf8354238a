// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("Shared XML behaves as Yjs's")
struct XMLBehaviourTests {
  private func element(_ content: Content?) throws -> SharedXMLElement {
    guard case .xmlElement(let element)? = content else { throw EditError.notAChild }
    return element
  }

  @Test("sets, gives and removes attributes, here and elsewhere")
  func attributes() throws {
    let replicas = Replicas(2)
    try replicas[0].xmlFragment("page").append([.xmlElement(name: "p")])
    let here = try element(replicas[0].xmlFragment("page")[0])
    try here.setAttribute("height", "10")
    try here.setAttribute("class", "x")
    #expect(here.attribute("height") == .value("10"))
    #expect(here.attribute("width") == nil)
    here.removeAttribute("class")
    try replicas.synchronize()
    let there = try element(replicas[1].xmlFragment("page")[0])
    #expect(there.attributeNames == ["height"])
    #expect(replicas[1].xmlFragment("page").string == "<p height=\"10\"></p>")
  }

  @Test("finds elements by name at whatever depth")
  func finds() throws {
    let fragment = Replicas(1)[0].xmlFragment("page")
    try fragment.append([
      .xmlElement(name: "p", children: [.xmlText("a"), .xmlElement(name: "img")]),
      .xmlElement(name: "P"), .xmlText("b"),
    ])
    #expect(fragment.elements(named: "p").count == 2)
    #expect(fragment.elements(named: "img").count == 1)
    #expect(fragment.elements(named: "h1").isEmpty)
  }

  @Test("writes the formats of a text as elements around it, sorted")
  func textFormats() throws {
    let fragment = Replicas(1)[0].xmlFragment("page")
    try fragment.append([.xmlText("")])
    guard case .xmlText(let text)? = fragment[0] else { return }
    try text.text.insert("A", at: 0, attributes: ["b": [:]])
    try text.text.insert("C", at: 1, attributes: ["b": [:], "a": ["href": "x"]])
    #expect(fragment.string == "<b>A</b><a href=\"x\"><b>C</b></a>")
    try text.setAttribute("test", 42)
    #expect(text.attribute("test") == .value(42))
  }

  @Test("knows siblings, which deletions skip")
  func siblings() throws {
    let fragment = Replicas(1)[0].xmlFragment("page")
    try fragment.append([.xmlElement(name: "a"), .xmlText("b"), .xmlElement(name: "c")])
    try fragment.remove(1..<2)
    let first = try element(fragment[0])
    let last = try element(fragment[1])
    #expect(first.nextSibling == .xmlElement(last))
    #expect(last.previousSibling == .xmlElement(first))
    #expect(first.previousSibling == nil)
    #expect(last.nextSibling == nil)
  }

  @Test("inserts behind a child, and refuses a child of another parent")
  func insertsAfter() throws {
    let document = Replicas(1)[0]
    let fragment = document.xmlFragment("page")
    try fragment.insert([.xmlElement(name: "first")], after: nil)
    let first = try element(fragment[0])
    try fragment.insert([.xmlElement(name: "second")], after: first.reference)
    try fragment.insert([.xmlElement(name: "zeroth")], after: nil)
    #expect(fragment.string == "<zeroth></zeroth><first></first><second></second>")
    #expect(throws: EditError.notAChild) {
      try document.xmlFragment("other").insert([.xmlText("x")], after: first.reference)
    }
  }

  @Test("merges what two people put into one element")
  func merges() throws {
    let replicas = Replicas(2)
    try replicas[0].xmlFragment("page").append([.xmlElement(name: "p")])
    try replicas.synchronize()
    for (index, document) in replicas.documents.enumerated() {
      try element(document.xmlFragment("page")[0]).append([.xmlText("\(index)")])
      try element(document.xmlFragment("page")[0]).setAttribute("by", .string("\(index)"))
    }
    try replicas.synchronize()
    for document in replicas.documents {
      #expect(document.xmlFragment("page").string == "<p by=\"1\">01</p>")
    }
  }
}
