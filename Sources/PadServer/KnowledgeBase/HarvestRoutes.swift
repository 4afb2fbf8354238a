// SPDX-License-Identifier: Apache-2.0

import Foundation
import Publishing
import WebServer

/// What harvesters are told of the knowledge base, by OAI-PMH.
struct HarvestRoutes: Sendable {
  private static let maximumBodyBytes = 8_192

  let addresses: Addresses
  let settings: KnowledgeBaseSettings
  /// Who looks after the server, for harvesters; nil for the mailbox that every domain has.
  let contact: String?
  private let catalog: HarvestCatalogCache

  /// Makes the routes.
  ///
  /// - Parameters:
  ///   - addresses: Where the server is.
  ///   - settings: How the knowledge base presents itself.
  ///   - contact: Who looks after the server, for harvesters.
  ///   - base: What is published now.
  init(
    addresses: Addresses,
    settings: KnowledgeBaseSettings,
    contact: String? = nil,
    base: @escaping @Sendable () async -> KnowledgeBase
  ) {
    self.addresses = addresses
    self.settings = settings
    self.contact = contact
    catalog = HarvestCatalogCache(base)
  }

  var routes: [Route] {
    var operation = Operation(
      summary: "What is published, for harvesters: OAI-PMH 2.0",
      success: (200, .media("text/xml"))
    )
    let posting = operation
    operation.parameters = [
      "verb", "metadataPrefix", "identifier", "set", "from", "until", "resumptionToken",
    ].map { name in
      Operation.Parameter(
        name: name,
        description: "As OAI-PMH 2.0 says",
        schema: .text(maximumBytes: 4_096)
      )
    }
    return [
      Route(
        method: "GET",
        path: "/oai",
        operation: operation,
        action: .respond { [self] request in await answer(request.head.target.query, request.head) }
      ),
      Route(
        method: "POST",
        path: "/oai",
        operation: posting,
        maximumBodyBytes: Self.maximumBodyBytes,
        action: .respond { [self] request in
          await answer(Self.form(request.body), request.head)
        }
      ),
    ]
  }

  private func answer(
    _ query: [(name: String, value: String)],
    _ head: RequestHead
  ) async -> HTTPResponse {
    let responder = HarvestResponder(
      await catalog.catalog(),
      settings,
      at: "\(addresses.base(for: head))/oai",
      contact: contact
    )
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "text/xml; charset=utf-8", "Cache-Control": "no-store"],
      body: responder.answer(to: query, now: now)
    )
  }

  /// The arguments in a form; none of what is no form.
  private static func form(_ body: [UInt8]) -> [(name: String, value: String)] {
    let text = String(decoding: body, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return (try? RequestTarget("/oai?\(text)"))?.query ?? []
  }
}

/// The list of what can be harvested, made again only when something was published or withdrawn.
private actor HarvestCatalogCache {
  private let base: @Sendable () async -> KnowledgeBase
  private var known: (names: [String], catalog: HarvestCatalog)?

  init(_ base: @escaping @Sendable () async -> KnowledgeBase) {
    self.base = base
  }

  func catalog() async -> HarvestCatalog {
    let base = await base()
    let cards = base.texts.lazy.flatMap(\.editions)
    var names = cards.map { "\($0.address)/\($0.number) \($0.published)" }
    names += base.withdrawn.map { "\($0.address)/\($0.number) -\($0.withdrawn ?? 0)" }
    if let known, known.names == names { return known.catalog }
    let catalog = HarvestCatalog(base)
    known = (names, catalog)
    return catalog
  }
}
