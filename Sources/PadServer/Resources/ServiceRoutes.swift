// SPDX-License-Identifier: Apache-2.0

import WebServer

/// What the server says about itself.
enum ServiceRoutes {
  /// Liveness: answered as long as the process serves.
  static let health = Route(
    method: "GET",
    path: "/healthz",
    operation: Operation(
      summary: "Whether the server is up",
      success: (200, .json(.object([.init(name: "status", schema: .text(maximumBytes: 16))])))
    ),
    action: .respond { _ in
      .json(["status": "ok"])
    }
  )

  /// The description of the other routes and of itself.
  static func description(of others: [Route], serverURL: String?) -> Route {
    let operation = Operation(
      summary: "This description",
      success: (200, .media("application/json"))
    )
    let path: PathTemplate = "/api/v1/openapi.json"
    let placeholder = Route(
      method: "GET",
      path: path,
      operation: operation,
      action: .respond { _ in .json(.null) }
    )
    let document = OpenAPIDocument(routes: others + [placeholder], serverURL: serverURL).json
    return Route(
      method: "GET",
      path: path,
      operation: operation,
      action: .respond { _ in .json(document) }
    )
  }
}

extension HTTPResponse {
  /// A JSON answer that no cache keeps.
  static func json(_ value: JSONValue, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
      body: value.encoded
    )
  }
}
