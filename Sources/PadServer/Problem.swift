// SPDX-License-Identifier: Apache-2.0

import WebServer

/// An error as the API tells it ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).
struct Problem: Error, Equatable {
  /// The status code.
  var status: Int
  /// What kind of problem, for programs: the end of the `type` URN.
  var kind: String
  /// What happened this time, for people.
  var detail: String
  /// Header fields the status asks for.
  var headers: HTTPHeaders = [:]
  /// What there is to say besides, by name.
  var members: [String: JSONValue] = [:]

  /// The problem document.
  var response: HTTPResponse {
    var document = members
    document["type"] = .string("urn:encrier:problem:\(kind)")
    document["title"] = .string(HTTPResponse.reasonPhrase(status))
    document["status"] = .integer(status)
    document["detail"] = .string(detail)
    var headers = headers
    headers["Content-Type"] = "application/problem+json"
    headers["Cache-Control"] = "no-store"
    return HTTPResponse(status: status, headers: headers, body: JSONValue.object(document).encoded)
  }
}

/// The problems the server itself can have with a request.
extension Problem {
  static let notFound = Problem(
    status: 404,
    kind: "no-such-address",
    detail: "There is nothing at this address."
  )
  static let invalidPadName = Problem(
    status: 400,
    kind: "invalid-pad-name",
    detail: "A pad's name has 1 to 128 characters of A-Z, a-z, 0-9, _, . and -, "
      + "and is neither . nor .."
  )
  static let foreignOrigin = Problem(
    status: 403,
    kind: "foreign-origin",
    detail: "Pages of another site may not do this."
  )
  static let tooManyChanges = Problem(
    status: 429,
    kind: "too-many-changes",
    detail: "This address changes too much at once; wait a moment.",
    headers: ["Retry-After": "5"]
  )
  static let notWebSocket = Problem(
    status: 426,
    kind: "websocket-expected",
    detail: "This address speaks WebSocket only.",
    headers: ["Upgrade": "websocket"]
  )

  static func methodNotAllowed(_ allowed: [String]) -> Problem {
    Problem(
      status: 405,
      kind: "method-not-allowed",
      detail: "This address takes \(allowed.joined(separator: ", ")).",
      headers: ["Allow": allowed.joined(separator: ", ")]
    )
  }

  static func unsupportedMediaType(_ accepted: [String]) -> Problem {
    Problem(
      status: 415,
      kind: "unsupported-media-type",
      detail: "This address takes \(accepted.joined(separator: " or "))."
    )
  }

  static func invalidBody(_ detail: String) -> Problem {
    Problem(status: 400, kind: "invalid-body", detail: detail)
  }
}
