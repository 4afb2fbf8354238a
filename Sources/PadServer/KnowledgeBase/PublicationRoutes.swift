// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Publishing editions in the knowledge base, and withdrawing them.
struct PublicationRoutes: Sendable {
  let visitors: Visitors
  let addresses: Addresses
  let maximumBodyBytes: Int

  private var pads: PadHouse { visitors.pads }
  private static let path: PathTemplate = "/api/v1/pads/{pad}/editions/{number}/publication"

  var routes: [Route] { [publish, withdraw] }

  private var publish: Route {
    Route(
      method: "PUT",
      path: Self.path,
      operation: Operation(
        summary: "Publishes an edition: it becomes part of the knowledge base",
        body: .json(.object([])),
        success: (200, .json(EditionShape.publication)),
        problems: [403, 404, 410, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let publication = try await change(request) { number, pad, identity throws(PadError) in
          try await pads.publish(number, of: pad, by: identity)
        }
        return .json(
          EditionShape.json(of: publication) { addresses.text($0, for: request.head) }
        )
      }
    )
  }

  private var withdraw: Route {
    Route(
      method: "DELETE",
      path: Self.path,
      operation: Operation(
        summary: "Withdraws an edition from the knowledge base",
        success: (204, .none),
        problems: [403, 404, 410, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        _ = try await change(request) { number, pad, identity throws(PadError) in
          try await pads.withdraw(number, of: pad, by: identity)
        }
        return HTTPResponse(status: 204)
      }
    )
  }

  private func change(
    _ request: RoutedRequest,
    _ change: (Int, PadName, Identity) async throws(PadError) -> PublishedEdition
  ) async throws(Problem) -> PublishedEdition {
    let visit = try await visitors.visit(request, needing: .owner)
    guard let number = Int(request.parameters["number"] ?? "") else {
      throw Problem(PadError.noSuchEdition)
    }
    return try await visit.naming { () throws(PadError) in
      try await change(number, visit.pad, visitors.guests.identity(of: request.head))
    }
  }
}
