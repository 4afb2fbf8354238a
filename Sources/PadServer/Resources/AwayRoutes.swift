// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT
import WebServer

/// Sending somebody away from a pad, and letting them back in: its owner's affair.
struct AwayRoutes: Sendable {
  let visitors: Visitors
  let maximumBodyBytes: Int

  private var pads: PadHouse { visitors.pads }

  var routes: [Route] { [send, list, letBack] }

  private static let described: [Schema.Member] = [
    .init(name: "id", schema: .text(maximumBytes: 32), isRequired: true),
    .init(name: "name", schema: .text(maximumBytes: 256), isRequired: true),
    .init(name: "time", schema: .formatted("date-time"), isRequired: true),
  ]

  private var send: Route {
    Route(
      method: "POST",
      path: "/api/v1/pads/{pad}/away",
      operation: Operation(
        summary: "Sends away who is here under a client ID, at once and until they are let back in",
        body: .json(
          .object([
            .init(name: "client", schema: .integer(0...(1 << 53)), isRequired: true),
            .init(name: "name", schema: .text(maximumBytes: 256)),
            .init(name: "link", schema: .boolean),
          ])
        ),
        success: (201, .json(.object(Self.described))),
        problems: [400, 403, 404, 409, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .owner)
        guard case .integer(let client) = request.json["client"] ?? .null else {
          throw .invalidBody("\"client\" is not an integer.")
        }
        let sent = try await visit.naming { () throws(PadError) in
          try await pads.sendAway(
            ClientID(rawValue: UInt64(client)),
            from: visit.pad,
            calledOnce: request.json["name"]?.text ?? "",
            endingLink: request.json["link"] == .bool(true),
            by: visitors.guests.identity(of: request.head)
          )
        }
        guard let sent else { return HTTPResponse(status: 204, headers: [:]) }
        return .json(Self.json(of: sent), status: 201)
      }
    )
  }

  private var list: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/away",
      operation: Operation(
        summary: "Who was sent away and not let back in",
        success: (
          200,
          .json(
            .object([
              .init(
                name: "away",
                schema: .list(of: .object(Self.described), maximumCount: 1_000),
                isRequired: true
              )
            ])
          )
        ),
        problems: [403, 404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .owner)
        let away = try await naming { () throws(PadError) in
          try await pads.sentAway(from: visit.pad)
        }
        return .json(["away": .array(away.map(Self.json))])
      }
    )
  }

  private var letBack: Route {
    Route(
      method: "DELETE",
      path: "/api/v1/pads/{pad}/away/{person}",
      operation: Operation(
        summary: "Lets somebody back in who was sent away",
        success: (204, .none),
        problems: [403, 404, 429, 507]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .owner)
        try await naming { () throws(PadError) in
          try await pads.letBack(
            request.parameters["person"] ?? "",
            into: visit.pad,
            by: visitors.guests.identity(of: request.head)
          )
        }
        return HTTPResponse(status: 204, headers: [:])
      }
    )
  }

  private static func json(of sent: SentAway) -> JSONValue {
    ["id": .string(sent.id), "name": .string(sent.name), "time": PadShape.timestamp(sent.time)]
  }
}
