// SPDX-License-Identifier: Apache-2.0

import Foundation
import Publishing
import WebServer

/// What harvesters are told of the knowledge base, by OAI-PMH.
struct HarvestRoutes: Sendable {
  private static let maximumBodyBytes = 8_192

  let addresses: Addresses
  let settings: KnowledgeBaseSettings
  /// Who looks after the server; nil for the mailbox that every domain has.
  var contact: String?
  /// What can be harvested now; nil while the server still reads it.
  let catalog: @Sendable () -> HarvestCatalog?

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
        action: .respond { [self] request in answer(request.head.target.query, request.head) }
      ),
      Route(
        method: "POST",
        path: "/oai",
        operation: posting,
        maximumBodyBytes: Self.maximumBodyBytes,
        action: .respond { [self] request in answer(Self.form(request.body), request.head) }
      ),
    ]
  }

  private func answer(
    _ query: [(name: String, value: String)],
    _ head: RequestHead
  ) -> HTTPResponse {
    guard let catalog = catalog() else {
      return HTTPResponse(status: 503, headers: ["Retry-After": "5", "Cache-Control": "no-store"])
    }
    let responder = HarvestResponder(
      catalog,
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
