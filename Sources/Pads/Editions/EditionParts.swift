// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// What of an edition comes from the document as it was finished.
struct EditionParts: Sendable {
  let text: [UInt8]
  let metadata: [UInt8]
  let state: [UInt8]
  /// The last row of the history in them.
  let head: UInt64
  /// `meta.title`, else the first heading; nil without either.
  let title: String?
  let description: Description

  /// Takes the parts of a document, all of which is committed.
  init(of document: Document, head: UInt64) {
    let content = document.text(PadRoots.content).string
    text = Array(content.utf8)
    metadata = Self.metadata(of: document)
    state = document.encodedState(since: StateVector())
    self.head = head
    let members = Self.members(of: document)
    description = Description(members)
    title = PadTitle.chosen(in: document) ?? PadTitle.firstHeading(in: content)
  }

  /// The root `meta` as JSON with sorted keys.
  static func metadata(of document: Document) -> [UInt8] {
    let json = Value.object(members(of: document)).sortedByKey.jsonText
    return Array((json ?? "{}").utf8)
  }

  /// The members of the root `meta`, as JSON can say them.
  static func members(of document: Document) -> [Value.Member] {
    guard case .object(let members) = document.map(PadRoots.meta).json.readableInJSON else {
      return []
    }
    return members
  }
}

extension Value {
  /// The value with the members of every object in the order of their keys' bytes.
  fileprivate var sortedByKey: Value {
    switch self {
    case .array(let values): .array(values.map(\.sortedByKey))
    case .object(let members):
      .object(
        members.map { Member(key: $0.key, value: $0.value.sortedByKey) }
          .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      )
    case .undefined, .null, .bool, .number, .bigInt, .string, .bytes: self
    }
  }
}
