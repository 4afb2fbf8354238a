// SPDX-License-Identifier: Apache-2.0

/// A JSON-like value as Yjs stores it in maps, arrays and text attributes.
///
/// Two values are equal when they hold the same; strings are compared by their bytes, because
/// JavaScript tells apart two spellings of "é" that Swift's `String` holds for equal.
public enum Value: Sendable {
  /// JavaScript's `undefined`.
  case undefined
  /// JavaScript's `null`.
  case null
  /// A truth value.
  case bool(Bool)
  /// Any JavaScript number, integers included.
  case number(Double)
  /// A 64-bit `BigInt`.
  case bigInt(Int64)
  /// A string.
  case string(String)
  /// A `Uint8Array`.
  case bytes([UInt8])
  /// An array.
  case array([Value])
  /// An object with its keys in the order they were written.
  case object([Member])

  /// One key of an object and its value.
  public struct Member: Equatable, Sendable {
    /// The key.
    public let key: String
    /// The value.
    public let value: Value

    /// Pairs a key with its value.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - value: The value.
    public init(key: String, value: Value) {
      self.key = key
      self.value = value
    }

    /// Whether key and value are the same; keys are compared by their bytes.
    public static func == (left: Member, right: Member) -> Bool {
      left.key.hasSameBytes(as: right.key) && left.value == right.value
    }
  }
}

extension Value: Equatable {
  /// Whether two values are of one kind and hold the same, keys of objects in the same order.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.undefined, .undefined), (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.bigInt(let left), .bigInt(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.bytes(let left), .bytes(let right)): left == right
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }
}

extension String {
  /// Whether two strings are the same sequence of bytes, as JavaScript compares.
  func hasSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }

  /// Whether a string sorts before another as JavaScript sorts: by UTF-16 units.
  func isBeforeInJavaScript(_ other: String) -> Bool {
    utf16.lexicographicallyPrecedes(other.utf16)
  }
}
