// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Who wrote a text, and what they are published as.
struct ContributorRoutes: Sendable {
  let visitors: Visitors
  let maximumBodyBytes: Int

  private var pads: PadHouse { visitors.pads }

  var routes: [Route] { [list, publish] }

  private var list: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/contributors",
      operation: Operation(
        summary: "Who wrote a pad's text as it is, and what they are published as",
        success: (200, .json(EditionShape.contributors)),
        problems: [403, 404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        return try await contributors(visit, request)
      }
    )
  }

  private var publish: Route {
    Route(
      method: "PUT",
      path: "/api/v1/pads/{pad}/contributors/{person}",
      operation: Operation(
        summary: "What a person is published as: for themself, or the owner; empty for their name",
        body: .json(
          .object([
            .init(
              name: "name",
              schema: .text(maximumBytes: PadHouse.maximumPublishedNameBytes),
              isRequired: true
            )
          ])
        ),
        success: (200, .json(EditionShape.contributors)),
        problems: [400, 403, 404, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        try await visit.naming { () throws(PadError) in
          try await pads.publish(
            Int(request.parameters["person"] ?? "") ?? 0,
            as: request.json["name"]?.text,
            in: visit.pad,
            by: visitors.guests.identity(of: request.head)
          )
        }
        return try await contributors(visit, request)
      }
    )
  }

  private func contributors(
    _ visit: Visit,
    _ request: RoutedRequest
  ) async throws(Problem) -> HTTPResponse {
    let found = try await visit.naming { () throws(PadError) in
      try await pads.contributors(
        of: visit.pad,
        for: visitors.guests.identity(of: request.head)
      )
    }
    return .json(EditionShape.json(of: found))
  }
}
