// SPDX-License-Identifier: Apache-2.0

/// XML as a row of events, for documents of known programs: names keep their prefixes, and there are no
/// entities but XML's own five.
struct XMLScanner {
  /// What comes next.
  enum Event: Equatable {
    case start(name: String, attributes: [String: String])
    case end(name: String)
    case text(String)
  }

  /// What is no XML.
  struct Fault: Error {}

  private let bytes: [UInt8]
  private var place = 0
  /// The end of an element that has nothing in it.
  private var pendingEnd: String?

  /// Begins to read.
  ///
  /// - Parameter bytes: In UTF-8.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next event; nil at the end.
  mutating func next() throws(Fault) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name: name)
    }
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else { return .text(try readText()) }
      if has("<!--") {
        try skip(past: "-->")
      } else if has("<![CDATA[") {
        return .text(try readVerbatim())
      } else if has("<?") {
        try skip(past: "?>")
      } else if has("<!") {
        try skipDeclaration()
      } else if has("</") {
        place += 2
        let name = readName()
        try skip(past: ">")
        return .end(name: name)
      } else {
        return try readStart()
      }
    }
    return nil
  }

  private func has(_ mark: StaticString) -> Bool {
    let length = mark.utf8CodeUnitCount
    guard length <= bytes.count - place else { return false }
    return mark.withUTF8Buffer { bytes[place..<place + length].elementsEqual($0) }
  }

  private mutating func skip(past mark: StaticString) throws(Fault) {
    while place < bytes.count {
      if has(mark) {
        place += mark.utf8CodeUnitCount
        return
      }
      place += 1
    }
    throw Fault()
  }

  /// Passes over a document type; what it declares is not known here.
  private mutating func skipDeclaration() throws(Fault) {
    var depth = 0
    while place < bytes.count {
      defer { place += 1 }
      switch bytes[place] {
      case UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ">"):
        depth -= 1
        if depth == 0 { return }
      default: continue
      }
    }
    throw Fault()
  }

  private mutating func readVerbatim() throws(Fault) -> String {
    place += 9
    let start = place
    try skip(past: "]]>")
    return String(decoding: bytes[start..<(place - 3)], as: UTF8.self)
  }

  private mutating func readText() throws(Fault) -> String {
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
    return try decoded(bytes[start..<place])
  }

  private mutating func readName() -> String {
    let start = place
    while place < bytes.count, !" \t\r\n/>=<".utf8.contains(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while place < bytes.count, " \t\r\n".utf8.contains(bytes[place]) { place += 1 }
  }

  private mutating func readStart() throws(Fault) -> Event {
    place += 1
    let name = readName()
    guard !name.isEmpty else { throw Fault() }
    var attributes: [String: String] = [:]
    while true {
      skipSpace()
      guard place < bytes.count else { throw Fault() }
      if bytes[place] == UInt8(ascii: ">") {
        place += 1
        return .start(name: name, attributes: attributes)
      }
      if has("/>") {
        place += 2
        pendingEnd = name
        return .start(name: name, attributes: attributes)
      }
      let key = readName()
      skipSpace()
      guard !key.isEmpty, place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
        throw Fault()
      }
      place += 1
      skipSpace()
      attributes[key] = try readValue()
    }
  }

  private mutating func readValue() throws(Fault) -> String {
    guard place < bytes.count, "\"'".utf8.contains(bytes[place]) else { throw Fault() }
    let quote = bytes[place]
    place += 1
    let start = place
    while place < bytes.count, bytes[place] != quote { place += 1 }
    guard place < bytes.count else { throw Fault() }
    defer { place += 1 }
    return try decoded(bytes[start..<place])
  }

  private func decoded(_ raw: ArraySlice<UInt8>) throws(Fault) -> String {
    guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
    var text = ""
    var rest = raw
    while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
      text += String(decoding: rest[..<mark], as: UTF8.self)
      let body = rest[(mark + 1)...].prefix(12)
      guard let end = body.firstIndex(of: UInt8(ascii: ";")) else { throw Fault() }
      let name = String(decoding: body[..<end], as: UTF8.self)
      guard let scalar = Self.scalar(name) else { throw Fault() }
      text.unicodeScalars.append(scalar)
      rest = rest[(end + 1)...]
    }
    return text + String(decoding: rest, as: UTF8.self)
  }

  private static func scalar(_ name: String) -> UnicodeScalar? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    case _ where name.hasPrefix("#x"):
      UInt32(name.dropFirst(2), radix: 16).flatMap(UnicodeScalar.init)
    case _ where name.hasPrefix("#"): UInt32(name.dropFirst(1)).flatMap(UnicodeScalar.init)
    default: nil
    }
  }
}
