// SPDX-License-Identifier: Apache-2.0

/// A response as it came over the wire.
public struct RawResponse: Sendable {
  /// The status code.
  public var status: Int
  /// Field names in lower case.
  public var headers: [String: String]
  /// The values of all `Set-Cookie` fields.
  public var cookies: [String]
  /// The body.
  public var body: [UInt8]
  /// The body as text.
  public var text: String { String(decoding: body, as: UTF8.self) }
}

extension RawClient {
  /// Reads one response, which has no body when it answers HEAD.
  public func readResponse(hasBody: Bool = true) async throws -> RawResponse {
    let lines = try await readHead().split(separator: "\r\n")
    guard let statusLine = lines.first, statusLine.hasPrefix("HTTP/1.1 "),
      let status = Int(statusLine.dropFirst(9).prefix(3))
    else { throw RawClientError.malformedResponse }
    var headers: [String: String] = [:]
    var cookies: [String] = []
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { throw RawClientError.malformedResponse }
      let value = String(line[line.index(after: colon)...].drop { $0 == " " })
      let name = line[..<colon].lowercased()
      if name == "set-cookie" { cookies.append(value) }
      headers[name] = value
    }
    let count = hasBody ? headers["content-length"].flatMap { Int($0) } ?? 0 : 0
    return RawResponse(
      status: status,
      headers: headers,
      cookies: cookies,
      body: try await read(count)
    )
  }

  /// Sends one request with correct framing and reads its response.
  ///
  /// Lines in `headers` have no ends; a body is announced by its length.
  public func request(
    _ method: String,
    _ target: String,
    headers: [String] = [],
    body: [UInt8]? = nil
  ) async throws -> RawResponse {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
    for header in headers { head += "\(header)\r\n" }
    if let body { head += "Content-Length: \(body.count)\r\n" }
    try await send(Array((head + "\r\n").utf8) + (body ?? []))
    return try await readResponse(hasBody: method != "HEAD")
  }
}
