// SPDX-License-Identifier: Apache-2.0

import Pads

/// Finds the text of the knowledge base that a relation means.
struct TextFinder {
  private var byAddress: [String: Int] = [:]
  private var byTitle: [String: Int] = [:]

  /// Learns the texts; of two with one title the first by address has it.
  init(_ texts: [KnowledgeBase.Text]) {
    for (place, text) in texts.enumerated() {
      byAddress[text.address] = place
      for edition in text.editions {
        let title = Slug.of(edition.title)
        if byTitle[title] == nil { byTitle[title] = place }
      }
    }
  }

  /// The text a relation's target leads to, else one of its title.
  func text(_ relation: Description.Relation) -> Int? {
    if let target = relation.target {
      if let text = byAddress[Self.address(in: target)] { return text }
      // An address elsewhere is what it says, whatever the title.
      if target.contains("://") { return nil }
    }
    return byTitle[Slug.of(relation.title)]
  }

  /// What of a target can be an address: behind `/texts/`, or all of it, without `edition-N` and ending.
  private static func address(in target: String) -> String {
    var words = target.split { "/#?".contains($0) }.map(String.init)
    if let texts = words.lastIndex(of: "texts") { words.removeFirst(texts + 1) }
    return words.count <= 2 ? words.first ?? "" : ""
  }
}
