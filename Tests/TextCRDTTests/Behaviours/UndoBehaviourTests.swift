// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCRDT

@Suite("Undo behaves as Yjs's")
struct UndoBehaviourTests {
  private final class Clock {
    var now = Duration.zero
  }

  private let replicas = Replicas(2)
  private let clock = Clock()
  private var document: Document { replicas[0] }

  /// A history of the usual roots, in which every edit is a step unless `captureTimeout` says else.
  private func history(
    _ scope: [TypeReference]? = nil,
    captureTimeout: Duration = .zero,
    options change: (inout UndoOptions) -> Void = { _ in }
  ) -> UndoHistory {
    var options = UndoOptions()
    options.captureTimeout = captureTimeout
    change(&options)
    let usual = [
      document.text("content").reference, document.map("meta").reference,
      document.array("list").reference, document.xmlFragment("page").reference,
    ]
    return UndoHistory(of: scope ?? usual, in: document, options: options) { [clock] in clock.now }
  }

  @Test("takes back and brings again what was written, and leaves others' edits")
  func textOfTwo() throws {
    let history = history()
    let text = document.text("content")
    try text.insert("test", at: 0)
    try text.remove(0..<4)
    try history.undo()
    #expect(text.string == "test")
    try history.redo()
    #expect(text.string == "")
    try history.undo()
    try replicas.synchronize()
    try replicas[1].text("content").insert("abc", at: 0)
    try replicas.synchronize()
    try history.undo()
    #expect(text.string == "abc")
    try history.redo()
    #expect(text.string == "abctest")
    try replicas.synchronize()
    #expect(replicas[1].text("content").string == "abctest")
  }

  @Test("makes one step of edits in quick succession, a new one after a pause or when told to")
  func captureTime() throws {
    let history = history(captureTimeout: .milliseconds(500))
    let text = document.text("content")
    try text.insert("a", at: 0)
    clock.now = .milliseconds(499)
    try text.insert("b", at: 1)
    clock.now = .milliseconds(999)
    try text.insert("c", at: 2)
    history.stopCapturing()
    try text.insert("d", at: 3)
    try history.undo()
    #expect(text.string == "abc")
    try history.undo()
    #expect(text.string == "ab")
    try history.undo()
    #expect(text.string == "")
    #expect(!history.canUndo)
    #expect(try history.undo() == nil)
  }

  @Test("undoes nothing when nothing is left, however often it is asked")
  func doubleUndo() throws {
    let text = document.text("content")
    try text.insert("1221", at: 0)
    let history = history()
    try text.insert("3", at: 2)
    try text.insert("3", at: 3)
    try history.undo()
    try history.undo()
    try history.undo()
    try text.insert("3", at: 2)
    #expect(text.string == "12321")
  }

  @Test("forgets what could be redone when something else is edited")
  func editEndsRedo() throws {
    let history = history()
    try document.text("content").insert("a", at: 0)
    try history.undo()
    #expect(history.canRedo)
    try document.text("content").insert("b", at: 0)
    #expect(!history.canRedo)
    #expect(try history.redo() == nil)
  }

  @Test("of a map brings older values back, but never over a value that others have set since")
  func mapOfTwo() throws {
    let map = document.map("meta")
    try map.set("a", 0)
    let history = history()
    try map.set("a", 1)
    try history.undo()
    #expect(map.value("a") == 0)
    try history.redo()
    #expect(map.value("a") == 1)
    try map.set("a", content: .map([("x", .value(42))]))
    try history.undo()
    #expect(map.value("a") == 1)
    try history.redo()
    #expect(map.json == ["a": ["x": 42]])
    try replicas.synchronize()
    try replicas[1].map("meta").set("a", 44)
    try replicas.synchronize()
    try history.undo()
    #expect(map.value("a") == 44)
    try history.redo()
    #expect(map.value("a") == 44)
  }

  @Test("of a map overwrites others' values where it is allowed to")
  func overwritesRemoteValues() throws {
    let history = history { $0.overwritesRemoteValues = true }
    let map = document.map("meta")
    try map.set("a", 1)
    try map.set("a", 2)
    try replicas.synchronize()
    try replicas[1].map("meta").set("a", 3)
    try replicas.synchronize()
    try history.undo()
    #expect(map.value("a") == 1)
  }

  @Test("of an array puts elements back where they were among others'")
  func arrayOfTwo() throws {
    let history = history()
    let array = document.array("list")
    try array.insert([1, 2, 3], at: 0)
    try replicas[1].array("list").insert([4, 5, 6], at: 0)
    try replicas.synchronize()
    #expect(array.json == [1, 2, 3, 4, 5, 6])
    try history.undo()
    #expect(array.json == [4, 5, 6])
    try history.redo()
    #expect(array.json == [1, 2, 3, 4, 5, 6])
    try replicas.synchronize()
    try replicas[1].array("list").remove(0..<1)
    try replicas.synchronize()
    try history.undo()
    #expect(array.json == [4, 5, 6])
    try history.redo()
    #expect(array.json == [2, 3, 4, 5, 6])
  }

  @Test("of a type that went brings back all that was in it, under the keys and in the order")
  func nestedTypes() throws {
    let page = document.xmlFragment("page")
    try page.append([
      .xmlElement(name: "p", attributes: [.init(key: "a", value: "1")], children: [.xmlText("x")])
    ])
    let history = history()
    guard case .xmlElement(let element)? = page[0] else { return }
    try element.setAttribute("a", "2")
    try page.remove(0..<1)
    try history.undo()
    #expect(page.string == "<p a=\"2\">x</p>")
    try history.undo()
    #expect(page.string == "<p a=\"1\">x</p>")
    try history.redo()
    try history.redo()
    #expect(page.string == "")
    let copy = try document.copy()
    #expect(copy.xmlFragment("page").string == "")
  }

  @Test("gives formats back as they were")
  func formats() throws {
    let text = document.text("content")
    try text.insert("Attack ships on fire off the shoulder of Orion.", at: 0)
    try text.format(13..<20, ["bold": true])
    let history = history()
    try text.format(16..<27, ["bold": .null])
    try history.undo()
    #expect(
      text.runs == [
        .text("Attack ships "), .text("on fire", ["bold": true]),
        .text(" off the shoulder of Orion."),
      ]
    )
  }

  @Test("keeps to its scope, and to what was added to it")
  func scope() throws {
    let history = history([document.text("content").reference])
    try document.text("content").insert("a", at: 0)
    try document.map("meta").set("a", 1)
    history.addToScope(document.array("list").reference)
    try document.array("list").append([1])
    try history.undo()
    try history.undo()
    #expect(document.text("content").string == "")
    #expect(document.map("meta").json == ["a": 1])
    #expect(document.array("list").count == 0)
  }

  @Test("captures the sources it was told of, remote ones too, and no others")
  func trackedSources() throws {
    let tracked = TransactionSource(rawValue: 1)
    let history = history { $0.tracksLocalEdits = false }
    history.addTrackedSource(tracked)
    let text = document.text("content")
    try text.insert("a", at: 0)
    #expect(!history.canUndo)
    _ = try document.transact(source: tracked) { try text.insert("b", at: 1) }
    try replicas[1].text("content").insert("c", at: 0)
    try document.apply(replicas[1].encodedState(), source: tracked)
    try history.undo()
    #expect(text.string == "ab")
    try history.undo()
    #expect(text.string == "a")
    history.removeTrackedSource(tracked)
    _ = try document.transact(source: tracked) { try text.insert("d", at: 1) }
    #expect(!history.canUndo)
  }

  @Test("deletes only what the filter lets it delete")
  func filter() throws {
    let history = history {
      $0.mayDelete = { deletion in
        !deletion.contents.contains { $0.reference != nil }
      }
    }
    let map = document.map("meta")
    let inner = try map.set("kept", content: .map([]))
    guard case .map(let innerMap) = inner else { return }
    history.stopCapturing()
    try innerMap.set("a", 1)
    try history.undo()
    try history.undo()
    #expect(map.json == ["kept": [:]])
  }

  @Test("goes on to the next step when one has no effect any more")
  func stepsWithoutEffect() throws {
    let array = document.array("list")
    let history = history()
    try array.append([1])
    try array.append([2])
    try replicas.synchronize()
    try replicas[1].array("list").remove(1..<2)
    try replicas.synchronize()
    try history.undo()
    #expect(array.json == [])
  }

  @Test("brings back again and again the same in the same place")
  func consecutiveRedo() throws {
    let history = history()
    let text = document.text("content")
    try text.insert("abc", at: 0)
    for _ in 0..<4 {
      try text.remove(1..<2)
      try history.undo()
      #expect(text.string == "abc")
      try history.redo()
      #expect(text.string == "ac")
      try history.undo()
    }
    #expect(text.string == "abc")
    #expect(try document.copy().text("content").string == "abc")
  }

  @Test("tells who asks which step came, grew and went, by its number")
  func tellsSteps() throws {
    let history = history(captureTimeout: .seconds(1))
    var events: [UndoEvent] = []
    let subscription = history.observe { events.append($0) }
    try document.text("content").insert("a", at: 0)
    try document.text("content").insert("b", at: 1)
    let step = try history.undo()
    #expect(step == 1)
    #expect(events.map(\.kind) == [.added, .updated, .added, .taken])
    #expect(events.map(\.direction) == [.undo, .undo, .redo, .undo])
    #expect(events.map(\.step) == [1, 1, 2, 1])
    subscription.cancel()
    history.clear()
    #expect(events.count == 4)
  }

  @Test("keeps deleted content only as long as a step may need it")
  func keepsContent() throws {
    let secret = String(repeating: "secret ", count: 20)
    try document.text("content").insert(secret, at: 0)
    let history = history()
    try document.text("content").remove(0..<140)
    #expect(document.encodedState().count > 140)
    history.close()
    #expect(!history.canUndo)
    try document.text("content").insert("x", at: 0)
    #expect(document.text("content").string == "x")
  }

  // MARK: Found by comparison with Yjs

  @Test("brings a halved surrogate pair back in one piece where Yjs has joined it")
  func halvedPairs() throws {
    let text = document.text("content")
    try text.insert("a😀b", at: 0)
    let history = history()
    _ = try document.transact {
      try text.remove(2..<3)
      try text.remove(0..<3)
    }
    try history.undo()
    #expect(text.string == "a\u{FFFD}\u{FFFD}b")
    #expect(document.store.items.count == 2)
  }

  @Test("brings values back in the order in which their keys first had some")
  func orderOfKeys() throws {
    try replicas[1].map("meta").set("z", 1)
    try replicas.synchronize()
    try document.map("meta").set("a", 2)
    let history = history()
    document.map("meta").removeAll()
    let before = document.stateVector
    try history.undo()
    let map = document.map("meta")
    #expect(map.json == ["a": 2, "z": 1])
    let update = document.encodedState(since: before)
    let fields = try UpdateSummary(of: update)
    #expect(fields.sections.map(\.clocks) == [1..<3])
    let first = document.store.types.allEntries(of: map.type).first
    #expect(first.map { document.store.items.spans[$0.slot].clock } == 1)
  }

  @Test("ties a value that comes back to the element that came back, not to the one that went")
  func valuesOfReturnedElements() throws {
    let page = document.xmlFragment("page")
    try page.append([.xmlElement(name: "p", attributes: [.init(key: "a", value: "1")])])
    let history = history(captureTimeout: .seconds(1))
    guard case .xmlElement(let element)? = page[0] else { return }
    try element.setAttribute("a", "2")
    try page.remove(0..<1)
    try history.undo()
    document.checkInvariants()
    #expect(page.string == "<p a=\"1\"></p>")
    let copy = try document.copy()
    copy.checkInvariants()
    #expect(copy.xmlFragment("page").string == page.string)
  }
}
