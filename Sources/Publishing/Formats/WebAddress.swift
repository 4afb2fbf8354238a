// SPDX-License-Identifier: Apache-2.0

/// An address by `http` or `https`, with nothing in it that an address may not have.
struct WebAddress {
  /// The address.
  let text: String

  private static let signsOfHosts = Set(".[]:@_~%-".utf8)
  private static let signsOfPaths = Set("._~:/?#@!$&'()*+,;=%-".utf8)

  /// Checks one; `nil` for what is none.
  init?(_ text: String) {
    let scheme = ["https://", "http://"].first(where: text.hasPrefix)
    guard let scheme else { return nil }
    let rest = text.utf8.dropFirst(scheme.utf8.count)
    let path = rest.drop { Self.isWord($0) || Self.signsOfHosts.contains($0) }
    guard path.startIndex != rest.startIndex,
      path.first.map({ "/?#".utf8.contains($0) }) ?? true,
      path.allSatisfy({ Self.isWord($0) || Self.signsOfPaths.contains($0) })
    else { return nil }
    self.text = text
  }

  private static func isWord(_ byte: UInt8) -> Bool { MarkdownText.isWord(byte) }
}
