// SPDX-License-Identifier: Apache-2.0

import WebServer

/// All addresses of the server; what dispatches is what `openapi.json` describes.
struct RouteTable: Sendable {
  let routes: [Route]

  /// Finds the route of a request; HEAD is answered by the route of GET.
  func find(_ head: RequestHead) throws(Problem) -> (route: Route, parameters: [String: String]) {
    let method = head.method == "HEAD" ? "GET" : head.method
    var allowed: [String] = []
    for route in routes {
      guard let parameters = route.path.match(head.target.segments) else { continue }
      if route.method == method { return (route, parameters) }
      allowed.append(route.method)
      if route.method == "GET" { allowed.append("HEAD") }
    }
    throw allowed.isEmpty ? .notFound : .methodNotAllowed(allowed)
  }
}
