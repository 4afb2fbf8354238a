// SPDX-License-Identifier: Apache-2.0

/// Writes HTML of the events of an OpenDocument text.
struct OpenDocumentWriter {
  /// What a block before may still take in.
  private enum Block: Equatable {
    case none, code
    case quote(Int)
  }

  /// What blocks stand in: the text, an item, a cell, a note.
  private struct Container {
    var block = Block.none
    /// Where the paragraphs of it begin and end in the page.
    var paragraphs: [(start: Int, end: Int)] = []
    /// Where the cell begins whose side its first paragraph tells.
    var cell: Int?
  }

  /// An element of HTML that text stands in.
  private struct Element: Equatable {
    let opening: String
    let closing: String
  }

  /// An image that is being read.
  private struct Frame {
    var address: String?
    var description = ""
  }

  /// What a note stands in.
  private struct Interrupted {
    let out: [String]
    let lists: [(style: String?, isNumbered: Bool)]
    let openParagraphs: [String]
    let wanted: [[Element]]
    let shown: [Element]
    let isInCode: Bool
  }

  /// Elements whose content is none of the text.
  private static let skipped: Set = [
    "text:tracked-changes", "office:annotation", "office:forms", "text:sequence-decls",
    "text:note-citation", "text:table-of-content", "text:illustration-index",
    "text:alphabetical-index",
    "text:user-index", "text:bibliography", "office:settings", "text:variable-decls",
  ]

  private var styles = OpenDocumentStyles()
  private var currentStyle: String?
  private var out: [String] = []
  private var containers = [Container()]
  private var lists: [(style: String?, isNumbered: Bool)] = []
  /// For each open span or link the elements that its text is to stand in.
  private var wanted: [[Element]] = []
  /// The elements that are open on the page.
  private var shown: [Element] = []
  private var frames: [Frame] = []
  private var footnotes: [String] = []
  /// What goes on behind a note.
  private var interrupted: [Interrupted] = []
  private var isInBody = false
  private var isInCode = false
  private var isDescribing = false
  /// How many paragraphs are open; only there is text.
  private var openParagraphs: [String] = []
  private var skipDepth: Int?
  /// What stands before the text and says what it is, by the styles of its paragraphs.
  private(set) var front: [OpenDocumentStyles.Front: [String]] = [:]
  private var frontPart: OpenDocumentStyles.Front?
  private(set) var notes: [ImportNote] = []

  /// The page without its head.
  var page: String {
    guard !footnotes.isEmpty else { return out.joined() }
    let items = footnotes.enumerated().map { "<li id=\"fn\($0.offset + 1)\">\($0.element)</li>" }
    return out.joined() + "<section class=\"footnotes\"><ol>\(items.joined())</ol></section>"
  }

  /// Takes what an event says of styles only.
  ///
  /// - Parameters:
  ///   - event: What comes next.
  ///   - isOwn: Whether it comes in the text's own part.
  mutating func noteStyles(_ event: XMLScanner.Event, isOwn: Bool) {
    guard case .start(let name, let attributes) = event else { return }
    styles.note(name, attributes, in: &currentStyle, isOwn: isOwn)
  }

  /// Takes an event.
  ///
  /// - Parameters:
  ///   - event: What comes next.
  ///   - depth: How many elements are open, with one that begins and without one that ends.
  mutating func take(_ event: XMLScanner.Event, depth: Int) {
    if let skipDepth {
      if case .end = event, depth < skipDepth { self.skipDepth = nil }
      return
    }
    switch event {
    case .start(let name, let attributes):
      if Self.skipped.contains(name) {
        skipDepth = depth
        if name != "text:note-citation", name.hasPrefix("text:"), !name.hasSuffix("-decls") {
          notes.append(ImportNote(.content, String(name.dropFirst(5))))
        } else if name == "office:annotation" {
          notes.append(ImportNote(.content, "comments"))
        }
        return
      }
      noteStyles(event, isOwn: true)
      if name == "office:text" { isInBody = true }
      if isInBody { start(name, attributes) }
    case .end(let name):
      if name == "office:text" {
        settle()
        isInBody = false
      }
      if isInBody { end(name) }
    case .text(let text):
      if isInBody { write(text) }
    }
  }

  private mutating func start(_ name: String, _ attributes: [String: String]) {
    if frontPart != nil, ["text:line-break", "text:tab", "text:s"].contains(name) {
      return write(" ")
    }
    switch name {
    case "text:p": startParagraph(attributes["text:style-name"])
    case "text:h":
      settle()
      let level = min(max(Int(attributes["text:outline-level"] ?? "") ?? 1, 1), 6)
      openParagraphs.append("</h\(level)>")
      out.append("<h\(level)>")
    case "text:span":
      want(isInCode ? [] : styles.elements(attributes["text:style-name"]))
    case "text:a":
      let address = HTMLFormat.escaped(attributes["xlink:href"] ?? "")
      wanted.append([Element(opening: "<a href=\"\(address)\">", closing: "</a>")])
    case "text:line-break": out.append(isInCode ? "\n" : "<br>")
    case "text:tab": out.append(isInCode ? "\t" : " ")
    case "text:s":
      let count = min(Int(attributes["text:c"] ?? "1") ?? 1, 200)
      out.append(isInCode ? String(repeating: " ", count: max(count, 1)) : " ")
    case "text:list": startList(attributes["text:style-name"])
    case "text:list-item", "text:list-header":
      out.append("<li>")
      containers.append(Container())
    case "text:note": startNote()
    case "draw:frame": frames.append(Frame())
    case "draw:image":
      if !frames.isEmpty { frames[frames.count - 1].address = attributes["xlink:href"] }
    case "svg:desc", "svg:title": isDescribing = true
    default: startTable(name, attributes)
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "text:p", "text:h": endParagraph()
    case "text:span", "text:a": _ = wanted.popLast()
    case "text:list":
      settle()
      out.append(lists.popLast()?.isNumbered == true ? "</ol>" : "</ul>")
    case "text:list-item", "text:list-header":
      settle()
      tighten()
      out.append("</li>")
    case "text:note": endNote()
    case "draw:frame": endFrame()
    case "svg:desc", "svg:title": isDescribing = false
    default: endTable(name)
    }
  }

  private mutating func write(_ text: String) {
    if isDescribing {
      if !frames.isEmpty { frames[frames.count - 1].description += text }
      return
    }
    guard !openParagraphs.isEmpty else { return }
    if let frontPart {
      var texts = front[frontPart] ?? []
      texts.append((texts.popLast() ?? "") + text)
      front[frontPart] = texts
      return
    }
    showWanted()
    out.append(HTMLFormat.escaped(isInCode ? text.replacing("\n", with: " ") : text))
  }
}

/// Paragraphs, and what is in them.
extension OpenDocumentWriter {
  private mutating func startParagraph(_ style: String?) {
    // One inside of another stands in a frame, such as what is written below an image.
    guard openParagraphs.isEmpty else {
      openParagraphs.append(" ")
      return
    }
    let place = containers.count - 1
    if let cell = containers[place].cell {
      if let side = styles.side(style) {
        out[cell] = out[cell].replacing(">", with: " style=\"text-align: \(side)\">")
      }
      containers[place].cell = nil
    }
    switch styles.paragraph(style) {
    case .front(let part) where out.isEmpty:
      frontPart = part
      front[part, default: []].append("")
      openParagraphs.append("")
    case .rule:
      settle()
      out.append("<hr>")
      openParagraphs.append("")
    case .code:
      if containers[place].block == .code {
        out.append("\n")
      } else {
        settle()
        out.append("<pre>")
        containers[place].block = .code
      }
      isInCode = true
      openParagraphs.append("")
    case .quote(let depth):
      quote(depth)
      out.append("<p>")
      openParagraphs.append("</p>")
    case .body, .front:
      settle()
      containers[place].paragraphs.append((out.count, out.count))
      out.append("<p>")
      openParagraphs.append("</p>")
      want(styles.ownElements(style))
    }
  }

  private mutating func endParagraph() {
    guard let closing = openParagraphs.popLast() else { return }
    if openParagraphs.isEmpty, frontPart != nil {
      frontPart = nil
      return
    }
    if openParagraphs.isEmpty {
      show([])
      wanted = []
      isInCode = false
      let place = containers.count - 1
      if let last = containers[place].paragraphs.indices.last, closing == "</p>" {
        containers[place].paragraphs[last].end = out.count
      }
    }
    out.append(closing)
  }

  /// Goes on in a quotation so deep.
  private mutating func quote(_ depth: Int) {
    var open = 0
    if case .quote(let depth) = containers[containers.count - 1].block {
      open = depth
    } else {
      settle()
    }
    if depth > open { out.append(String(repeating: "<blockquote>", count: depth - open)) }
    if depth < open { out.append(String(repeating: "</blockquote>", count: open - depth)) }
    containers[containers.count - 1].block = .quote(depth)
  }

  /// Ends what the block before could still have taken in.
  private mutating func settle() {
    let place = containers.count - 1
    switch containers[place].block {
    case .none: return
    case .code: out.append("</pre>")
    case .quote(let depth): out.append(String(repeating: "</blockquote>", count: depth))
    }
    containers[place].block = .none
  }

  private mutating func want(_ names: [String]) {
    wanted.append(names.map { Element(opening: "<\($0)>", closing: "</\($0)>") })
  }

  /// Opens and closes elements as the text that comes is to stand in them; those that go on stay open,
  /// so that bold text with a slanted word in it is one.
  private mutating func showWanted() {
    var all: [Element] = []
    for element in wanted.joined() where !all.contains(element) { all.append(element) }
    show(isInCode ? [] : all)
  }

  private mutating func show(_ elements: [Element]) {
    let kept = shown.prefix { elements.contains($0) }
    out += shown[kept.count...].reversed().map(\.closing)
    let new = elements.filter { !kept.contains($0) }
    out += new.map(\.opening)
    shown = kept + new
  }

  private mutating func endFrame() {
    guard let frame = frames.popLast(), let address = frame.address else { return }
    showWanted()
    let description = HTMLFormat.escaped(frame.description)
    out.append("<img src=\"\(HTMLFormat.escaped(address))\" alt=\"\(description)\">")
  }

  private mutating func startNote() {
    showWanted()
    interrupted.append(
      Interrupted(
        out: out,
        lists: lists,
        openParagraphs: openParagraphs,
        wanted: wanted,
        shown: shown,
        isInCode: isInCode
      )
    )
    out = []
    lists = []
    openParagraphs = []
    wanted = []
    shown = []
    isInCode = false
    containers.append(Container())
  }

  private mutating func endNote() {
    settle()
    containers.removeLast()
    footnotes.append(out.joined())
    guard let outside = interrupted.popLast() else { return }
    out = outside.out
    lists = outside.lists
    openParagraphs = outside.openParagraphs
    wanted = outside.wanted
    shown = outside.shown
    isInCode = outside.isInCode
    out.append("<sup><a href=\"#fn\(footnotes.count)\">\(footnotes.count)</a></sup>")
  }
}

/// Lists and tables.
extension OpenDocumentWriter {
  private mutating func startList(_ style: String?) {
    settle()
    let own = style ?? lists.last?.style
    let isNumbered = styles.isNumbered(own, level: lists.count + 1)
    lists.append((own, isNumbered))
    out.append(isNumbered ? "<ol>" : "<ul>")
  }

  /// An item of one paragraph is no paragraph in Markdown.
  private mutating func tighten() {
    guard let item = containers.popLast(), item.paragraphs.count == 1,
      let only = item.paragraphs.first, only.end < out.count, out[only.start] == "<p>"
    else { return }
    out[only.start] = ""
    out[only.end] = ""
  }

  private mutating func startTable(_ name: String, _ attributes: [String: String]) {
    switch name {
    case "table:table":
      settle()
      out.append("<table>")
    case "table:table-header-rows": out.append("<thead>")
    case "table:table-row": out.append("<tr>")
    case "table:table-cell":
      var spans = ""
      for (attribute, span) in [
        ("table:number-columns-spanned", "colspan"), ("table:number-rows-spanned", "rowspan"),
      ] {
        if let number = attributes[attribute].flatMap({ Int($0) }), (2...100).contains(number) {
          spans += " \(span)=\"\(number)\""
        }
      }
      let repeated = min(Int(attributes["table:number-columns-repeated"] ?? "1") ?? 1, 50)
      for _ in 1..<max(repeated, 1) { out.append("<td></td>") }
      var cell = Container()
      cell.cell = out.count
      containers.append(cell)
      out.append("<td\(spans)>")
    default: return
    }
  }

  private mutating func endTable(_ name: String) {
    switch name {
    case "table:table": out.append("</table>")
    case "table:table-header-rows": out.append("</thead>")
    case "table:table-row": out.append("</tr>")
    case "table:table-cell":
      settle()
      tighten()
      out.append("</td>")
    default: return
    }
  }
}
