// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// A pad's history to look into: timeline, texts, steps, attribution and differences.
struct HistoryRoutes: Sendable {
  let visitors: Visitors
  let maximumTextBytes: Int

  private var pads: PadHouse { visitors.pads }

  var routes: [Route] { [timeline, text, steps, attribution, difference] }

  static let at = Operation.Parameter(
    name: "at",
    description: "a log entry's number, an RFC 3339 time or \"now\"",
    schema: .text(maximumBytes: 40)
  )

  private static let after = Operation.Parameter(
    name: "after",
    description: "the number of the last log entry that is known already",
    schema: .integer(0...(1 << 53))
  )

  private var timeline: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/history",
      operation: Operation(
        summary: "Who worked on a pad and when, its versions and restores",
        parameters: [
          Self.after,
          .init(name: "limit", description: "the most spans", schema: .integer(1...5_000)),
        ],
        success: (200, .json(HistoryShape.timeline)),
        problems: [403, 404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        let after = try request.number("after", in: 0...(1 << 53)) ?? 0
        let limit = try request.number("limit", in: 1...5_000) ?? 1_000
        let identity = visitors.guests.identity(of: request.head)
        let found = try await visit.naming { () throws(PadError) in
          try await pads.timeline(of: visit.pad, for: identity)
        }
        let spans = found.spans.filter { $0.first > UInt64(after) }
        var members: [String: JSONValue] = [
          "last": HistoryShape.json(of: found.last),
          "persons": HistoryShape.json(of: found.persons),
          "spans": .array(spans.prefix(limit).map(HistoryShape.json(of:))),
          "events": .array(found.events.map(HistoryShape.json(of:))),
          "versions": .array(found.versions.map(HistoryShape.json(of:))),
        ]
        if spans.count > limit { members["next"] = .integer(Int(spans[limit - 1].first)) }
        return .json(.object(members))
      }
    )
  }

  private var text: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/history/{at}",
      operation: Operation(
        summary: "The text of a pad at a moment, with the number of its last log entry as ETag",
        success: (200, .media("text/markdown")),
        problems: [403, 404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        let moment = try request.moment
        let identity = visitors.guests.identity(of: request.head)
        let found = try await visit.naming { () throws(PadError) in
          try await pads.attribution(of: visit.pad, at: moment, for: identity)
        }
        let erasures = try await visit.naming { () throws(PadError) in
          try await pads.erasureCount(of: visit.pad)
        }
        // What was erased since is another text of the same moment, and is kept by no browser.
        let tag = "\"\(found.moment.sequence)\(erasures == 0 ? "" : "-\(erasures)")\""
        var headers: HTTPHeaders = ["ETag": tag, "Cache-Control": "no-store"]
        if isFresh(request.head.headers, entityTag: tag) {
          return HTTPResponse(status: 304, headers: headers)
        }
        headers["Content-Type"] = "text/markdown; charset=utf-8"
        return HTTPResponse(status: 200, headers: headers, body: Array(found.text.utf8))
      }
    )
  }

  private var steps: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/steps",
      operation: Operation(
        summary: "What was done to a pad, by author and second",
        parameters: [
          Self.after,
          .init(name: "limit", description: "the most steps", schema: .integer(1...5_000)),
        ],
        success: (200, .json(HistoryShape.steps)),
        problems: [403, 404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        let after = try request.number("after", in: 0...(1 << 53)) ?? 0
        let limit = try request.number("limit", in: 1...5_000) ?? 1_000
        let identity = visitors.guests.identity(of: request.head)
        let found = try await visit.naming { () throws(PadError) in
          try await pads.steps(
            of: visit.pad,
            after: UInt64(after),
            limit: limit,
            for: identity
          )
        }
        var members: [String: JSONValue] = [
          "persons": HistoryShape.json(of: found.persons),
          "steps": .array(found.steps.map(HistoryShape.json(of:))),
        ]
        if let next = found.next { members["next"] = .integer(Int(next)) }
        return .json(.object(members))
      }
    )
  }

  private var attribution: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/attribution",
      operation: Operation(
        summary: "Who wrote what of a pad's text, in UTF-16 units",
        parameters: [
          Self.at,
          .init(
            name: "text",
            description: "1 for the text, too",
            schema: .text(maximumBytes: 1)
          ),
        ],
        success: (200, .json(HistoryShape.attribution(maximumTextBytes: maximumTextBytes))),
        problems: [403, 404]
      ),
      action: .respond { [self] request throws(Problem) in
        let moment = try request.moment("at") ?? .now
        // What is deleted is for editors; who wrote what stands there is for all who read it.
        let visit = try await visitors.visit(
          request,
          needing: moment == .now ? .viewer : .editor
        )
        let identity = visitors.guests.identity(of: request.head)
        let found = try await visit.naming { () throws(PadError) in
          try await pads.attribution(of: visit.pad, at: moment, for: identity)
        }
        return .json(
          HistoryShape.json(
            of: found,
            withText: request.head.target.parameter("text") == "1"
          )
        )
      }
    )
  }

  private var difference: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/diff",
      operation: Operation(
        summary: "What is different between two moments, by word, with author and time",
        parameters: [
          .init(
            name: "from",
            description: "the earlier moment, as \"at\" names it",
            schema: .text(maximumBytes: 40)
          ),
          .init(
            name: "to",
            description: "the later moment; now unless said",
            schema: .text(maximumBytes: 40)
          ),
        ],
        success: (200, .json(HistoryShape.difference(maximumTextBytes: maximumTextBytes))),
        problems: [403, 404]
      ),
      action: .respond { [self] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        guard let from = try request.moment("from") else { throw .invalidParameter("from") }
        let to = try request.moment("to") ?? .now
        let identity = visitors.guests.identity(of: request.head)
        let found = try await visit.naming { () throws(PadError) in
          try await pads.difference(of: visit.pad, from: from, to: to, for: identity)
        }
        return .json([
          "from": HistoryShape.json(of: found.from), "to": HistoryShape.json(of: found.to),
          "persons": HistoryShape.json(of: found.persons),
          "parts": .array(found.parts.map(HistoryShape.json(of:))),
        ])
      }
    )
  }
}

extension RoutedRequest {
  /// The moment that the path names.
  var moment: Moment {
    get throws(Problem) {
      guard let moment = Moment(parameters["at"] ?? "") else { throw .invalidParameter("at") }
      return moment
    }
  }

  /// The moment that a query parameter names; nil without it.
  func moment(_ name: String) throws(Problem) -> Moment? {
    guard let text = head.target.parameter(name) else { return nil }
    guard let moment = Moment(text) else { throw .invalidParameter(name) }
    return moment
  }

  /// The number in a query parameter; nil without it.
  func number(_ name: String, in range: ClosedRange<Int>) throws(Problem) -> Int? {
    guard let text = head.target.parameter(name) else { return nil }
    guard let number = Int(text), range.contains(number) else { throw .invalidParameter(name) }
    return number
  }
}
