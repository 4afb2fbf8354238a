// SPDX-License-Identifier: Apache-2.0

/// A JSON-like value as Yjs stores it in maps, arrays and text attributes.
public enum Value: Equatable, Sendable {
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
  }
}
