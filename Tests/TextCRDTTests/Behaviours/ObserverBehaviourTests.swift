// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("Observers are told what Yjs's are told")
struct ObserverBehaviourTests {
  private let replicas = Replicas(2)
  private var document: Document { replicas[0] }

  @Test("what came and went in a text, with attributes, here and from elsewhere")
  func textChanges() throws {
    let text = document.text("content")
    var told: [[TextChange]] = []
    text.observe { told.append($0.textChanges) }
    var toldElsewhere: [[TextChange]] = []
    replicas[1].text("content").observe { toldElsewhere.append($0.textChanges) }
    try text.insert("abcd", at: 0)
    try replicas.synchronize()
    try text.remove(1..<3)
    try replicas.synchronize()
    try text.format(0..<1, ["bold": true])
    try replicas.synchronize()
    let expected: [[TextChange]] = [
      [.insert("abcd")], [.retain(1), .delete(2)], [.retain(1, ["bold": true])],
    ]
    #expect(told == expected)
    #expect(toldElsewhere == expected)
  }

  @Test("which elements came and went")
  func elementChanges() throws {
    let array = document.array("list")
    var told: [[ElementChange]] = []
    array.observe { told.append($0.elementChanges) }
    try array.append([1, 2, 3])
    _ = try document.transact {
      try array.remove(1..<2)
      try array.append([4])
    }
    #expect(
      told == [
        [.insert([.value(1), .value(2), .value(3)])],
        [.retain(1), .delete(1), .retain(1), .insert([.value(4)])],
      ]
    )
  }

  @Test("which keys came, changed and went, and what they held")
  func keyChanges() throws {
    let map = document.map("meta")
    var told: [KeyChange] = []
    map.observe { told += $0.keyChanges }
    try map.set("a", 1)
    try map.set("a", 2)
    map.remove("a")
    #expect(told.map(\.action) == [.added, .updated, .removed])
    #expect(told.map(\.oldContent) == [nil, .value(1), .value(2)])
    #expect(told.map(\.newContent) == [.value(1), .value(2), nil])
  }

  @Test("nothing of what came and went within one transaction")
  func transientChanges() throws {
    let array = document.array("list")
    var told: [[ElementChange]] = []
    array.observe { told.append($0.elementChanges) }
    _ = try document.transact {
      try array.append([1])
      try array.remove(0..<1)
    }
    #expect(told.allSatisfy { $0.isEmpty })
  }

  @Test("once a transaction, when it is over, whoever caused it")
  func causes() throws {
    var told: [(TransactionCause, TransactionSource?)] = []
    document.text("content").observe { told.append(($0.cause, $0.source)) }
    _ = try document.transact(source: TransactionSource(rawValue: 7)) {
      try document.text("content").insert("a", at: 0)
      try document.text("content").insert("b", at: 0)
      #expect(told.isEmpty)
    }
    try replicas[1].text("content").insert("c", at: 0)
    try replicas.synchronize()
    #expect(told.map(\.0) == [.local, .remote])
    #expect(told.map(\.1) == [TransactionSource(rawValue: 7), nil])
  }

  @Test(
    "in depth, with the way to what changed, nearest first; what is new has no event of its own"
  )
  func deepChanges() throws {
    let map = document.map("meta")
    var told: [[[PathStep]]] = []
    map.observeDeeply { told.append($0.map(\.path)) }
    let inner = try map.set("list", content: .array([.text("x")]))
    guard case .array(let array) = inner, case .text(let text)? = array[0] else { return }
    #expect(told == [[[]]])
    told = []
    _ = try document.transact {
      try text.insert("y", at: 0)
      try map.set("other", 1)
      try array.insert([0], at: 0)
    }
    #expect(told == [[[], [.key("list")], [.key("list"), .index(1)]]])
  }

  @Test("in new transactions, of what they edit themselves, each in its turn")
  func editsOfObservers() throws {
    let text = document.text("content")
    var told: [String] = []
    text.observe { [unowned document] event in
      told.append(document.text("content").string)
      if told.count < 3 { try? document.text("content").insert("x", at: 0) }
    }
    try text.insert("a", at: 0)
    #expect(told == ["a", "xa", "xxa"])
  }

  @Test("of a transaction all of it as one update, and of an empty one nothing")
  func summaries() throws {
    let mirror = Document(clientID: ClientID(rawValue: 9))
    var count = 0
    document.observe { summary in
      count += 1
      #expect(throws: Never.self) { try mirror.apply(summary.update) }
      #expect(summary.stateBefore != summary.stateAfter || summary.deletions != DeleteSet())
    }
    _ = try document.transact {
      try document.text("content").insert("abc", at: 0)
      try document.map("meta").set("a", 1)
    }
    _ = document.transact {}
    try document.text("content").remove(0..<1)
    #expect(count == 2)
    #expect(mirror.encodedState() == document.encodedState())
  }

  @Test("which sub-documents came, went, and should be loaded")
  func subdocuments() throws {
    var added: [String] = []
    var removed: [String] = []
    document.observe { summary in
      added += summary.subdocumentsAdded.map(\.identifier)
      removed += summary.subdocumentsRemoved.map(\.identifier)
    }
    try document.map("meta").set("a", content: .document(Subdocument(identifier: "one")))
    try document.map("meta").set("a", content: .document(Subdocument(identifier: "two")))
    document.map("meta").remove("a")
    #expect(added == ["one", "two"])
    #expect(removed == ["one", "two"])
  }

  @Test("no more once they gave it up")
  func cancels() throws {
    var count = 0
    let subscription = document.text("content").observe { _ in count += 1 }
    try document.text("content").insert("a", at: 0)
    subscription.cancel()
    subscription.cancel()
    try document.text("content").insert("b", at: 0)
    #expect(count == 1)
  }
}
