// SPDX-License-Identifier: Apache-2.0

extension Value {
  /// Reads a JSON text as JavaScript's `JSON.parse` does.
  ///
  /// - Parameters:
  ///   - json: One JSON text, RFC 8259.
  ///   - maximumDepth: How deep arrays and objects may nest.
  /// - Throws: ``UpdateError/invalidJSON``, or ``UpdateError/limitExceeded(_:)`` when nested deeper.
  /// - Complexity: O(*n*) in bytes.
  public init(json: String, maximumDepth: Int = Limits().maximumDepth) throws(UpdateError) {
    let bytes = Array(json.utf8)
    self = try JSONText.parse(bytes, in: 0..<bytes.count, depth: maximumDepth)
    guard self != .undefined else { throw .invalidJSON }
  }

  /// The value as JavaScript's `JSON.stringify` writes it.
  ///
  /// nil for `undefined` and for anything that holds a `BigInt`, which JSON cannot say.
  ///
  /// - Complexity: O(*n*) in the value.
  public var jsonText: String? {
    JSONText.write(self).map { String(decoding: $0, as: UTF8.self) }
  }
}
