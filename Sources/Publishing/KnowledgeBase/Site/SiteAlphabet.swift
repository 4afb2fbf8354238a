// SPDX-License-Identifier: Apache-2.0

/// Names in the order of the alphabet, under their first letters where there are many.
enum SiteAlphabet {
  struct Item {
    let name: String
    let slug: String
    let markup: Markup
  }

  private static let unlettered = 24

  static func markup(_ items: [Item]) -> Markup {
    guard items.count > unlettered else {
      return "<ul class=\"names\">\(items.map { "<li>\($0.markup)</li>" as Markup })</ul>"
    }
    let byLetter = Dictionary(grouping: items) { item -> String in
      guard let first = item.slug.first, first.isLetter else { return "0–9" }
      return first.uppercased()
    }
    let sections = byLetter.sorted { $0.key < $1.key }.map { letter, items -> Markup in
      "<section class=\"letter\"><h2>\(letter)</h2><ul class=\"names\">\(items.map { "<li>\($0.markup)</li>" as Markup })</ul></section>\n"
    }
    return "\(sections)"
  }
}
