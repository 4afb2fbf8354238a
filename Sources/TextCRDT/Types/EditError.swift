// SPDX-License-Identifier: Apache-2.0

/// Why a local edit was refused; the document is then as it was.
public enum EditError: Error, Equatable, Sendable {
  /// A position or range lies outside the visible content; the number is its end.
  case offsetOutOfBounds(Int)

  /// The shared type was deleted.
  case typeDeleted

  /// The node to insert behind is no child of the type.
  case notAChild

  /// A text attribute or an embed is or holds what JSON cannot: `undefined` or a `BigInt`.
  case notJSON

  /// The client's clocks, the document's bytes or its depth are used up.
  case limitExceeded(UpdateError.Limit)
}
