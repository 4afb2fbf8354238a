// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("Updates behave as Yjs's")
struct UpdateBehaviourTests {
  private let document = Document(clientID: ClientID(rawValue: 7))

  /// What each of some edits brought.
  private func updates() throws -> [[UInt8]] {
    let text = document.text("content")
    var updates: [[UInt8]?] = []
    updates.append(try document.transact { try text.insert("abc", at: 0) })
    updates.append(try document.transact { try text.remove(1..<2) })
    updates.append(try document.transact { try document.map("meta").set("clé", 1) })
    updates.append(try document.transact { try document.array("list").append([1, 2]) })
    return updates.compactMap { $0 }
  }

  @Test("merged, doubled and in any order make the same document", arguments: [false, true])
  func merge(isSecond: Bool) throws {
    let updates = try updates()
    let parts = [updates[3], updates[1], updates[1], updates[0], updates[2]]
    let other = Document(clientID: ClientID(rawValue: 8))
    if isSecond {
      try other.applyV2(Updates.mergeV2(parts.map { try Updates.convertedToV2($0) }))
    } else {
      try other.apply(Updates.merge(parts))
    }
    #expect(other.encodedState() == document.encodedState())
    #expect(!other.hasPending)
  }

  @Test("that miss something wait, are handed on merged, and enter when it comes")
  func pending() throws {
    let updates = try updates()
    let other = Document(clientID: ClientID(rawValue: 8))
    for update in [updates[3], updates[1]] { #expect(try other.apply(update).pending) }
    #expect(other.text("content").string == "")
    let third = Document(clientID: ClientID(rawValue: 9))
    if let waiting = other.pendingUpdate { try third.apply(waiting) }
    for each in [other, third] {
      try each.apply(updates[2])
      try each.apply(updates[0])
      #expect(!each.hasPending)
      #expect(each.encodedState() == document.encodedState())
    }
  }

  @Test("tell their state vector and what another vector lacks without a document")
  func withoutDocument() throws {
    let updates = try updates()
    let merged = try Updates.merge(updates)
    #expect(try Updates.stateVector(of: merged) == document.stateVector)
    let difference = try Updates.difference(merged, since: document.stateVector)
    #expect(try Updates.stateVector(of: difference) == StateVector())
    #expect(try Updates.deleteSet(of: difference) == document.deleteSet)
  }

  @Test("with a gap name only the clocks before it")
  func vectorBeforeGap() throws {
    let updates = try updates()
    let gapped = try Updates.merge([updates[0], updates[3]])
    #expect(try Updates.stateVector(of: gapped).nextClock(of: ClientID(rawValue: 7)) == 3)
  }

  @Test("since a moment bring what came after it and everything that is deleted")
  func sinceMoment() throws {
    let text = document.text("content")
    try text.insert("abcdef", at: 0)
    let other = try document.copy(clientID: 8)
    let vector = other.stateVector
    try text.insert("xyz", at: 3)
    try text.remove(0..<2)
    let update = document.encodedState(since: vector)
    #expect(update.count < document.encodedState().count)
    try other.apply(update)
    #expect(other.text("content").string == "cxyzdef")
  }

  @Test("applied twice change nothing the second time")
  func twice() throws {
    let updates = try updates()
    let other = Document(clientID: ClientID(rawValue: 8))
    for update in updates { #expect(try other.apply(update).changed) }
    for update in updates { #expect(try !other.apply(update).changed) }
  }

  @Test(
    "fill parts of a gap in any order",
    arguments: [[0, 2, 1], [2, 0, 1], [2, 1, 0], [1, 2, 0]]
  )
  func partlyFilledGaps(order: [Int]) throws {
    let text = document.text("content")
    var updates: [[UInt8]] = []
    for part in ["ab", "cd", "ef"] {
      if let update = try document.transact({ try text.insert(part, at: text.length) }) {
        updates.append(update)
      }
    }
    let other = Document(clientID: ClientID(rawValue: 8))
    try other.apply(Updates.merge([updates[order[0]], updates[order[1]]]))
    try other.apply(updates[order[2]])
    #expect(other.text("content").string == "abcdef")
  }

  // Found by comparison with Yjs: the second was taken for the first, and lost.
  @Test("that wait from and to the same clocks, but miss others in between, both wait")
  func differentGaps() throws {
    let text = document.text("content")
    var updates: [[UInt8]] = []
    for part in ["a", "b", "c", "d", "e"] {
      if let update = try document.transact({ try text.insert(part, at: text.length) }) {
        updates.append(update)
      }
    }
    let other = Document(clientID: ClientID(rawValue: 8))
    try other.apply(Updates.merge([updates[1], updates[3], updates[4]]))
    try other.apply(Updates.merge([updates[1], updates[2], updates[4]]))
    #expect(try other.apply(updates[0]).changed)
    #expect(other.text("content").string == "abcde")
    #expect(!other.hasPending)
  }

  @Test("deleting what has not come yet delete it when it comes")
  func earlyDeletions() throws {
    let updates = try updates()
    let other = Document(clientID: ClientID(rawValue: 8))
    try other.apply(updates[1])
    try other.apply(updates[0])
    #expect(other.text("content").string == "ac")
  }

  @Test("under a root without a name are under that root")
  func emptyRootName() throws {
    try document.text("").insert("x", at: 0)
    let copy = try document.copy()
    #expect(copy.rootNames == [""])
    #expect(copy.text("").string == "x")
  }
}
