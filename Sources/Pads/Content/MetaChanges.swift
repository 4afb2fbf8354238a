// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// Checked changes to a pad's metadata, merged live into the open editors.
public struct MetaChanges: Sendable {
  /// The longest field, in bytes of all its strings.
  public static let maximumFieldBytes = 16 << 10

  /// How much fields that we do not know may hold when they are imported, in bytes of JSON.
  public static let maximumForeignBytes = 64 << 10

  /// The fields there are.
  public static let fields: Set<String> = Set(MetaShape.fields.keys)

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
    if value == .null { return true }
    guard let shape = MetaShape.fields[field], shape.allows(value) else { return false }
    if field == "title", case .string(let title) = value, title.count > maximumTitleCharacters {
      return false
    }
    return value.textBytes <= maximumFieldBytes
  }
}

extension Value {
  /// How much its texts hold, in bytes, and one for each, so that a list is never endless.
  fileprivate var textBytes: Int {
    switch self {
    case .string(let text): text.utf8.count + 1
    case .array(let values): values.reduce(1) { $0 + $1.textBytes }
    case .object(let members): members.reduce(1) { $0 + $1.value.textBytes }
    case .undefined, .null, .bool, .number, .bigInt, .bytes: 8
    }
  }

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
