// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCRDT

@Suite("A shared map behaves as Yjs's")
struct MapBehaviourTests {
  @Test("holds every plain value and every shared type, here and elsewhere")
  func holdsEverything() throws {
    let replicas = Replicas(2)
    let map = replicas[0].map("meta")
    let values: [(String, Value)] = [
      ("number", 1), ("text", "hello Y"), ("list", [1, "a"]), ("object", ["key": ["key2": "v"]]),
      ("truth", true), ("null", .null), ("bytes", .bytes([1, 2])),
    ]
    for (key, value) in values { try map.set(key, value) }
    try map.set("map", content: .map([("inner", .value(1))]))
    try map.set("array", content: .array([.value(1), .value("x")]))
    try map.set("texte", content: .text("é"))
    try replicas.synchronize()
    let other = replicas[1].map("meta")
    for (key, value) in values { #expect(other.value(key) == value) }
    #expect(other.map("map")?.value("inner") == 1)
    #expect(other.array("array")?.json == [1, "x"])
    #expect(other.text("texte")?.string == "é")
    #expect(other.count == 10)
  }

  @Test("gives one value of several set at once, the same to all; the others count as deleted")
  func threeConflicts() throws {
    let replicas = Replicas(3)
    for (index, document) in replicas.documents.enumerated() {
      try document.map("meta").set("stuff", .string("c\(index)"))
    }
    try replicas.synchronize()
    for document in replicas.documents {
      #expect(document.map("meta").value("stuff") == "c2")
      #expect(document.deletedUnitCount == 2)
    }
  }

  @Test("gives a value set at the same time as the older one was removed")
  func setAgainstRemoval() throws {
    let replicas = Replicas(2)
    try replicas[0].map("meta").set("a", 1)
    try replicas.synchronize()
    replicas[0].map("meta").remove("a")
    try replicas[1].map("meta").set("a", 2)
    try replicas.synchronize()
    for document in replicas.documents { #expect(document.map("meta").value("a") == 2) }
  }

  @Test("forgets what is removed and counts what is there")
  func removes() throws {
    let replicas = Replicas(2)
    let map = replicas[0].map("meta")
    try map.set("key1", "v1")
    try map.set("key2", "v2")
    map.remove("key1")
    map.remove("never there")
    #expect(map.count == 1)
    #expect(map.keys == ["key2"])
    try replicas.synchronize()
    #expect(replicas[1].map("meta").value("key1") == nil)
    #expect(replicas[1].map("meta").count == 1)
  }

  @Test("cleared at once with others' sets keeps only what the clearer had not seen")
  func clears() throws {
    let replicas = Replicas(2)
    try replicas[0].map("meta").set("seen", 1)
    try replicas.synchronize()
    try replicas[1].map("meta").set("unseen", 2)
    replicas[0].map("meta").removeAll()
    try replicas.synchronize()
    for document in replicas.documents { #expect(document.map("meta").json == ["unseen": 2]) }
  }

  @Test("takes a shared type it held with everything inside when its key is overwritten")
  func overwritesTypes() throws {
    let document = Replicas(1)[0]
    let inner = try document.map("meta").set("a", content: .map([("b", .text("deep"))]))
    try document.map("meta").set("a", 1)
    #expect(document.map("meta").json == ["a": 1])
    #expect(inner.json == [:])
    #expect(document.deletedUnitCount == 6)
  }

  @Test("lists keys alike whatever the order in which they came")
  func keysInOneOrder() throws {
    let replicas = Replicas(2)
    try replicas[0].map("meta").set("b", 1)
    try replicas[1].map("meta").set("a", 2)
    try replicas[1].map("meta").set("", 3)
    try replicas.synchronize()
    for document in replicas.documents { #expect(document.map("meta").keys == ["", "a", "b"]) }
  }
}
