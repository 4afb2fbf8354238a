// SPDX-License-Identifier: Apache-2.0

import WebServer

/// The pages and what they are made of.
struct PageRoutes: Sendable {
  /// The built page; nil when it was not found.
  let files: StaticFiles?
  let guests: GuestCookies

  var routes: [Route] {
    [
      page("/", file: "index.html", summary: "The page to start or find a pad"),
      page("/p/{pad}", file: "pad.html", summary: "The editor of a pad"),
      page("/away", file: "away.html", summary: "The page shown while the server is away"),
      Route(
        method: "GET",
        path: "/assets/{file}",
        operation: Operation(
          summary: "A part of the page",
          success: (200, .media("application/octet-stream")),
          problems: [404]
        ),
        action: .respond { [files] request throws(Problem) in
          let path = "assets/" + (request.parameters["file"] ?? "")
          guard let response = files?.response(for: path, to: request.head) else {
            throw .notFound
          }
          return response
        }
      ),
    ]
  }

  private func page(_ path: PathTemplate, file: String, summary: String) -> Route {
    Route(
      method: "GET",
      path: path,
      operation: Operation(summary: summary, success: (200, .media("text/html")), problems: [503]),
      action: .respond { [files, guests] request throws(Problem) in
        guard var response = files?.response(for: file, to: request.head) else {
          throw Problem(
            status: 503,
            kind: "page-not-built",
            detail: "The page was not built or not found; the API works without it."
          )
        }
        guests.give(guests.guestOrNew(of: request.head), with: &response)
        return response
      }
    )
  }
}
