// SPDX-License-Identifier: Apache-2.0

/// The Markdown of a text as the content has it: it reads the same, runs nothing and fetches nothing.
///
/// Images of ours lead to `content/images`; others become links, so that nobody is asked for them. Tags of
/// HTML become text, as do links to where the text was written and links that would run something. What
/// programs differ about is decided as the most careful of them does: MkDocs knows code between fences
/// at the left margin only, so that elsewhere a `<` in code may become `&lt;`. The exact text lies beside.
struct ContentText {
  /// Where images are, seen from a text.
  static let imageFolder = "../../images/"

  private let images: Set<String>
  private let labels: Set<String>
  private var output: [UInt8] = []
  /// Lines whose code and links are not looked at yet.
  private var chunk: [UInt8] = []
  /// The fence that is open.
  private var fence: (mark: UInt8, length: Int)?
  /// Whether nothing is open, in which a line far to the right would be text.
  private var isAtTop = true

  private init(images: Set<String>, labels: Set<String>) {
    self.images = images
    self.labels = labels
  }

  /// Makes it.
  ///
  /// - Parameters:
  ///   - markdown: The text of an edition.
  ///   - images: The names of the images that there are.
  /// - Returns: The Markdown, ending in a line feed.
  /// - Complexity: O(*n*) for *n* bytes.
  static func rewritten(_ markdown: String, images: Set<String>) -> String {
    let bytes = clean(markdown)
    var text = ContentText(images: images, labels: labels(in: bytes, images: images))
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      text.take(line)
    }
    text.finishChunk()
    text.endFence()
    while text.output.last == UInt8(ascii: "\n") { text.output.removeLast() }
    return String(decoding: text.output, as: UTF8.self) + "\n"
  }

  private mutating func take(_ line: ArraySlice<UInt8>) {
    if let open = fence {
      closes(line, open) ? endFence() : write(Self.code(line))
      return
    }
    let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let first = text.first else {
      finishChunk()
      write([])
      return
    }
    let columns = line[..<text.startIndex].reduce(0) {
      $1 == UInt8(ascii: "\t") ? $0 / 4 * 4 + 4 : $0 + 1
    }
    if columns >= 4, isAtTop, chunk.isEmpty {
      write(Self.code(line))
      return
    }
    if columns == 0, begins(fence: text) { return }
    let isPlain = columns == 0 && !"-+*>[:0123456789".utf8.contains(first)
    isAtTop = isPlain && (chunk.isEmpty || isAtTop)
    chunk += line
    chunk.append(UInt8(ascii: "\n"))
  }

  /// Begins code; what only some would take for a fence becomes text.
  private mutating func begins(fence line: ArraySlice<UInt8>) -> Bool {
    guard let mark = line.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
      return false
    }
    let length = line.prefix { $0 == mark }.count
    guard length >= 3 else { return false }
    let rest = line.dropFirst(length)
    guard mark == UInt8(ascii: "~") || !rest.contains(mark) else {
      chunk.append(UInt8(ascii: "\\"))
      return false
    }
    finishChunk()
    isAtTop = true
    fence = (mark, length)
    let word = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.prefix {
      MarkdownText.isWord($0) || "#+-_".utf8.contains($0)
    }
    write(Array(repeating: mark, count: length) + word)
    return true
  }

  private func closes(_ line: ArraySlice<UInt8>, _ open: (mark: UInt8, length: Int)) -> Bool {
    let text = line.drop { $0 == UInt8(ascii: " ") }
    let length = text.prefix { $0 == open.mark }.count
    return line.count - text.count < 4 && length >= open.length
      && text.dropFirst(length).allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  private mutating func endFence() {
    guard let open = fence else { return }
    write(Array(repeating: open.mark, count: open.length))
    fence = nil
  }

  private mutating func write(_ line: some Sequence<UInt8>) {
    output += line
    output.append(UInt8(ascii: "\n"))
  }

  private mutating func finishChunk() {
    guard !chunk.isEmpty else { return }
    output += ContentInline.rewritten(chunk, images: images, labels: labels)
    chunk = []
  }

  /// Code as it is, without what Hugo takes for a command even there.
  static func code(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var code: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "%"),
        code.suffix(2).elementsEqual("{{".utf8)
      {
        code.append(UInt8(ascii: " "))
      }
      code.append(byte)
    }
    return code
  }

  /// The text with LF as line ends and without controls.
  private static func clean(_ markdown: String) -> [UInt8] {
    var clean: [UInt8] = []
    clean.reserveCapacity(markdown.utf8.count)
    var previous: UInt8 = 0
    for byte in markdown.utf8 {
      switch byte {
      case UInt8(ascii: "\r"): clean.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "\n") where previous == UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"), UInt8(ascii: "\t"), 0x20..<0x7F, 0x80...: clean.append(byte)
      default: break
      }
      previous = byte
    }
    return clean
  }

  /// The labels that stand for images that there are, and for nothing else anywhere in the text.
  private static func labels(in bytes: [UInt8], images: Set<String>) -> Set<String> {
    guard !images.isEmpty else { return [] }
    var labels: Set<String> = []
    var others: Set<String> = []
    var start: Int?
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "["): start = place + 1
      case UInt8(ascii: "]"):
        guard let opening = start, place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: ":")
        else { continue }
        start = nil
        let label = label(bytes[opening..<place])
        var next = place + 2
        while next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
        let address = LinkTail.address(bytes, &next, min(bytes.count, next + 200))
        if case .image? = address.map({ LinkTarget($0, images: images) }),
          label.utf8.allSatisfy({ MarkdownText.isWord($0) || " -_.".utf8.contains($0) })
        {
          labels.insert(label)
        } else {
          others.insert(label)
        }
      default: continue
      }
    }
    return labels.subtracting(others)
  }

  /// A label as labels are compared.
  static func label(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).uppercased().lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
