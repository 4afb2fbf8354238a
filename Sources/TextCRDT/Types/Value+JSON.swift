// SPDX-License-Identifier: Apache-2.0

extension Value {
  /// The value as JSON, as text attributes and embeds are kept; it may nest so deep.
  ///
  /// - Throws: ``EditError/notJSON``, or ``EditError/limitExceeded(_:)`` when nested deeper.
  func encodedJSON(depth: Int) throws(EditError) -> [UInt8] {
    guard isNested(within: depth) else { throw .limitExceeded(.depth) }
    guard let text = JSONText.write(self) else { throw .notJSON }
    return text
  }

  /// Whether arrays and objects nest at most so deep.
  func isNested(within depth: Int) -> Bool {
    switch self {
    case .array(let values): depth > 0 && values.allSatisfy { $0.isNested(within: depth - 1) }
    case .object(let members):
      depth > 0 && members.allSatisfy { $0.value.isNested(within: depth - 1) }
    default: true
    }
  }
}
