// SPDX-License-Identifier: Apache-2.0

/// An address by `http` or `https`, with nothing in it that an address may not have.
struct WebAddress {
  /// The address.
  let text: String

  /// Checks one; `nil` for what is none.
  init?(_ text: String) {
    guard
      text.wholeMatch(
        of: /https?:\/\/[A-Za-z0-9.\[\]:@_~%-]+([\/?#][A-Za-z0-9._~:\/?#@!$&'()*+,;=%-]*)?/
      ) != nil
    else { return nil }
    self.text = text
  }
}
