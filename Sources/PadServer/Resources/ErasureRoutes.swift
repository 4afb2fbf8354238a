// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Takes passages out of pads and their histories, for owners.
struct ErasureRoutes: Sendable {
  let visitors: Visitors
  let maximumBodyBytes: Int

  /// A UTF-16 unit takes three bytes of UTF-8 at most.
  private static let maximumTextBytes = 3 * PadHouse.maximumPassage

  var routes: [Route] {
    [
      Route(
        method: "POST",
        path: "/api/v1/pads/{pad}/erasures",
        operation: Operation(
          summary: "Takes a passage out of a pad and all of its history, for good; "
            + "with preview only tells how much that is",
          body: .json(
            .object([
              .init(
                name: "text",
                schema: .text(maximumBytes: Self.maximumTextBytes),
                isRequired: true
              ),
              .init(name: "preview", schema: .boolean),
            ])
          ),
          success: (200, .json(HistoryShape.places)),
          problems: [400, 403, 404, 409, 413, 415, 429, 503, 507]
        ),
        maximumBodyBytes: max(maximumBodyBytes, 2 * Self.maximumTextBytes),
        action: .respond { [self] request throws(Problem) in
          let visit = try await visitors.visit(request, needing: .owner)
          let text = request.json["text"]?.text ?? ""
          let isPreview = request.json["preview"] == true
          let places = try await visit.naming { () throws(PadError) in
            if isPreview { return try await visitors.pads.places(of: text, in: visit.pad) }
            return try await visitors.pads.erase(
              text,
              from: visit.pad,
              by: visitors.guests.identity(of: request.head)
            )
          }
          return .json(HistoryShape.json(of: places))
        }
      )
    ]
  }
}
