// SPDX-License-Identifier: Apache-2.0

import Foundation
import WebServer

/// A problem as people meet it in a browser: a page in their language.
///
/// The page is built with the others and knows what to say of each kind of problem; the server only
/// names the kind. `detail` stays what programs and their authors read.
struct ProblemPage: Sendable {
  /// The built page, cut where the kind and the status go.
  private let parts: [String]

  /// Reads the built page.
  ///
  /// - Returns: `nil` when it was not built.
  init?(webDirectory: String) {
    guard let page = try? String(contentsOfFile: webDirectory + "/problem.html", encoding: .utf8)
    else { return nil }
    let head = page.components(separatedBy: "[kind]")
    guard head.count == 2 else { return nil }
    let tail = head[1].components(separatedBy: "[status]")
    guard tail.count == 2 else { return nil }
    parts = [head[0]] + tail
  }

  /// Whether a request is a browser's for a page, and not a program's for data.
  static func isWanted(by head: RequestHead) -> Bool {
    guard head.method == "GET" || head.method == "HEAD", !head.isWebSocketUpgrade else {
      return false
    }
    return head.headers.tokens(of: "accept").contains { token in
      let parameters = token.split(separator: ";").map { $0.filter { $0 != " " } }
      guard parameters.first == "text/html" else { return false }
      return !parameters.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
    }
  }

  /// The answer to a browser: the problem's status, and the page instead of a document.
  func response(to problem: Problem) -> HTTPResponse {
    var headers = problem.headers
    headers["Content-Type"] = "text/html; charset=utf-8"
    headers["Cache-Control"] = "no-store"
    headers["Vary"] = "Accept"
    let page =
      parts[0] + PrintRoutes.escaped(problem.kind) + parts[1] + "\(problem.status)" + parts[2]
    return HTTPResponse(status: problem.status, headers: headers, body: Array(page.utf8))
  }
}
