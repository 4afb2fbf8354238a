// SPDX-License-Identifier: Apache-2.0

/// What styles of an OpenDocument text mean for us.
struct OpenDocumentStyles {
  /// What a paragraph is by its style.
  enum Paragraph: Equatable {
    case body, code, rule
    /// Something said of the text, before it.
    case front(Front)
    /// Quoted so deep.
    case quote(Int)
  }

  /// What can be said of a text before it; the raw value is the style.
  enum Front: String, CaseIterable {
    case title = "Title"
    case author = "Author"
    case date = "Date"
  }

  private struct Style {
    var parent: String?
    /// Whether it is of this text only: then it is how something looks, and not what it is.
    var isOwn = false
    var properties: [String: String] = [:]
  }

  /// What LibreOffice and pandoc call code in a line; the one keeps the name of the other as it is.
  private static let codeStyles: Set = [
    "Source_20_Text", "Source_Text", "Source_5f_Text", "Teletype",
  ]

  /// How far one quotation stands inside another as pandoc writes them, in inches.
  private static let quoteInset = 0.5

  private var styles: [String: Style] = [:]
  /// Levels of list styles: whether each is numbered.
  private var levels: [String: [Int: Bool]] = [:]

  /// Takes note of what an element says about styles.
  ///
  /// - Parameters:
  ///   - name: The element.
  ///   - attributes: Its attributes.
  ///   - current: The style it stands in; changed by one that begins.
  ///   - isOwn: Whether it is said in the text's own part.
  mutating func note(
    _ name: String,
    _ attributes: [String: String],
    in current: inout String?,
    isOwn: Bool
  ) {
    switch name {
    case "style:style", "text:list-style":
      current = attributes["style:name"]
      guard let current, name == "style:style" else { return }
      styles[current] = Style(parent: attributes["style:parent-style-name"], isOwn: isOwn)
    case "style:text-properties", "style:paragraph-properties":
      guard let current else { return }
      styles[current]?.properties.merge(attributes) { first, _ in first }
    case "text:list-level-style-number", "text:list-level-style-bullet":
      guard let current, let level = attributes["text:level"].flatMap({ Int($0) }) else { return }
      levels[current, default: [:]][level] = name.hasSuffix("number")
    default: return
    }
  }

  /// Whether a level of a list is numbered.
  ///
  /// pandoc tells only the first of a list that stands in another.
  func isNumbered(_ list: String?, level: Int) -> Bool {
    guard let known = list.flatMap({ levels[$0] }) else { return false }
    return known[level] ?? known[1] ?? false
  }

  /// What a paragraph of a style is.
  func paragraph(_ style: String?) -> Paragraph {
    for name in chain(style) {
      if let front = Front(rawValue: name) { return .front(front) }
      switch name {
      case "Horizontal_20_Line": return .rule
      case "Preformatted_20_Text": return .code
      case "Quotations":
        let inset = value("fo:margin-left", of: style).flatMap(Self.inches) ?? Self.quoteInset
        return .quote(min(max(Int((inset / Self.quoteInset).rounded()), 1), 6))
      default: continue
      }
    }
    return .body
  }

  /// On which side a paragraph stands, as HTML calls it; nil where that is the usual one.
  func side(_ style: String?) -> String? {
    switch value("fo:text-align", of: style) {
    case "center": "center"
    case "end", "right": "right"
    default: nil
    }
  }

  /// The elements that all text of a paragraph stands in, by its own style.
  func ownElements(_ style: String?) -> [String] {
    guard let style, let own = styles[style], own.isOwn else { return [] }
    return Self.elements { own.properties[$0] }
  }

  /// The elements of HTML that text of a style stands in.
  func elements(_ style: String?) -> [String] {
    let names = chain(style)
    if names.contains(where: Self.codeStyles.contains) { return ["code"] }
    let named = [("Strong_20_Emphasis", "strong"), ("Emphasis", "em")].filter { name, _ in
      names.contains(name)
    }.map(\.1)
    return named + Self.elements { value($0, of: style) }.filter { !named.contains($0) }
  }

  private static func elements(_ property: (String) -> String?) -> [String] {
    var elements: [String] = []
    let weight = property("fo:font-weight")
    if weight == "bold" || (Int(weight ?? "") ?? 0) >= 600 { elements.append("strong") }
    let slant = property("fo:font-style")
    if slant == "italic" || slant == "oblique" { elements.append("em") }
    if let line = property("style:text-line-through-style"), line != "none" {
      elements.append("del")
    }
    return elements
  }

  /// A style and those it is based on.
  private func chain(_ style: String?) -> [String] {
    var names: [String] = []
    var next = style
    while let name = next, names.count < 16, !names.contains(name) {
      names.append(name)
      next = styles[name]?.parent
    }
    return names
  }

  private func value(_ property: String, of style: String?) -> String? {
    chain(style).lazy.compactMap { styles[$0]?.properties[property] }.first
  }

  private static func inches(_ length: String) -> Double? {
    for (unit, size) in [("in", 1.0), ("cm", 2.54), ("mm", 25.4), ("pt", 72.0)]
    where length.hasSuffix(unit) {
      return Double(length.dropLast(unit.count)).map { $0 / size }
    }
    return nil
  }
}
