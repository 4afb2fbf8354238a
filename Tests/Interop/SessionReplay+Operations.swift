// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCRDT

// The operations of a session, as `operations.mjs` writes them down.

extension SessionReplay {
  func root(_ name: String) -> Content {
    switch name {
    case "meta": .map(document.map(name))
    case "list": .array(document.array(name))
    case "page": .xmlFragment(document.xmlFragment(name))
    default: .text(document.text(name))
    }
  }

  func find(_ path: [Value]) throws -> Content {
    var content = root(path[0].text)
    for step in path.dropFirst() {
      let type = try #require(content.reference).type
      let next: Content?
      switch step {
      case .number(let index): next = document.content(at: Int(index), of: type)
      default: next = document.content(under: step.text, of: type)
      }
      content = try #require(next)
    }
    return content
  }

  /// Carries out one operation on the type it names.
  func carryOut(_ operation: Value) throws {
    switch try find(operation["path"].elements) {
    case .text(let text): try carryOut(operation, on: text)
    case .xmlText(let type): try carryOut(operation, on: type.text)
    case .map(let map): try carryOut(operation, on: map)
    case .xmlHook(let hook): try carryOut(operation, on: hook.map)
    case .array(let array): try carryOut(operation, on: array)
    case .xmlElement(let element):
      if try !carryOutAttribute(operation, of: element) {
        try carryOut(operation, onParent: element)
      }
    case .xmlFragment(let fragment): try carryOut(operation, onParent: fragment)
    case .value, .document: Issue.record("the path leads to no type")
    }
  }

  private func carryOut(_ operation: Value, on text: SharedText) throws {
    let at = operation["at"].integer
    let attributes = TextAttributes(operation["attributes"].members)
    switch operation["op"].text {
    case "insert":
      if operation["attributes"] == .undefined {
        try text.insert(operation["text"].text, at: at)
      } else {
        try text.insert(operation["text"].text, at: at, attributes: attributes)
      }
    case "embed":
      try text.insert(embed: content(operation["content"]), at: at, attributes: attributes)
    case "edits": try text.apply(edits(operation["edits"]))
    case "format": try text.format(at..<(at + operation["length"].integer), attributes)
    case "delete": try text.remove(at..<(at + operation["length"].integer))
    default: _ = try carryOutAttribute(operation, of: text)
    }
  }

  private func carryOutAttribute(
    _ operation: Value,
    of type: some AttributedType
  ) throws -> Bool {
    switch operation["op"].text {
    case "attribute": try type.setAttribute(operation["key"].text, operation["value"])
    case "removeAttribute": type.removeAttribute(operation["key"].text)
    default: return false
    }
    return true
  }

  private func carryOut(_ operation: Value, on map: SharedMap) throws {
    switch operation["op"].text {
    case "set": try map.set(operation["key"].text, content: content(operation["content"]))
    case "remove": map.remove(operation["key"].text)
    default: map.removeAll()
    }
  }

  private func carryOut(_ operation: Value, on array: SharedArray) throws {
    let at = operation["at"].integer
    let contents = operation["contents"].elements.map { content($0) }
    switch operation["op"].text {
    case "push": try array.append(contents: contents)
    case "elements": try array.insert(contents: contents, at: at)
    default: try array.remove(at..<(at + operation["length"].integer))
    }
  }

  private func carryOut(_ operation: Value, onParent parent: some SharedXMLParent) throws {
    let at = operation["at"].integer
    let contents = operation["contents"].elements.map { content($0) }
    switch operation["op"].text {
    case "elements": try parent.insert(contents, at: at)
    case "after": try parent.insert(contents, after: parent[at]?.reference)
    case "delete": try parent.remove(at..<(at + operation["length"].integer))
    default: break
    }
  }

  // MARK: Content

  private func content(_ value: Value) -> NewContent {
    guard let kind = value.members.first else { return .value(.undefined) }
    let inner = kind.value
    switch kind.key {
    case "text": return .text(inner.text)
    case "delta": return .formattedText(edits(inner))
    case "map": return .map(entries(inner))
    case "array": return .array(inner.elements.map { content($0) })
    case "element":
      return .xmlElement(
        name: inner.text,
        attributes: value["attributes"].elements.map {
          Value.Member(key: $0.elements[0].text, value: $0.elements[1])
        },
        children: value["children"].elements.map { content($0) }
      )
    case "xmlText": return .xmlText(inner.text)
    case "xmlDelta": return .formattedXMLText(edits(inner))
    case "fragment": return .xmlFragment(inner.elements.map { content($0) })
    case "hook": return .xmlHook(name: inner.text, entries: entries(value["entries"]))
    case "document": return .document(subdocument(inner))
    default: return .value(inner)
    }
  }

  private func entries(_ value: Value) -> [(key: String, content: NewContent)] {
    value.elements.map { (key: $0.elements[0].text, content: content($0.elements[1])) }
  }

  private func subdocument(_ options: Value) -> Subdocument {
    let meta = options["meta"]
    return Subdocument(
      identifier: options["guid"].text,
      collectsGarbage: options["gc"] != false,
      loadsAutomatically: options["autoLoad"] == true,
      meta: meta == .undefined || meta == .null ? nil : meta
    )
  }

  private func edits(_ value: Value) -> [TextEdit] {
    value.elements.map { step in
      let attributes = TextAttributes(step["attributes"].members)
      switch step.members[0].key {
      case "retain": return .retain(step["retain"].integer, attributes)
      case "insert": return .insert(step["insert"].text, attributes)
      case "embed": return .embed(content(step["embed"]), attributes)
      default: return .delete(step["delete"].integer)
      }
    }
  }
}
