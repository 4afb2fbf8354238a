// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

// The code of the articles in `TextCRDT.docc`, word for word, with what comes of it.
@Suite("The examples of the documentation hold")
struct DocumentationExampleTests {
  @Test("a first document")
  func firstDocument() throws {
    let document = Document(clientID: ClientID(rawValue: 7))
    let text = document.text("content")
    try text.insert("Bonjour", at: 0)
    try text.format(0..<3, ["bold": true])
    try document.map("meta").set("title", "Salut")
    try document.array("list").append([1, true, "x"])
    #expect(text.runs == [.text("Bon", ["bold": true]), .text("jour")])
    #expect(document.map("meta").json == ["title": "Salut"])
    #expect(document.array("list").json == [1, true, "x"])
  }

  @Test("synchronizing two documents")
  func synchronizing() throws {
    let here = Document(clientID: ClientID(rawValue: 1))
    let there = Document(clientID: ClientID(rawValue: 2))
    let update = try here.transact { try here.text("content").insert("Bonjour", at: 0) }
    if let update { try there.apply(update) }
    try there.text("content").insert(" à tous", at: 7)
    try here.apply(there.encodedState(since: here.stateVector))
    #expect(here.text("content").string == "Bonjour à tous")
  }

  @Test("observing changes")
  func observing() throws {
    let document = Document(clientID: ClientID(rawValue: 1))
    let text = document.text("content")
    var changes: [TextChange] = []
    let subscription = text.observe { event in changes += event.textChanges }
    try text.insert("Bonjour", at: 0)
    subscription.cancel()
    #expect(changes == [.insert("Bonjour")])
  }

  @Test("undoing one person's edits")
  func undoing() throws {
    let document = Document(clientID: ClientID(rawValue: 1))
    let text = document.text("content")
    let history = UndoHistory(of: [text.reference], in: document) { .zero }
    try text.insert("Bonjour", at: 0)
    try history.undo()
    #expect(text.string == "")
    try history.redo()
    #expect(text.string == "Bonjour")
  }

  @Test("limits and threads")
  func limits() throws {
    var limits = Limits()
    limits.maximumDocumentBytes = 1 << 20
    let document = Document(clientID: ClientID(rawValue: 1), limits: limits)
    let prepared = try document.prepare([0, 0])
    #expect(!document.integrate(prepared).changed)
  }
}
