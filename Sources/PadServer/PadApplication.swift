// SPDX-License-Identifier: Apache-2.0

import Logging
import Pads
import WebServer

/// Dispatches requests to their routes, once what holds for all of them is checked.
struct PadApplication: HTTPApplication {
  let table: RouteTable
  let originRule: OriginRule
  let proxies: TrustedProxies
  let guests: GuestCookies
  let rates: ChangeRates
  /// What browsers are shown of a problem; nil when it was not built.
  let problemPage: ProblemPage?
  let logger: Logger

  func admit(_ head: RequestHead) -> Admission {
    let head = proxies.resolved(head)
    do throws(Problem) {
      let (route, parameters) = try table.find(head)
      if route.isChanging || head.isWebSocketUpgrade, !originRule.allows(head) {
        throw .foreignOrigin
      }
      if route.isChanging, !mayChange(head) { throw .tooManyChanges }
      let request = RoutedRequest(head: head, parameters: parameters)
      // An address with an impossible name is refused before anything is read.
      if parameters["pad"] != nil { _ = try request.address }
      switch route.action {
      case .webSocket(let open):
        guard head.isWebSocketUpgrade else { throw .notWebSocket }
        return .webSocket(try open(request))
      case .respond:
        try checkMediaType(of: head, for: route)
        return .request(
          maximumBodyBytes: route.maximumBodyBytes,
          watch: head.contentLength > 0 ? route.watch?(request) : nil
        )
      }
    } catch {
      return .refuse(response(to: error, for: head))
    }
  }

  func respond(to request: HTTPRequest) async -> HTTPResponse {
    var request = request
    request.head = proxies.resolved(request.head)
    do throws(Problem) {
      let (route, parameters) = try table.find(request.head)
      guard case .respond(let handler) = route.action else { throw .notWebSocket }
      var routed = RoutedRequest(head: request.head, body: request.body, parameters: parameters)
      switch route.operation.body {
      case .json(let schema): routed.json = try json(request.body, schema: schema)
      case .jsonOrFile(let schema, _) where Self.isJSON(request):
        routed.json = try json(request.body, schema: schema)
      default: break
      }
      return try await handler(routed)
    } catch {
      if error.status >= 500 {
        logger.error("request failed", metadata: ["kind": "\(error.kind)"])
      }
      return response(to: error, for: request.head)
    }
  }

  /// Whether an address, and whoever is known to be behind it, may change something more.
  private func mayChange(_ head: RequestHead) -> Bool {
    guard rates.take(from: CountedAddress.of(head.peerAddress)) else { return false }
    guard case .guest(let guest) = guests.identity(of: head) else { return true }
    return rates.take(from: "guest \(guest.text)")
  }

  /// A page for browsers that ask for one, a problem document for everybody else.
  private func response(to problem: Problem, for head: RequestHead) -> HTTPResponse {
    guard let problemPage, ProblemPage.isWanted(by: head) else { return problem.response }
    return problemPage.response(to: problem)
  }

  private func checkMediaType(of head: RequestHead, for route: Route) throws(Problem) {
    guard head.contentLength > 0, let body = route.operation.body else { return }
    let accepted =
      switch body {
      case .json: ["application/json"]
      case .markdown: ["text/markdown", "text/plain"]
      case .image: ["image/png", "image/jpeg", "image/gif", "image/webp"]
      case .jsonOrFile(_, let types): ["application/json"] + types
      }
    guard let type = head.mediaType, accepted.contains(type) else {
      throw .unsupportedMediaType(accepted)
    }
  }

  /// Whether a request carries JSON, or nothing, which stands for an empty object.
  private static func isJSON(_ request: HTTPRequest) -> Bool {
    request.body.isEmpty || request.head.mediaType == "application/json"
  }

  private func json(_ body: [UInt8], schema: Schema) throws(Problem) -> JSONValue {
    guard let value = body.isEmpty ? .object([:]) : JSONValue(parsing: body) else {
      throw .invalidBody("The body is not JSON.")
    }
    if let violation = schema.violation(in: value) { throw .invalidBody("Here \(violation).") }
    return value
  }
}

extension RequestHead {
  /// What the body is said to be, without parameters, in small letters.
  var mediaType: String? {
    headers["content-type"]?.split(separator: ";").first
      .map { $0.filter { $0 != " " }.lowercased() }
  }
}
