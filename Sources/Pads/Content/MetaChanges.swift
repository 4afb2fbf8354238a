// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// Checked changes to a pad's metadata, merged live into the open editors.
public struct MetaChanges: Sendable {
  /// The longest field, in bytes of all its strings.
  public static let maximumFieldBytes = 16 << 10

  /// How much fields that we do not know may hold when they are imported, in bytes of JSON.
  public static let maximumForeignBytes = 64 << 10

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

  /// Takes what an imported file says of its text.
  ///
  /// Fields we know hold what they may hold; others are kept as they are, within
  /// ``maximumForeignBytes``, so that an export has them again.
  ///
  /// - Parameters:
  ///   - fields: The fields in their order; a later one of the same name counts.
  ///   - unfit: Where the names of those go that cannot be kept.
  public init(imported fields: [Value.Member], unfit: inout [String]) {
    var changes: [String: Value?] = [:]
    var room = Self.maximumForeignBytes
    for field in fields where field.value != .null {
      if Self.fields.contains(field.key) {
        guard Self.isAllowed(field.value, in: field.key) else {
          unfit.append(field.key)
          continue
        }
      } else {
        let byteCount = field.key.utf8.count + (field.value.jsonText?.utf8.count ?? room)
        guard byteCount <= room, !field.key.isEmpty, !field.key.unicodeScalars.contains("\0"),
          field.value.isPlain(depth: 16)
        else {
          unfit.append(field.key)
          continue
        }
        room -= byteCount
      }
      changes[field.key] = field.value
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

extension Value {
  /// Whether it holds only what JSON can say, nested no deeper than this.
  fileprivate func isPlain(depth: Int) -> Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .array(let values): depth > 0 && values.allSatisfy { $0.isPlain(depth: depth - 1) }
    case .object(let members):
      depth > 0 && members.allSatisfy { $0.value.isPlain(depth: depth - 1) }
    case .undefined, .bigInt, .bytes: false
    }
  }
}
