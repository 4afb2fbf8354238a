// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("A shared array behaves as Yjs's")
struct ArrayBehaviourTests {
  @Test("inserts and appends values, several as one, and gives them back by index")
  func inserts() throws {
    let replicas = Replicas(2)
    let array = replicas[0].array("list")
    try array.insert([1, true, false], at: 0)
    #expect(array[2] == .value(false))
    try array.append([4])
    try array.insert([0], at: 0)
    try array.insert([], at: 2)
    #expect(array.json == [0, 1, true, false, 4])
    #expect(array[5] == nil)
    try replicas.synchronize()
    #expect(replicas[1].array("list").json == [0, 1, true, false, 4])
  }

  @Test("refuses places outside of it and stays as it was", arguments: [-1, 2, 99])
  func refusesOutside(index: Int) throws {
    let document = Replicas(1)[0]
    let array = document.array("list")
    try array.append([1])
    #expect(throws: EditError.self) { try array.insert([2], at: index) }
    #expect(throws: EditError.self) { try array.remove(index..<(index + 1)) }
    #expect(array.json == [1])
  }

  @Test("keeps three people's insertions at one place, in one order for all")
  func threeConflicts() throws {
    let replicas = Replicas(3)
    for (index, document) in replicas.documents.enumerated() {
      try document.array("list").insert([.number(Double(index))], at: 0)
    }
    try replicas.synchronize()
    for document in replicas.documents { #expect(document.array("list").json == [0, 1, 2]) }
  }

  @Test("ends alike when elements go where others insert")
  func insertionAgainstDeletion() throws {
    let replicas = Replicas(3)
    try replicas[0].array("list").insert(["x", "y", "z"], at: 0)
    try replicas.synchronize()
    try replicas[0].array("list").insert([0], at: 1)
    try replicas[1].array("list").remove(0..<1)
    try replicas[1].array("list").remove(1..<2)
    try replicas[2].array("list").insert([2], at: 1)
    try replicas.synchronize()
    for document in replicas.documents { #expect(document.array("list").json == [0, 2, "y"]) }
  }

  @Test("takes late insertions and late deletions in")
  func lateSynchronization() throws {
    let replicas = Replicas(2)
    try replicas[0].array("list").insert(["x", "y"], at: 0)
    try replicas.synchronize()
    try replicas[1].array("list").remove(1..<2)
    try replicas[0].array("list").remove(0..<2)
    try replicas[0].array("list").append(["late"])
    try replicas.synchronize()
    for document in replicas.documents { #expect(document.array("list").json == ["late"]) }
  }

  @Test("holds types inside types, which are edited in place")
  func holdsTypes() throws {
    let replicas = Replicas(2)
    let array = replicas[0].array("list")
    try array.append(contents: [
      .map([("value", .value(1))]), .array([.text("deep")]),
      .document(Subdocument(identifier: "d")),
    ])
    try replicas.synchronize()
    let other = replicas[1].array("list")
    guard case .map(let map)? = other[0], case .array(let inner)? = other[1],
      case .text(let text)? = inner[0], case .document(let subdocument)? = other[2]
    else {
      Issue.record("not what was put in")
      return
    }
    #expect(subdocument.identifier == "d")
    try map.set("value", 2)
    try text.insert("er", at: 4)
    try replicas.synchronize()
    #expect(array[0]?.json == ["value": 2])
    #expect(array[1]?.json == ["deeper"])
  }

  @Test("drops what is deleted, types and all, unless it is asked to keep it")
  func dropsContent() throws {
    for collectsGarbage in [true, false] {
      let document = Document(
        clientID: ClientID(rawValue: 5),
        collectsGarbage: collectsGarbage
      )
      let long = String(repeating: "secret ", count: 20)
      try document.array("list").append(contents: [.text(long), .value(.string(long))])
      try document.array("list").remove(0..<2)
      #expect((document.encodedState().count < 50) == collectsGarbage)
    }
  }
}
