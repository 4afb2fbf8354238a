// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Publishing
import WebServer

/// The pages of the knowledge base, which everybody may read, however the pads are kept.
struct KnowledgeBaseRoutes: Sendable {
  /// Who builds them; nil where they are not served.
  let keeper: KnowledgeBaseKeeper?
  let addresses: Addresses

  private static let languages = ["fr", "en"]

  /// What there is to say of the knowledge base; of one that is not served, only that.
  static let about = Schema.object([
    .init(name: "url", schema: .removable(.formatted("uri-reference")), isRequired: true),
    .init(name: "title", schema: .text(maximumBytes: 1_000)),
    .init(name: "texts", schema: .integer(0...1_000_000)),
    .init(name: "editions", schema: .integer(0...1_000_000)),
    .init(name: "built", schema: .removable(.formatted("date-time"))),
    .init(name: "failing", schema: .boolean),
  ])

  var routes: [Route] {
    guard let keeper else { return [description] }
    return [pages("/kb", of: keeper.site), pages("/kb/{place*}", of: keeper.site), description]
  }

  private func pages(_ path: PathTemplate, of site: FolderFiles) -> Route {
    Route(
      method: "GET",
      path: path,
      operation: Operation(
        summary: "A page of the knowledge base",
        success: (200, .media("application/octet-stream")),
        problems: [404]
      ),
      action: .respond { request throws(Problem) in
        guard let response = Self.page(of: site, for: request.head) else { throw .notFound }
        return response
      }
    )
  }

  private var description: Route {
    Route(
      method: "GET",
      path: "/api/v1/kb",
      operation: Operation(
        summary: "What the knowledge base holds, and when it was built",
        success: (200, .json(Self.about))
      ),
      action: .respond { [self] request throws(Problem) in
        guard let keeper else { return .json(["url": .null]) }
        let report = keeper.report
        return .json([
          "title": .string(keeper.settings.title),
          "url": .string("\(addresses.base(for: request.head))/kb/"),
          "texts": .integer(report.textCount), "editions": .integer(report.editionCount),
          "built": report.built.map(PadShape.timestamp) ?? .null,
          "failing": .bool(report.isFailing),
        ])
      }
    )
  }

  /// The page of a path, or where to find it: in its folder, or in the reader's language.
  private static func page(of site: FolderFiles, for head: RequestHead) -> HTTPResponse? {
    let words = Array(head.target.segments.dropFirst())
    let isFolder = words.last?.isEmpty ?? false
    let place = isFolder ? words.dropLast() + ["index.html"] : words
    switch site.find(place) {
    case .file(let bytes)?: return response(bytes, named: place.last ?? "", to: head)
    case .folder?: return redirection(to: words + [""])
    case nil: break
    }
    guard let first = words.first, !languages.contains(first) else { return nil }
    let language = language(of: head)
    guard site.find([language] + place) != nil else { return nil }
    return redirection(to: [language] + words)
  }

  private static func response(
    _ bytes: [UInt8],
    named name: String,
    to head: RequestHead
  ) -> HTTPResponse {
    let tag = "\"\(EditionManifest.Digest(of: bytes).sha256.prefix(32))\""
    // What is withdrawn is gone at once: nothing is shown without asking.
    var headers: HTTPHeaders = ["Cache-Control": "no-cache", "ETag": tag]
    if isFresh(head.headers, entityTag: tag) { return HTTPResponse(status: 304, headers: headers) }
    headers["Content-Type"] = MediaType.of(fileName: name)
    return HTTPResponse(status: 200, headers: headers, body: bytes)
  }

  private static func redirection(to words: [String]) -> HTTPResponse {
    HTTPResponse(
      status: 302,
      headers: [
        "Location": "/kb/\(escaped(words.map { $0[...] }))", "Cache-Control": "no-cache",
        "Vary": "Accept-Language",
      ]
    )
  }

  /// A path as an address holds it.
  static func escaped(_ words: [Substring]) -> String {
    let plain = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
    )
    return words.map { $0.addingPercentEncoding(withAllowedCharacters: plain) ?? "" }
      .joined(separator: "/")
  }

  /// The language somebody reads: French unless their browser prefers English.
  private static func language(of head: RequestHead) -> String {
    var best: (language: String, weight: Double) = ("fr", 0)
    for token in head.headers.tokens(of: "accept-language") {
      let parts = token.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
      let name = String((parts.first ?? "").prefix { $0 != "-" })
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap {
        Double($0.dropFirst(2))
      }
      if languages.contains(name), weight ?? 1 > best.weight { best = (name, weight ?? 1) }
    }
    return best.language
  }
}
