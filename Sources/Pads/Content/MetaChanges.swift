// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// Checked changes to a pad's metadata, merged live into the open editors.
public struct MetaChanges: Sendable {
  /// The longest field, in bytes of all its strings.
  public static let maximumFieldBytes = 16 << 10

  /// The fields there are; each holds a string, or a list of strings where several make sense.
  public static let fields: Set<String> = [
    "title", "language", "tags", "date", "place", "people", "event", "relations", "licence",
    "description",
  ]

  private static let lists: Set<String> = ["tags", "people", "relations"]
  private static let maximumTitleCharacters = 300

  private let changes: [String: Value?]

  /// Makes no change.
  public init() {
    changes = [:]
  }

  /// Checks changes.
  ///
  /// - Parameter changes: By field what it shall hold; `nil` and `Value.null` remove the field.
  /// - Throws: ``PadError/invalidMeta(field:)``.
  public init(_ changes: [String: Value?]) throws(PadError) {
    for (field, value) in changes {
      guard Self.fields.contains(field), Self.isAllowed(value ?? .null, in: field) else {
        throw .invalidMeta(field: field)
      }
    }
    self.changes = changes
  }

  /// Whether nothing changes.
  public var isEmpty: Bool { changes.isEmpty }

  func apply(to document: Document) throws(EditError) {
    guard !changes.isEmpty else { return }
    let meta = document.map(PadRoots.meta)
    for (field, value) in changes.sorted(by: { $0.key < $1.key }) {
      if let value, value != .null {
        if meta.value(field) != value { try meta.set(field, value) }
      } else {
        meta.remove(field)
      }
    }
  }

  private static func isAllowed(_ value: Value, in field: String) -> Bool {
    switch value {
    case .null: true
    case .string(let string):
      !lists.contains(field) && string.utf8.count <= maximumFieldBytes
        && (field != "title" || string.count <= maximumTitleCharacters)
        && !string.unicodeScalars.contains("\0")
    case .array(let values):
      lists.contains(field)
        && values.allSatisfy { if case .string = $0 { true } else { false } }
        && values.reduce(0) { $0 + byteCount($1) } <= maximumFieldBytes
    default: false
    }
  }

  private static func byteCount(_ value: Value) -> Int {
    if case .string(let string) = value { string.utf8.count + 1 } else { 0 }
  }
}
