// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCRDT

/// Lives a session of Yjs again, step by step, with the engine.
final class SessionReplay {
  let document: Document
  private var history: UndoHistory?
  private var now = 1000.0
  /// What deep observers were told in the present step.
  private var events: [Value] = []

  init(_ script: Value) {
    document = Document(
      clientID: ClientID(rawValue: UInt64(script["client"].integer)),
      collectsGarbage: script["gc"] == true,
      cleansUpFormatting: script["tidies"] == true
    )
    if script["undo"] != .undefined { startHistory(script["undo"]) }
  }

  func run(_ steps: [Value]) throws {
    for step in steps { try perform(step) }
  }

  private func perform(_ step: Value) throws {
    switch step["do"].text {
    case "edit":
      _ = try document.transact {
        for operation in step["operations"].elements { try carryOut(operation) }
      }
    case "receive": try document.apply(step["update"].blob)
    case "undo": try history?.undo()
    case "redo": try history?.redo()
    case "stop": history?.stopCapturing()
    case "clear": history?.clear()
    case "time": now = Double(step["now"].integer)
    default: Issue.record("unknown step \(step)")
    }
    if step["stacks"] != .undefined, let state = history?.state {
      #expect(
        [state.undoStack.count, state.redoStack.count]
          == step["stacks"].elements.map { $0.integer }
      )
    }
    if step["events"] != .undefined {
      check(against: step["events"].elements, step["operations"].jsonText ?? "")
    }
  }

  // MARK: Undo

  private func startHistory(_ script: Value) {
    var options = UndoOptions()
    options.overwritesRemoteValues = script["overwrites"] == true
    if script["keepsTypes"] == true {
      options.mayDelete = { deletion in
        !deletion.contents.contains { $0.reference != nil }
      }
    }
    let scope = script["scope"].elements.compactMap { root($0.text).reference }
    history = UndoHistory(of: scope, in: document, options: options) { [unowned self] in
      .milliseconds(now)
    }
  }

  // MARK: Events

  /// Notes what deep observers of the roots are told.
  func observeRoots(_ names: [String]) {
    for name in names {
      let handler = { [unowned self] (events: [TypeEvent]) in
        self.events += events.map { self.description(of: $0, root: name) }
      }
      switch root(name) {
      case .text(let text): text.observeDeeply(handler)
      case .map(let map): map.observeDeeply(handler)
      case .array(let array): array.observeDeeply(handler)
      case .xmlFragment(let fragment): fragment.observeDeeply(handler)
      default: Issue.record("no such root")
      }
    }
  }

  private func check(against expected: [Value], _ step: String) {
    #expect(
      events.count == expected.count,
      "events \(events.map { $0["path"].jsonText ?? "" }) of step \(step)"
    )
    for event in expected {
      let found = events.first {
        $0["root"] == event["root"] && $0["path"] == event["path"]
      }
      #expect(
        found?["changes"].hasSameMeaning(as: event["changes"]) == true,
        "changes \(found?["changes"].jsonText ?? "") not \(event["changes"].jsonText ?? "")"
      )
      #expect(
        found.map { sorted($0["keys"]).hasSameMeaning(as: sorted(event["keys"])) } == true,
        "keys \(found?["keys"].jsonText ?? "") not \(event["keys"].jsonText ?? "")"
      )
    }
    events = []
  }

  private func sorted(_ keys: Value) -> Value {
    .array(
      keys.elements.sorted {
        $0["key"].text.utf8.lexicographicallyPrecedes($1["key"].text.utf8)
      }
    )
  }

  private func description(of event: TypeEvent, root: String) -> Value {
    let changes =
      event.textChanges.map { description(of: $0) }
      + event.elementChanges.map { description(of: $0) }
    return [
      "root": .string(root),
      "path": .array(
        event.path.map {
          switch $0 {
          case .key(let key): .string(key)
          case .index(let index): .number(Double(index))
          }
        }
      ),
      "changes": .array(changes),
      "keys": .array(
        event.keyChanges.map {
          [
            "key": .string($0.key), "action": .string(name(of: $0.action)),
            "old": $0.oldContent?.json ?? .undefined,
          ]
        }
      ),
    ]
  }

  private func name(of action: KeyChange.Action) -> String {
    switch action {
    case .added: "add"
    case .updated: "update"
    case .removed: "delete"
    }
  }

  private func description(of change: TextChange) -> Value {
    switch change {
    case .retain(let count, let attributes):
      step("retain", .number(Double(count)), attributes)
    case .insert(let text, let attributes): step("insert", .string(text), attributes)
    case .embed(let content, let attributes): step("insert", content.json, attributes)
    case .delete(let count): step("delete", .number(Double(count)), [:])
    }
  }

  private func description(of change: ElementChange) -> Value {
    switch change {
    case .retain(let count): ["retain": .number(Double(count))]
    case .insert(let contents): ["insert": .array(contents.map { $0.json })]
    case .delete(let count): ["delete": .number(Double(count))]
    }
  }

  private func step(_ name: String, _ value: Value, _ attributes: TextAttributes) -> Value {
    let members = [Value.Member(key: name, value: value)]
    guard !attributes.isEmpty else { return .object(members) }
    return .object(members + [.init(key: "attributes", value: .object(attributes.members))])
  }

  // MARK: Readings

  /// The readings of all roots, as the peer makes them.
  func readings(like expected: Value) -> Value {
    .object(
      expected.members.map { member in
        Value.Member(key: member.key, value: reading(of: root(member.key)))
      }
    )
  }

  private func reading(of content: Content) -> Value {
    guard case .text(let text) = content else { return content.json }
    return .array(
      text.runs.map { run in
        switch run {
        case .text(let string, let attributes): step("insert", .string(string), attributes)
        case .embed(let content, let attributes): step("insert", content.json, attributes)
        }
      }
    )
  }
}
