// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// A pad's text as Markdown.
struct TextRoutes: Sendable {
  let visitors: Visitors
  let maximumBodyBytes: Int

  var routes: [Route] { [get, put, lastGood] }

  private var get: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/text",
      operation: Operation(
        summary: "The text of a pad, with its version as ETag",
        success: (200, .media("text/markdown")),
        problems: [404]
      ),
      action: .respond { [visitors] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .viewer)
        let text = try await visit.naming { () throws(PadError) in
          try await visitors.pads.existingRoom(visit.pad).text()
        }
        let tag = "\"\(text.version.tag)\""
        var headers: HTTPHeaders = ["ETag": tag, "Cache-Control": "no-cache"]
        if isFresh(request.head.headers, entityTag: tag) {
          return HTTPResponse(status: 304, headers: headers)
        }
        headers["Content-Type"] = "text/markdown; charset=utf-8"
        return HTTPResponse(status: 200, headers: headers, body: Array(text.text.utf8))
      }
    )
  }

  private var lastGood: Route {
    Route(
      method: "GET",
      path: "/api/v1/pads/{pad}/last-good",
      operation: Operation(
        summary: "What can still be read of a pad's text, also when the pad is damaged",
        success: (200, .media("text/markdown")),
        problems: [404, 500]
      ),
      action: .respond { [visitors] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .viewer)
        let found = try await visit.naming { () throws(PadError) in
          guard let found = try await visitors.pads.lastGoodText(of: visit.pad) else {
            throw .notFound
          }
          return found
        }
        return HTTPResponse(
          status: 200,
          headers: [
            "Content-Type": "text/markdown; charset=utf-8", "Cache-Control": "no-store",
            "Content-Disposition": "attachment; filename=\"\(visit.shownName).md\"",
          ],
          body: Array(found.text.utf8)
        )
      }
    )
  }

  private var put: Route {
    Route(
      method: "PUT",
      path: "/api/v1/pads/{pad}/text",
      operation: Operation(
        summary: "Replaces the text, as a minimal edit that open editors see live",
        body: .markdown,
        success: (204, .none),
        problems: [403, 404, 412, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      watch: visitors.uploads(needing: .editor),
      action: .respond { [visitors] request throws(Problem) in
        let visit = try await visitors.visit(request, needing: .editor)
        let author = visitors.guests.identity(of: request.head)
        guard let text = String(validating: request.body, as: UTF8.self) else {
          throw .invalidBody("The body is not UTF-8.")
        }
        let wanted = request.head.headers.values(of: "if-match")
        let version = try await visit.naming { () throws(PadError) in
          let room = try await visitors.pads.existingRoom(visit.pad)
          guard !wanted.isEmpty else { return try await room.replaceText(text, by: author) }
          let current = try await room.text().version
          guard Self.matches(wanted, current) else { throw .changed }
          return try await room.replaceText(
            text,
            ifVersion: wanted == ["*"] ? nil : current,
            by: author
          )
        }
        return HTTPResponse(status: 204, headers: ["ETag": "\"\(version.tag)\""])
      }
    )
  }

  /// Whether one of the entity tags is the version's; weak ones never are.
  private static func matches(_ tags: [String], _ version: PadVersion) -> Bool {
    tags.flatMap { $0.split(separator: ",") }.contains { tag in
      let tag = tag.drop { $0 == " " || $0 == "\t" }
      return tag == "*" || tag.hasPrefix("\"\(version.tag)\"")
    }
  }
}
