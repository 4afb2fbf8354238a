// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite struct NewClientsTests {
  private func document(_ client: UInt64, collectsGarbage: Bool = true) -> Document {
    Document(clientID: ClientID(rawValue: client), collectsGarbage: collectsGarbage)
  }

  private func insert(_ text: String, at offset: Int, into document: Document) throws -> [UInt8] {
    let update = try document.transact { () throws(EditError) in
      try document.text("content").insert(text, at: offset)
    }
    return try #require(update)
  }

  private func new(_ update: [UInt8], to document: Document) throws -> [UInt64] {
    let prepared = try document.prepare(update)
    defer { document.discard(prepared) }
    return document.newClients(in: prepared).map(\.rawValue)
  }

  @Test("an update brings what the document lacks, and nothing once it is there")
  func bringsOnce() throws {
    let server = document(1)
    let update = try insert("abc", at: 0, into: document(7))
    #expect(try new(update, to: server) == [7])
    try server.apply(update)
    #expect(try new(update, to: server) == [])
    #expect(server.text("content").string == "abc")
  }

  @Test("a whole document brings only those who wrote since")
  func wholeDocument() throws {
    let server = document(1)
    let anne = document(7)
    let bob = document(8)
    try server.apply(try insert("anne ", at: 0, into: anne))
    try bob.apply(anne.encodedState())
    try server.apply(try insert("bob ", at: 0, into: bob))
    #expect(try new(bob.encodedState(), to: server) == [])
    _ = try insert("more ", at: 0, into: bob)
    #expect(try new(bob.encodedState(), to: server) == [8])
  }

  @Test("deleted and collected forms of known items are not new", arguments: [true, false])
  func otherForms(collectsGarbage: Bool) throws {
    let server = document(1)
    let bob = document(8, collectsGarbage: collectsGarbage)
    let update = try insert("abc", at: 0, into: document(7))
    try server.apply(update)
    try bob.apply(update)
    _ = try bob.transact { () throws(EditError) in try bob.text("content").remove(0..<3) }
    #expect(try new(bob.encodedState(), to: server) == [])
  }

  @Test("what must wait for its dependencies is new")
  func waiting() throws {
    let anne = document(7)
    _ = try insert("a", at: 0, into: anne)
    let second = try insert("b", at: 1, into: anne)
    #expect(try new(second, to: document(1)) == [7])
  }

  @Test("gaps and deletes alone bring nobody")
  func nobody() throws {
    // One section of client 7 from clock 0: a skip of 5. Then a delete of client 8.
    #expect(try new([1, 1, 7, 0, 10, 5, 0], to: document(1)) == [])
    #expect(try new([0, 1, 8, 1, 0, 1], to: document(1)) == [])
  }

  @Test("a discarded update leaves nothing, not even within a transaction")
  func discarded() throws {
    let server = document(1)
    let update = try insert("abc", at: 0, into: document(7))
    let before = server.encodedState()
    let change = try server.transact { () throws(UpdateError) in
      server.discard(try server.prepare(update))
    }
    #expect(change == nil)
    #expect(server.encodedState() == before)
    #expect(server.stateVector == StateVector())
    try server.apply(update)
    #expect(server.text("content").string == "abc")
  }
}
