// SPDX-License-Identifier: Apache-2.0

/// New content that was checked and encoded: inserting it cannot fail.
indirect enum PreparedContent {
  /// A run of units of one kind, encoded as an item holds it.
  case run(ContentKind, bytes: [UInt8], length: Int)

  /// A new shared type.
  case type(PreparedType)
}

/// A new shared type and its first content.
struct PreparedType {
  var kind: TypeKind
  /// Of an XML element or hook its name.
  var name: [UInt8] = []
  var children: [PreparedContent] = []
  var edits: [PreparedEdit] = []
  var entries: [(key: [UInt8], content: PreparedContent)] = []
}

/// A ``TextEdit`` that was checked.
enum PreparedEdit {
  case retain(Int, TextAttributes)
  case insert(PreparedContent, TextAttributes)
  case delete(Int)
}

/// Checks new content, encodes it, and counts what it takes.
struct ContentPreparation {
  let limits: Limits
  /// Bytes of content.
  private(set) var bytes = 0
  /// Units, which are clocks.
  private(set) var units = 0
  /// Items.
  private(set) var blocks = 0

  init(limits: Limits) {
    self.limits = limits
  }

  /// Checks elements of an array or of an XML type, in which so many types may nest.
  mutating func prepare(
    _ contents: [NewContent],
    depth: Int
  ) throws(EditError) -> [PreparedContent] {
    var prepared: [PreparedContent] = []
    // Plain values that follow one another are one run, as Yjs packs them.
    var values = ByteWriter()
    var valueCount = 0
    for content in contents {
      if case .value(let value) = content, !value.isBytes {
        try write(value, to: &values)
        valueCount += 1
        continue
      }
      if valueCount > 0 {
        prepared.append(run(.any, values.bytes, length: valueCount))
        values = ByteWriter()
        valueCount = 0
      }
      prepared.append(try prepare(content, depth: depth))
    }
    if valueCount > 0 { prepared.append(run(.any, values.bytes, length: valueCount)) }
    return prepared
  }

  /// Checks one value of a map or one element.
  mutating func prepare(
    _ content: NewContent,
    depth: Int
  ) throws(EditError) -> PreparedContent {
    switch content {
    case .value(.bytes(let bytes)): return run(.binary, bytes, length: 1)
    case .value(let value):
      var writer = ByteWriter()
      try write(value, to: &writer)
      return run(.any, writer.bytes, length: 1)
    case .document(let document): return try prepare(document)
    default: return .type(try prepareType(content, depth: depth))
    }
  }

  /// Checks an object in a text: a shared type, or anything JSON can hold.
  mutating func prepareEmbed(
    _ content: NewContent,
    depth: Int
  ) throws(EditError) -> PreparedContent {
    switch content {
    case .value(let value):
      var writer = ByteWriter()
      writer.writeByteArray(try value.encodedJSON(depth: limits.maximumDepth))
      return run(.embed, writer.bytes, length: 1)
    case .document: throw .notJSON
    default: return .type(try prepareType(content, depth: depth))
    }
  }

  /// Checks the steps of an edit of a text that is so long and in which so many types may nest.
  mutating func prepare(
    _ edits: [TextEdit],
    length: Int,
    depth: Int
  ) throws(EditError) -> [PreparedEdit] {
    var prepared: [PreparedEdit] = []
    var rest = length
    for edit in edits {
      switch edit {
      case .retain(let count, let attributes):
        guard count >= 0 else { throw .offsetOutOfBounds(count) }
        try note(attributes)
        if count > rest { try noteText(bytes: count - rest, length: count - rest) }
        rest -= min(rest, count)
        prepared.append(.retain(count, attributes))
      case .insert(let text, let attributes):
        try note(attributes)
        if !text.isEmpty { prepared.append(.insert(try prepareText(text), attributes)) }
      case .embed(let content, let attributes):
        try note(attributes)
        prepared.append(.insert(try prepareEmbed(content, depth: depth), attributes))
      case .delete(let count):
        guard count >= 0, count <= rest else { throw .offsetOutOfBounds(count) }
        rest -= count
        prepared.append(.delete(count))
      }
    }
    return prepared
  }

  mutating func prepareText(_ text: String) throws(EditError) -> PreparedContent {
    let bytes = Array(text.utf8)
    let length = text.utf16.count
    try noteText(bytes: bytes.count, length: length)
    return .run(.string, bytes: bytes, length: length)
  }

  /// Counts attributes that an edit gives: formats before and behind.
  mutating func note(_ attributes: TextAttributes) throws(EditError) {
    for member in attributes.members {
      let format = try Store.formatBytes(member.key, member.value, depth: limits.maximumDepth)
      bytes += 2 * format.count
      units += 2
      blocks += 2
    }
  }

  // MARK: Parts

  private mutating func noteText(bytes count: Int, length: Int) throws(EditError) {
    // Compared before it is added, for the numbers may come from outside.
    guard count <= limits.maximumDocumentBytes else { throw .limitExceeded(.documentBytes) }
    bytes += count
    units += length
    blocks += 1
  }

  private mutating func run(
    _ kind: ContentKind,
    _ content: [UInt8],
    length: Int
  ) -> PreparedContent {
    bytes += content.count
    units += length
    blocks += 1
    return .run(kind, bytes: content, length: length)
  }

  private func write(_ value: Value, to writer: inout ByteWriter) throws(EditError) {
    guard value.isNested(within: limits.maximumDepth) else { throw .limitExceeded(.depth) }
    writer.writeAny(value)
  }

  private mutating func prepare(_ document: Subdocument) throws(EditError) -> PreparedContent {
    var options: [Value.Member] = []
    if !document.collectsGarbage { options.append(.init(key: "gc", value: .bool(false))) }
    if document.loadsAutomatically { options.append(.init(key: "autoLoad", value: .bool(true))) }
    if let meta = document.meta { options.append(.init(key: "meta", value: meta)) }
    var writer = ByteWriter()
    writer.writeString(document.identifier)
    try write(.object(options), to: &writer)
    return run(.document, writer.bytes, length: 1)
  }

  private mutating func prepareType(
    _ content: NewContent,
    depth: Int
  ) throws(EditError) -> PreparedType {
    guard depth > 0 else { throw .limitExceeded(.depth) }
    units += 1
    blocks += 1
    switch content {
    case .text(let text): return try textType(.text, [.insert(text)], depth)
    case .formattedText(let edits): return try textType(.text, edits, depth)
    case .xmlText(let text): return try textType(.xmlText, [.insert(text)], depth)
    case .formattedXMLText(let edits): return try textType(.xmlText, edits, depth)
    case .map(let entries):
      return PreparedType(kind: .map, entries: try prepare(entries, depth: depth - 1))
    case .array(let elements):
      return PreparedType(kind: .array, children: try prepare(elements, depth: depth - 1))
    case .xmlFragment(let children):
      return PreparedType(kind: .xmlFragment, children: try prepare(children, depth: depth - 1))
    case .xmlElement(let name, let attributes, let children):
      var type = PreparedType(kind: .xmlElement, name: Array(name.utf8))
      type.children = try prepare(children, depth: depth - 1)
      type.entries = try prepare(
        attributes.map { (key: $0.key, content: .value($0.value)) },
        depth: depth - 1
      )
      return type
    case .xmlHook(let name, let entries):
      var type = PreparedType(kind: .xmlHook, name: Array(name.utf8))
      type.entries = try prepare(entries, depth: depth - 1)
      return type
    case .value, .document: preconditionFailure("values and documents are no types")
    }
  }

  private mutating func textType(
    _ kind: TypeKind,
    _ edits: [TextEdit],
    _ depth: Int
  ) throws(EditError) -> PreparedType {
    PreparedType(kind: kind, edits: try prepare(edits, length: 0, depth: depth - 1))
  }

  private mutating func prepare(
    _ entries: [(key: String, content: NewContent)],
    depth: Int
  ) throws(EditError) -> [(key: [UInt8], content: PreparedContent)] {
    var prepared: [(key: [UInt8], content: PreparedContent)] = []
    var known: [[UInt8]: Int] = [:]
    for entry in entries {
      let key = Array(entry.key.utf8)
      let content = try prepare(entry.content, depth: depth)
      if let index = known[key] {
        prepared[index].content = content
      } else {
        known[key] = prepared.count
        prepared.append((key, content))
      }
    }
    return prepared
  }
}

extension Value {
  fileprivate var isBytes: Bool {
    if case .bytes = self { true } else { false }
  }
}
