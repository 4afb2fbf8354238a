// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCRDT

@Suite("The reach of an update")
struct UpdateReachTests {
  private func document(_ client: UInt64) -> Document {
    Document(clientID: ClientID(rawValue: client))
  }

  /// A document that has a thread of client 7's with a reply of client 8's, and client 7's text.
  private func pad() throws -> (server: Document, anne: Document, bob: Document) {
    let server = document(1)
    let anne = document(7)
    let bob = document(8)
    _ = try anne.transact { () throws(EditError) in
      try anne.text("content").insert("bonjour", at: 0)
      try anne.map("comments").set(
        "t1",
        content: .map([("body", .value("oui ?")), ("replies", .array([]))])
      )
    }
    try bob.apply(anne.encodedState())
    _ = try bob.transact { () throws(EditError) in
      try bob.map("comments").map("t1")?.array("replies")?
        .append(contents: [.map([("body", .value("non"))])])
    }
    for other in [anne, server] { try other.apply(bob.encodedState()) }
    return (server, anne, bob)
  }

  private func edit(
    _ document: Document,
    _ body: (Document) throws(EditError) -> Void
  ) throws -> [UInt8] {
    try #require(try document.transact { () throws(EditError) in try body(document) })
  }

  private func reach(of update: [UInt8], in document: Document) throws -> UpdateReach {
    let before = document.encodedState()
    let prepared = try document.prepare(update)
    let reach = document.reach(of: prepared)
    document.discard(prepared)
    #expect(document.encodedState() == before)
    return reach
  }

  private func deletions(_ reach: UpdateReach) -> Set<String> {
    Set(reach.deletions.map { "\($0.root ?? "?") \($0.client.rawValue)" })
  }

  @Test("names the roots of new items, also where only a neighbour tells them")
  func roots() throws {
    let (server, anne, bob) = try pad()
    let typed = try edit(anne) { document throws(EditError) in
      try document.text("content").insert("!", at: 4)
    }
    #expect(try reach(of: typed, in: server) == UpdateReach(insertedRoots: ["content"]))
    let mixed = try edit(bob) { document throws(EditError) in
      try document.map("comments").map("t1")?.set("resolved", true)
      try document.map("meta").set("title", "T")
      try document.array("other").append([1])
    }
    #expect(
      try reach(of: mixed, in: server).insertedRoots == ["comments", "meta", "other"]
    )
  }

  @Test("follows parents that come with the update, and those the document has")
  func nesting() throws {
    let (server, _, bob) = try pad()
    let update = try edit(bob) { document throws(EditError) in
      try document.map("comments").set("t2", content: .map([("replies", .array([]))]))
      try document.map("comments").map("t2")?.array("replies")?
        .append(contents: [.text("deep"), .map([("x", .text("deeper"))])])
      try document.map("comments").map("t1")?.array("replies")?.append([1])
    }
    let found = try reach(of: update, in: server)
    #expect(found == UpdateReach(insertedRoots: ["comments"]))
  }

  @Test("counts no repetition: a whole document that brings nothing is empty")
  func repetition() throws {
    let (server, anne, _) = try pad()
    _ = try edit(anne) { document throws(EditError) in
      try document.text("content").remove(0..<3)
    }
    try server.apply(anne.encodedState())
    #expect(try reach(of: anne.encodedState(), in: server).isEmpty)
  }

  @Test("names whose units an explicit delete takes")
  func explicitDeletes() throws {
    let (server, anne, bob) = try pad()
    _ = try edit(bob) { document throws(EditError) in
      try document.text("content").insert("BOB", at: 3)
    }
    for other in [anne, server] { try other.apply(bob.encodedState()) }
    let update = try edit(anne) { document throws(EditError) in
      try document.text("content").remove(2..<8)
    }
    let found = try reach(of: update, in: server)
    #expect(found.insertedRoots.isEmpty)
    #expect(deletions(found) == ["content 7", "content 8"])
  }

  @Test("an overwritten entry is deleted, with all that others put inside")
  func impliedDeletes() throws {
    let (server, anne, bob) = try pad()
    let overwritten = try edit(bob) { document throws(EditError) in
      try document.map("comments").map("t1")?.set("body", "faux")
    }
    let found = try reach(of: overwritten, in: server)
    #expect(deletions(found) == ["comments 7"])
    let replaced = try edit(anne) { document throws(EditError) in
      try document.map("comments").set("t1", "gone")
    }
    #expect(deletions(try reach(of: replaced, in: server)) == ["comments 7", "comments 8"])
    // Whichever of two at once comes to stand last: the other is deleted.
    let rival = document(3)
    try rival.map("comments").set("t1", "mine")
    #expect(deletions(try reach(of: rival.encodedState(), in: server)).contains("comments 7"))
  }

  @Test("what takes the place of a deleted entry deletes nothing, nor what was new with it")
  func noDeletes() throws {
    let (server, anne, _) = try pad()
    _ = try edit(anne) { document throws(EditError) in document.map("comments").remove("t1") }
    try server.apply(anne.encodedState())
    let update = try edit(anne) { document throws(EditError) in
      try document.map("comments").set("t1", "again")
      try document.map("comments").set("t1", "and again")
    }
    #expect(try reach(of: update, in: server) == UpdateReach(insertedRoots: ["comments"]))
  }

  @Test("tells what would wait: missing neighbours, clocks, parents, and deletes of the unknown")
  func waiting() throws {
    let (server, anne, bob) = try pad()
    let held = try edit(anne) { document throws(EditError) in
      try document.map("comments").set("t2", content: .map([]))
    }
    let next = try edit(anne) { document throws(EditError) in
      try document.map("comments").set("t3", 1)
    }
    try bob.apply(anne.encodedState())
    let inside = try edit(bob) { document throws(EditError) in
      try document.map("comments").map("t2")?.set("reply", "early")
    }
    #expect(try reach(of: next, in: server).isComplete == false)
    #expect(try reach(of: inside, in: server).isComplete == false)
    let delete: [UInt8] = [0, 1, 7, 1, 100, 1]
    #expect(try reach(of: delete, in: server) == UpdateReach(isComplete: false))
    let all = try Updates.merge([held, next, inside])
    #expect(try reach(of: all, in: server) == UpdateReach(insertedRoots: ["comments"]))
    // The document has the rest waiting already; with what was missing the parent is known.
    try server.apply(inside)
    try server.apply(held)
    #expect(server.hasPending == false)
    let more = try edit(bob) { document throws(EditError) in
      try document.map("comments").map("t2")?.set("late", 1)
    }
    try server.apply(next)
    #expect(try reach(of: more, in: server).insertedRoots == ["comments"])
  }

  @Test("units that were collected lie nowhere, as do those beside and inside them")
  func collected() throws {
    let (server, anne, bob) = try pad()
    let block: [UInt8] = [1, 1, 9, 0, 0, 5, 0]
    #expect(try reach(of: block, in: server) == UpdateReach(bringsCollected: true))
    _ = try edit(anne) { document throws(EditError) in document.map("comments").remove("t1") }
    try server.apply(anne.encodedState())
    let inside = try edit(bob) { document throws(EditError) in
      try document.map("comments").map("t1")?.set("reply", "late")
    }
    #expect(try reach(of: inside, in: server) == UpdateReach(bringsCollected: true))
  }

  @Test("is found in time linear in the update, however often it overwrites the same")
  func bounded() throws {
    let server = document(1)
    try server.map("m").set("k", content: .map([]))
    for key in 0..<500 { try server.map("m").map("k")?.set("\(key)", 1) }
    let other = document(2)
    try other.apply(server.encodedState())
    var updates: [[UInt8]] = []
    for value in 0..<500 {
      updates.append(
        try edit(other) { document throws(EditError) in
          try document.map("m").set("k", .number(Double(value)))
        }
      )
    }
    let found = try reach(of: try Updates.merge(updates), in: server)
    #expect(deletions(found) == ["m 1"])
  }
}
