// SPDX-License-Identifier: Apache-2.0

import Pads
import Pads
import WebServer

/// The addresses people are given.
///
/// A request may claim any `Host`, so that none is repeated but those of this machine itself: without
/// a configured address, others are given the path alone.
struct Addresses: Sendable {
  /// The address of the server without a final slash, when it is configured.
  let publicURL: String?
  /// Whether the knowledge base is at `/kb/`.
  var hasKnowledgeBase = false

  /// The page of a pad.
  func page(_ name: String, for head: RequestHead) -> String {
    "\(base(for: head))/p/\(name)"
  }

  /// The page of a published edition, in the language of who asks; nil where there is none.
  func text(_ publication: PublishedEdition, for head: RequestHead) -> String? {
    knowledgeBase("texts/\(publication.address)/edition-\(publication.number).html", for: head)
  }

  /// A page of the knowledge base in the language of who asks; nil where there is none.
  func knowledgeBase(_ place: String, for head: RequestHead) -> String? {
    guard hasKnowledgeBase else { return nil }
    return "\(base(for: head))/kb/\(KnowledgeBaseRoutes.escaped(place.split(separator: "/")))"
  }

  /// The public address, or else the one a request came to, without a final slash.
  func base(for head: RequestHead) -> String {
    publicURL ?? Self.ownHost(of: head).map { "http://\($0)" } ?? ""
  }

  private static func ownHost(of head: RequestHead) -> String? {
    guard let host = head.headers["host"] else { return nil }
    let name = host.hasPrefix("[") ? "[::1]" : String(host.prefix { $0 != ":" })
    let port = host.dropFirst(name.utf8.count)
    let isPort =
      port.isEmpty || port.first == ":" && port.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
    let isOwn =
      ["localhost", "[::1]", "127.0.0.1"].contains(name.lowercased()) && host.hasPrefix(name)
    return isOwn && isPort ? host : nil
  }
}
