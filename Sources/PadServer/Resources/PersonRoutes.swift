// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import WebServer

/// What is kept of who asks: to take along, and to have erased.
struct PersonRoutes: Sendable {
  let members: Members
  let maximumBodyBytes: Int

  private var visitors: Visitors { members.visitors }

  var routes: [Route] { [data, erase] }

  private var data: Route {
    Route(
      method: "GET",
      path: "/api/v1/me/data",
      operation: Operation(
        summary: "All that is kept of who asks, but the texts, which are in the pads named",
        success: (200, .media("application/json")),
        problems: [401]
      ),
      action: .respond { [visitors] request throws(Problem) in
        let person = try visitors.person(of: request.head)
        let data = try await naming { () throws(PadError) in
          try await visitors.pads.data(of: person)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(data) else { throw .notFound }
        return HTTPResponse(
          status: 200,
          headers: [
            "Content-Type": "application/json", "Cache-Control": "no-store",
            "Content-Disposition": "attachment; filename=\"encrier.json\"",
          ],
          body: Array(json)
        )
      }
    )
  }

  private var erase: Route {
    Route(
      method: "DELETE",
      path: "/api/v1/me",
      operation: Operation(
        summary: "Erases who asks: what they wrote stays, and nothing says any more who it was; a "
          + "member gives their password, or has just signed in where they have none",
        body: .json(
          .object([
            .init(name: "erase", schema: .boolean, isRequired: true),
            .init(name: "password", schema: .text(maximumBytes: 256)),
          ])
        ),
        success: (204, .none),
        problems: [400, 401, 403, 413, 415, 429, 503, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [members, visitors] request throws(Problem) in
        guard request.json["erase"] == .bool(true) else {
          throw .invalidBody("\"erase\" is not true.")
        }
        let person = try visitors.person(of: request.head)
        if case .account = person { try await members.confirm(request) }
        try await naming { () throws(PadError) in try await visitors.pads.erase(person) }
        var response = HTTPResponse(status: 204, headers: [:])
        visitors.guests.take(from: person, with: &response)
        return response
      }
    )
  }
}

extension Visitors {
  /// The guest or member who asks.
  fileprivate func person(of head: RequestHead) throws(Problem) -> Identity {
    switch guests.identity(of: head) {
    case .guest(let guest): .guest(guest)
    case .account(let account): .account(account)
    case .anonymous, .server: throw .identityNeeded
    }
  }
}

extension Problem {
  static let identityNeeded = Problem(
    status: 401,
    kind: "identity-needed",
    detail: "This is about who asks, and the request does not say who that is."
  )
}
