// SPDX-License-Identifier: Apache-2.0

import TestSupport
import TextCRDT

/// Edits a document at random through the public interface, whatever it finds there.
struct RandomEditor {
  let document: Document
  private var generator: SeededGenerator

  init(_ document: Document, seed: Int) {
    self.document = document
    generator = SeededGenerator(seed: UInt64(seed))
  }

  /// Makes a transaction of a few edits.
  ///
  /// - Returns: The update; nil when nothing changed.
  mutating func edit() throws -> [UInt8]? {
    let count = chance(0.7) ? 1 : Int.random(in: 2...4, using: &generator)
    var failure: (any Error)?
    let update = document.transact {
      do {
        for _ in 0..<count { try editSomething() }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return update
  }

  mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < probability
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }

  // MARK: Parts

  private mutating func editSomething() throws {
    var content: Content = pick([
      .text(document.text("content")), .text(document.text("notes é")), .map(document.map("meta")),
      .array(document.array("list")), .xmlFragment(document.xmlFragment("page")),
    ])
    var depth = 0
    while case let inner = nested(in: content), !inner.isEmpty, chance(0.5) {
      content = pick(inner)
      depth += 1
    }
    switch content {
    case .text(let text): try edit(text)
    case .xmlText(let type): try edit(type.text)
    case .map(let map): try edit(map, depth)
    case .array(let array): try edit(array, depth)
    case .xmlFragment(let fragment): try editChildren(of: fragment, depth)
    case .xmlElement(let element):
      if chance(0.3) {
        try element.setAttribute(pick(["class", "clé"]), .string(text()))
      } else {
        try editChildren(of: element, depth)
      }
    case .xmlHook, .value, .document: break
    }
  }

  private func nested(in content: Content) -> [Content] {
    let inner: [Content]
    switch content {
    case .map(let map): inner = map.keys.compactMap { map.content($0) }
    case .array(let array): inner = array.contents
    case .xmlFragment(let fragment): inner = fragment.children
    case .xmlElement(let element): inner = element.children
    default: inner = []
    }
    return inner.filter { $0.reference != nil }
  }

  private mutating func text() -> String {
    let letters = ["a", "b", "c", " ", "\n", "é", "œ", "e\u{301}", "€", "\u{2028}", "😀", "🖋️"]
    return (0..<Int.random(in: 1...6, using: &generator)).map { _ in pick(letters) }.joined()
  }

  private mutating func value() -> Value {
    pick([
      .null, true, false, 0, 1, -64, 1.5, 1e300, "x", "", [1, [.null]], ["é": ["a": true]],
      .bytes([0, 1]),
    ])
  }

  private mutating func content(_ depth: Int) -> NewContent {
    guard depth < 3, chance(0.3) else { return .value(value()) }
    return pick([
      .text(text()), .map([("a", .value(value()))]), .array([.value(value()), .text("x")]),
    ])
  }

  private mutating func attributes() -> TextAttributes {
    pick([
      ["bold": true], ["bold": .null], ["lien": "rouge"], ["lien": .null],
      ["couleur": 1.5, "bold": true],
    ])
  }

  /// An offset between two characters, never within a surrogate pair.
  private mutating func offset(in text: SharedText) -> Int {
    var places = [0]
    for run in text.runs {
      switch run {
      case .text(let string, _):
        for scalar in string.unicodeScalars {
          places.append(places[places.count - 1] + scalar.utf16.count)
        }
      case .embed: places.append(places[places.count - 1] + 1)
      }
    }
    return pick(places)
  }

  private mutating func edit(_ text: SharedText) throws {
    let at = offset(in: text)
    let other = offset(in: text)
    let range = min(at, other)..<max(at, other)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0..<4: try text.insert(self.text(), at: at)
    case 4: try text.insert(self.text(), at: at, attributes: attributes())
    case 5: try text.insert(embed: .value(["image": "x"]), at: at, attributes: attributes())
    case 6: try text.format(range, attributes())
    default: try text.remove(range.lowerBound..<min(range.upperBound, end(in: text, after: range)))
    }
  }

  /// A place a few characters behind the start of a range, so that not all is deleted at once.
  private mutating func end(in text: SharedText, after range: Range<Int>) -> Int {
    range.count <= 12 || chance(0.1) ? range.upperBound : range.lowerBound
  }

  private mutating func edit(_ map: SharedMap, _ depth: Int) throws {
    let key = pick(["", "a", "b", "clé", "titre"])
    if chance(0.3) {
      map.remove(key)
    } else {
      _ = try map.set(key, content: content(depth))
    }
  }

  private mutating func edit(_ array: SharedArray, _ depth: Int) throws {
    let index = Int.random(in: 0...array.count, using: &generator)
    if index < array.count, chance(array.count > 20 ? 0.7 : 0.3) {
      try array.remove(index..<(index + 1))
    } else {
      try array.insert(contents: [content(depth), content(depth)], at: index)
    }
  }

  private mutating func editChildren(of parent: some SharedXMLParent, _ depth: Int) throws {
    let index = Int.random(in: 0...parent.count, using: &generator)
    if index < parent.count, chance(depth < 3 ? 0.2 : 0.5) {
      try parent.remove(index..<(index + 1))
    } else if depth < 3 {
      let node: NewContent =
        chance(0.5)
        ? .xmlElement(name: pick(["p", "h1", "é"]), children: [.xmlText(text())])
        : .xmlText(text())
      try parent.insert([node], at: index)
    }
  }
}
