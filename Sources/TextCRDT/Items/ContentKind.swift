// SPDX-License-Identifier: Apache-2.0

/// What a block holds; the raw values are those of the wire (Yjs `contentRefs`).
enum ContentKind: UInt8, BitwiseCopyable {
  /// Collected: only identities are left, the place is forgotten.
  case collected = 0
  /// Deleted units whose content is gone and whose place is kept.
  case deleted = 1
  /// JSON texts, one a unit; written by old versions of Yjs.
  case json = 2
  /// One array of bytes.
  case binary = 3
  /// Text; a unit is a UTF-16 unit.
  case string = 4
  /// One object in a text, as JSON.
  case embed = 5
  /// The start or end of a text attribute.
  case format = 6
  /// One shared type.
  case type = 7
  /// JSON-like values, one a unit.
  case any = 8
  /// One sub-document.
  case document = 9
  /// Units that are not in this update.
  case skip = 10

  /// Whether units of this kind count towards the length of the type they are in.
  var isCountable: Bool {
    switch self {
    case .collected, .deleted, .format, .skip: false
    case .json, .binary, .string, .embed, .type, .any, .document: true
    }
  }

  /// Whether a run can have more than one unit, and so be split and joined.
  var isDivisible: Bool {
    switch self {
    case .collected, .deleted, .json, .string, .any: true
    case .binary, .embed, .format, .type, .document, .skip: false
    }
  }
}
