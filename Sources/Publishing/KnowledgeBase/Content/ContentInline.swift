// SPDX-License-Identifier: Apache-2.0

/// A paragraph, a heading or rows of a table on their way into the content.
///
/// What is dropped becomes a byte 0 first, which no text holds any more.
struct ContentInline {
  /// A `[` that is open.
  private struct Bracket {
    /// Its place in the result.
    let place: Int
    /// Where its text begins in the source.
    let source: Int
    let isImage: Bool
  }

  private let bytes: [UInt8]
  private let images: Set<String>
  /// The labels that stand for images that there are.
  private let labels: Set<String>
  private var output: [UInt8] = []
  private var open: [Bracket] = []
  private var place = 0

  private init(_ bytes: [UInt8], _ images: Set<String>, _ labels: Set<String>) {
    self.bytes = bytes
    self.images = images
    self.labels = labels
  }

  /// The lines as they stand in the content.
  ///
  /// - Parameters:
  ///   - bytes: Lines without an empty one between them.
  ///   - images: The names of the images that there are.
  ///   - labels: The labels that stand for some of them.
  /// - Returns: The lines.
  /// - Complexity: O(*n*) for *n* bytes.
  static func rewritten(
    _ bytes: [UInt8],
    images: Set<String>,
    labels: Set<String>
  ) -> [UInt8] {
    var lines = ContentInline(bytes, images, labels)
    lines.rewrite()
    return lines.output.filter { $0 != 0 }
  }

  private var next: UInt8 { place + 1 < bytes.count ? bytes[place + 1] : 0 }

  /// Whether Hugo would take what stands here for a command.
  private var beginsCommand: Bool {
    next == UInt8(ascii: "{") && place + 2 < bytes.count && "<%".utf8.contains(bytes[place + 2])
  }

  private mutating func rewrite() {
    var code = CodeSpans.places(in: bytes)[...]
    while place < bytes.count {
      if let span = code.first, span.lowerBound == place {
        output += ContentText.code(bytes[span])
        place = span.upperBound
        code.removeFirst()
        continue
      }
      switch bytes[place] {
      case UInt8(ascii: "\\"): takeEscape()
      case UInt8(ascii: "{") where beginsCommand: put("&#123;")
      case UInt8(ascii: "<"): takeAngle()
      case UInt8(ascii: "!"): takeExclamation()
      case UInt8(ascii: "["): begin(isImage: false)
      case UInt8(ascii: "]"): end()
      default:
        output.append(bytes[place])
        place += 1
      }
    }
    for bracket in open { drop(bracket, andBracket: false) }
  }

  private mutating func put(_ text: String, insteadOf count: Int = 1) {
    output += text.utf8
    place += count
  }

  private mutating func takeEscape() {
    switch next {
    // Not everybody knows these as escaped, and `{{` begins a command of Hugo's.
    case UInt8(ascii: "<"): put("&lt;", insteadOf: 2)
    case UInt8(ascii: "{"): put("&#123;", insteadOf: 2)
    case _ where LinkTarget.isPunctuation(next):
      output += bytes[place..<(place + 2)]
      place += 2
    default:
      output.append(bytes[place])
      place += 1
    }
  }

  /// A `<`: an address between angle brackets stays, a tag becomes text.
  private mutating func takeAngle() {
    var end = place + 1
    while end < bytes.count, end - place < 1_000, bytes[end] > 0x20,
      !"<>`{\"\\".utf8.contains(bytes[end])
    {
      end += 1
    }
    if end < bytes.count, bytes[end] == UInt8(ascii: ">"), isAddress(bytes[(place + 1)..<end]) {
      output += bytes[place...end]
      place = end + 1
    } else if MarkdownText.isWord(next) || "/!?".utf8.contains(next) {
      put("&lt;")
    } else {
      put("<")
    }
  }

  private func isAddress(_ address: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: address, as: UTF8.self)
    return text.wholeMatch(
      of: /(?i)(https?:\/\/|mailto:|ftp:\/\/|tel:).+|[a-z0-9._+-]+@[a-z0-9.-]+/
    )
      != nil
  }

  private mutating func takeExclamation() {
    if next == UInt8(ascii: "[") {
      put("!")
      begin(isImage: true)
      return
    }
    // The last of several may be dropped, and the one before must not do its work then.
    var end = place
    while end < bytes.count, bytes[end] == UInt8(ascii: "!") { end += 1 }
    let isBeforeBracket = end < bytes.count && bytes[end] == UInt8(ascii: "[")
    for _ in place..<(isBeforeBracket ? end - 1 : end) { put(isBeforeBracket ? "&#33;" : "!") }
  }

  private mutating func begin(isImage: Bool) {
    open.append(Bracket(place: output.count, source: place + 1, isImage: isImage))
    put("[")
  }

  /// Makes an image a link, or with its bracket text.
  private mutating func drop(_ bracket: Bracket, andBracket: Bool) {
    if bracket.isImage { output[bracket.place - 1] = 0 }
    if andBracket { output[bracket.place] = 0 }
  }

  private mutating func end() {
    guard let bracket = open.popLast() else {
      put("]")
      if place < bytes.count, bytes[place] == UInt8(ascii: "(") { put("\\(") }
      return
    }
    switch next {
    case UInt8(ascii: "("): endWithAddress(bracket)
    case UInt8(ascii: ":") where !bracket.isImage: endDefinition(bracket)
    default:
      if bracket.isImage, !labels.contains(label(of: bracket)) {
        drop(bracket, andBracket: false)
      }
      put("]")
    }
  }

  private mutating func endWithAddress(_ bracket: Bracket) {
    guard let tail = LinkTail(bytes, at: place + 1) else {
      drop(bracket, andBracket: false)
      put("]\\(", insteadOf: 2)
      return
    }
    let isEmpty = output.count == bracket.place + 1
    switch LinkTarget(tail.address, images: images) {
    case .image(let name): put("](\(ContentText.imageFolder)\(name))")
    // An image in a link: its text stays there.
    case .web where bracket.isImage && !open.isEmpty && !isEmpty:
      drop(bracket, andBracket: true)
    case .web(let address):
      drop(bracket, andBracket: false)
      put(isEmpty ? "\(MarkdownText.escaped(address))](\(address))" : "](\(address))")
    case .fragment(let address) where !bracket.isImage: put("](\(address))")
    case .fragment, .none:
      drop(bracket, andBracket: true)
      // What stands before and behind it must not become a link by its going.
      if isEmpty { output.append(UInt8(ascii: " ")) }
    }
    place = tail.end
  }

  /// A `]:`, which in some place or other says where a label leads.
  private mutating func endDefinition(_ bracket: Bracket) {
    if bytes[bracket.source] == UInt8(ascii: "^") {
      put("]:", insteadOf: 2)
      return
    }
    var start = place + 2
    while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
    guard let address = LinkTail.address(bytes, &start, bytes.count) else {
      put("]&#58;", insteadOf: 2)
      return
    }
    switch LinkTarget(address, images: images) {
    case .image(let name): put("]: \(ContentText.imageFolder)\(name)")
    case .web(let address), .fragment(let address): put("]: \(address)")
    case .none:
      put("]&#58;", insteadOf: 2)
      return
    }
    place = start
  }

  /// What an image without an address is called.
  private func label(of bracket: Bracket) -> String {
    var range = bracket.source..<place
    if next == UInt8(ascii: "["), let end = bytes[(place + 2)...].prefix(200).firstIndex(of: 0x5D),
      end > place + 2
    {
      range = (place + 2)..<end
    }
    return ContentText.label(bytes[range])
  }
}
