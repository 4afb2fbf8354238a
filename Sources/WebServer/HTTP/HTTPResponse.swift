// SPDX-License-Identifier: Apache-2.0

/// What a request is answered with.
///
/// The server adds `Content-Length`, `Date`, `Connection` and the configured headers, and leaves
/// the body out when the method is HEAD.
public struct HTTPResponse: Sendable {
  /// The status code.
  public var status: Int
  /// The header fields.
  public var headers: HTTPHeaders
  /// The body.
  public var body: [UInt8]

  /// Creates a response.
  public init(status: Int, headers: HTTPHeaders = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) that says no more than
  /// its status.
  static func problem(_ status: Int) -> HTTPResponse {
    let title = reasonPhrase(status)
    return HTTPResponse(
      status: status,
      headers: ["Content-Type": "application/problem+json"],
      body: Array(#"{"type":"about:blank","title":"\#(title)","status":\#(status)}"#.utf8)
    )
  }

  /// The bytes of the status line and headers.
  func encodedHead(adding defaults: HTTPHeaders, date: String, closes: Bool) -> [UInt8] {
    var text = "HTTP/1.1 \(status) \(Self.reasonPhrase(status))\r\n"
    for field in headers.fields { text += "\(field.name): \(field.value)\r\n" }
    for field in defaults.fields where headers[field.name] == nil {
      text += "\(field.name): \(field.value)\r\n"
    }
    if status != 304, status != 204 { text += "Content-Length: \(body.count)\r\n" }
    if closes, headers["Connection"] == nil { text += "Connection: close\r\n" }
    text += "Date: \(date)\r\n\r\n"
    return Array(text.utf8)
  }

  /// The standard phrase of a status code.
  public static func reasonPhrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 204: "No Content"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 422: "Unprocessable Content"
    case 426: "Upgrade Required"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    case 507: "Insufficient Storage"
    default: "Status \(status)"
    }
  }
}
