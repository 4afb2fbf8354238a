// SPDX-License-Identifier: Apache-2.0

import WebServer

/// Which sites' pages may open a WebSocket or change something.
///
/// A request without `Origin` does not come from a page. An opaque origin (`null`) is refused. A
/// page of this server may; another one only when it is configured, or when it carries a token, in
/// which case no cookie counts.
struct OriginRule: Sendable {
  private let allowed: Set<String>

  /// Allows these origins, such as `https://pads.example`, besides the server's own.
  init(allowedOrigins: [String]) {
    allowed = Set(allowedOrigins.compactMap(Self.normalized))
  }

  /// Whether a request may go on.
  func allows(_ head: RequestHead) -> Bool {
    if isOwn(head) { return true }
    let origins = head.headers.values(of: "origin")
    guard origins.count == 1, Self.normalized(origins[0]) != nil else { return false }
    return head.target.parameter("token").map { !$0.isEmpty } ?? false
  }

  /// Whether a request comes from no page, or from one that is this server's or configured.
  func isOwn(_ head: RequestHead) -> Bool {
    let origins = head.headers.values(of: "origin")
    guard let origin = origins.first else { return true }
    guard origins.count == 1, let normal = Self.normalized(origin) else { return false }
    if allowed.contains(normal) { return true }
    // Behind a proxy that does TLS the server cannot know its own scheme.
    guard let host = head.headers["host"] else { return false }
    return ["http://", "https://"].contains { Self.normalized($0 + host) == normal }
  }

  /// The origin in lower case without its scheme's own port; nil when it is none.
  static func normalized(_ origin: String) -> String? {
    var origin = origin.lowercased()
    if origin.hasSuffix("/") { origin.removeLast() }
    for (scheme, port) in [("http://", ":80"), ("https://", ":443")]
    where origin.hasPrefix(scheme) {
      let authority = origin.dropFirst(scheme.count)
      guard !authority.isEmpty, !authority.contains("/"), !authority.contains("@") else {
        return nil
      }
      return authority.hasSuffix(port) ? String(origin.dropLast(port.count)) : origin
    }
    return nil
  }
}
