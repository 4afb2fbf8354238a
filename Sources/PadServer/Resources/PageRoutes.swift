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
      page("/p/{pad}/history", file: "history.html", summary: "A pad’s past"),
      page("/sign-in", file: "account.html", summary: "The page to sign in"),
      page("/account", file: "own-account.html", summary: "The page of one's own account"),
      page("/editions", file: "editions.html", summary: "The archivist's desk"),
      page("/invitation", file: "account.html", summary: "The page to accept an invitation"),
      page("/password", file: "account.html", summary: "The page to choose a new password"),
      page("/forgotten", file: "account.html", summary: "The page to ask for a new password"),
      page(
        "/digest/stop",
        file: "digest.html",
        summary: "The page to get no more letters about one's pads"
      ),
      page("/away", file: "away.html", summary: "The page shown while the server is away"),
      part("/assets/{file}", summary: "A part of the page", type: "application/octet-stream") {
        "assets/" + ($0.parameters["file"] ?? "")
      },
      // At the top, because a worker rules what is below its own address.
      part("/sw.js", summary: "What opens pages without a network", type: "text/javascript") { _ in
        "sw.js"
      },
    ]
  }

  private func part(
    _ path: PathTemplate,
    summary: String,
    type: String,
    file: @escaping @Sendable (RoutedRequest) -> String
  ) -> Route {
    Route(
      method: "GET",
      path: path,
      operation: Operation(summary: summary, success: (200, .media(type)), problems: [404]),
      action: .respond { [files] request throws(Problem) in
        guard let response = files?.response(for: file(request), to: request.head) else {
          throw .notFound
        }
        return response
      }
    )
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
        await guests.greet(request.head, with: &response)
        return response
      }
    )
  }
}
