// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Publishing
import WebServer

/// A pad to read, print and hand out, rendered here.
struct PrintRoutes: Sendable {
  let visitors: Visitors
  let renderer: BoundedRenderer
  /// The built page around the text, in three parts: before the title, between, after the text.
  let frame: (head: String, middle: String, end: String)

  /// Reads the built page.
  ///
  /// - Returns: `nil` when it was not built.
  init?(visitors: Visitors, renderer: BoundedRenderer, webDirectory: String) {
    guard let page = try? String(contentsOfFile: webDirectory + "/print.html", encoding: .utf8),
      let title = page.range(of: "<!--title-->"),
      let text = page.range(of: "<!--text-->"),
      title.upperBound <= text.lowerBound
    else { return nil }
    self.visitors = visitors
    self.renderer = renderer
    frame = (
      String(page[..<title.lowerBound]),
      String(page[title.upperBound..<text.lowerBound]),
      String(page[text.upperBound...])
    )
  }

  var routes: [Route] {
    [
      Route(
        method: "GET",
        path: "/p/{pad}/print",
        operation: Operation(
          summary: "A pad to read and print; its HTML is sanitised",
          success: (200, .media("text/html")),
          problems: [404, 422, 503]
        ),
        action: .respond { request throws(Problem) in try await page(request) }
      )
    ]
  }

  private func page(_ request: RoutedRequest) async throws(Problem) -> HTTPResponse {
    let visit = try await visitors.visit(request, needing: .viewer)
    let (text, metadata) = try await visit.naming { () throws(PadError) in
      let room = try await visitors.pads.existingRoom(visit.pad)
      return (try await room.text().text, try await room.metadata())
    }
    let html: [UInt8]
    do throws(RenderingError) {
      html = try await renderer.html(Array(text.utf8))
    } catch {
      throw Problem(error)
    }
    let title = Self.escaped(visit.shown(metadata?.title))
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"],
      body: Array((frame.head + title + frame.middle).utf8) + html + Array(frame.end.utf8)
    )
  }

  /// Text as HTML shows it.
  static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;")
      .replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
      .replacingOccurrences(of: "\"", with: "&quot;")
  }
}

extension Problem {
  /// What is said when a text could not be rendered.
  init(_ error: RenderingError) {
    switch error {
    case .tooLong:
      self.init(
        status: 422,
        kind: "text-too-long",
        detail: "Texts beyond 1 MiB are not rendered; their Markdown can be downloaded."
      )
    case .stopped:
      self.init(
        status: 422,
        kind: "rendering-stopped",
        detail: "Rendering this text took too long and was stopped."
      )
    case .busy:
      self.init(
        status: 503,
        kind: "rendering-busy",
        detail: "Other texts are being rendered; try again soon.",
        headers: ["Retry-After": "1"]
      )
    }
  }
}
