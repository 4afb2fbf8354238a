// SPDX-License-Identifier: Apache-2.0

/// An OpenDocument text as a page of HTML, from which pandoc goes on.
///
/// pandoc's own reader drops the heads of tables, quotations, code and the descriptions of images.
struct OpenDocumentPage {
  /// The most bytes of the text's XML.
  private static let maximumBytes = 16 << 20
  /// The most elements in one another.
  private static let maximumDepth = 256

  /// The page.
  private(set) var html = ""
  /// What was not understood.
  private(set) var notes: [ImportNote] = []

  /// Reads a document.
  ///
  /// - Parameter archive: The document's archive.
  /// - Throws: ``FormatError/unreadable``.
  init(_ archive: ZipDirectory) throws(FormatError) {
    guard let content = archive.file("content.xml", upTo: Self.maximumBytes) else {
      throw .unreadable
    }
    var writer = OpenDocumentWriter()
    if let styles = archive.file("styles.xml", upTo: Self.maximumBytes) {
      try Self.read(styles) { event, _ in writer.noteStyles(event, isOwn: false) }
    }
    try Self.read(content) { event, depth in writer.take(event, depth: depth) }
    notes = writer.notes
    let head = archive.file("meta.xml", upTo: 1 << 20).map(Self.head) ?? Head()
    html = head.html(writer.front) + writer.page + "</body></html>"
  }

  /// Goes through XML, which must be whole.
  private static func read(
    _ bytes: [UInt8],
    _ body: (XMLScanner.Event, Int) -> Void
  ) throws(FormatError) {
    var scanner = XMLScanner(bytes)
    var open: [String] = []
    do throws(XMLScanner.Fault) {
      while let event = try scanner.next() {
        switch event {
        case .start(let name, _): open.append(name)
        case .end(let name): guard open.popLast() == name else { throw XMLScanner.Fault() }
        case .text: break
        }
        guard open.count <= maximumDepth else { throw XMLScanner.Fault() }
        body(event, open.count)
      }
      guard open.isEmpty else { throw XMLScanner.Fault() }
    } catch {
      throw .unreadable
    }
  }

  /// What the document says of itself.
  private struct Head {
    var fields: [String: [String]] = [:]

    /// The head of the page.
    func html(_ front: [OpenDocumentStyles.Front: [String]]) -> String {
      func element(_ name: String, _ text: String) -> String {
        "<meta name=\"\(name)\" content=\"\(HTMLFormat.escaped(text))\">"
      }
      var lines = ""
      if let title = front[.title]?.first ?? fields["dc:title"]?.first, !title.isEmpty {
        lines += "<title>\(HTMLFormat.escaped(title))</title>"
      }
      for author in front[.author] ?? [] {
        lines += element("author", author)
      }
      if let date = front[.date]?.first { lines += element("date", date) }
      if let words = fields["meta:keyword"] {
        lines += element("keywords", words.joined(separator: ", "))
      }
      if let text = fields["dc:description"]?.first { lines += element("description", text) }
      let language =
        fields["dc:language"]?.first.map { " lang=\"\(HTMLFormat.escaped($0))\"" } ?? ""
      return "<!DOCTYPE html><html\(language)><head><meta charset=\"utf-8\">\(lines)</head><body>"
    }
  }

  private static func head(_ meta: [UInt8]) -> Head {
    var head = Head()
    var name = ""
    try? read(meta) { event, _ in
      switch event {
      case .start(let element, _): name = element
      case .end: name = ""
      case .text(let text):
        if !name.isEmpty, text.contains(where: { !$0.isWhitespace }) {
          head.fields[name, default: []].append(text)
        }
      }
    }
    return head
  }
}
