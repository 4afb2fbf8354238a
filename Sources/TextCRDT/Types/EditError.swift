// SPDX-License-Identifier: Apache-2.0

/// Why a local edit was refused; the document is then as it was.
public enum EditError: Error, Equatable, Sendable {
  /// A position or range lies outside the visible content; the number is its end.
  case offsetOutOfBounds(Int)

  /// The client's clocks or the document's bytes are used up.
  case limitExceeded(UpdateError.Limit)
}
