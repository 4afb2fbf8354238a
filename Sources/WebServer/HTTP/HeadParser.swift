// SPDX-License-Identifier: Apache-2.0

/// Reads the request line and headers of one request.
struct HeadParser {
  let limits: ServerLimits
  let peerAddress: String

  /// Parses a head without its final empty line.
  func parse(_ bytes: ArraySlice<UInt8>) throws(HTTPFault) -> RequestHead {
    var lines = try lines(of: bytes)[...]
    guard let requestLine = lines.popFirst() else { throw .malformedHead }
    let (method, target, isVersion10) = try parse(requestLine: requestLine)
    guard lines.count <= limits.maximumHeaderFields else { throw .headTooLarge }
    var headers = HTTPHeaders()
    for line in lines {
      let (name, value) = try parse(field: line)
      headers.add(name, value)
    }
    try checkHost(headers, isRequired: !isVersion10)
    let connection = headers.tokens(of: "connection")
    return RequestHead(
      method: method,
      target: try RequestTarget(target),
      headers: headers,
      contentLength: try contentLength(headers),
      peerAddress: peerAddress,
      keepsAlive: isVersion10
        ? connection.contains("keep-alive") : !connection.contains("close"),
      isVersion10: isVersion10
    )
  }

  private func lines(of bytes: ArraySlice<UInt8>) throws(HTTPFault) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    while start <= bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0D) ?? bytes.endIndex
      lines.append(bytes[start..<end])
      guard end < bytes.endIndex else { break }
      guard end + 1 < bytes.endIndex, bytes[end + 1] == 0x0A else { throw .malformedHead }
      start = end + 2
    }
    return lines
  }

  private func parse(
    requestLine: ArraySlice<UInt8>
  ) throws(HTTPFault) -> (method: String, target: String, isVersion10: Bool) {
    let parts = requestLine.split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, parts[0].count <= 32,
      parts[0].allSatisfy(isTokenByte), !parts[1].isEmpty,
      let version = ascii(parts[2]), version.hasPrefix("HTTP/")
    else { throw .malformedHead }
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else { throw .unsupportedVersion }
    guard let method = ascii(parts[0]), let target = ascii(parts[1]) else {
      throw .malformedTarget
    }
    return (method, target, version == "HTTP/1.0")
  }

  private func parse(field line: ArraySlice<UInt8>) throws(HTTPFault) -> (String, String) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(isTokenByte), let name = ascii(line[..<colon])
    else { throw .malformedHead }
    let value = line[(colon + 1)...]
    guard value.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
      throw .malformedHead
    }
    return (name.lowercased(), String(trimmingSpaces(Substring(decoding: value, as: UTF8.self))))
  }

  private func checkHost(_ headers: HTTPHeaders, isRequired: Bool) throws(HTTPFault) {
    let hosts = headers.values(of: "host")
    guard hosts.count <= 1, !isRequired || hosts.count == 1 else { throw .badHost }
    let allowed = hosts.allSatisfy { host in
      !host.isEmpty
        && host.utf8.allSatisfy { isAlphanumeric($0) || "-._:[]%".utf8.contains($0) }
    }
    guard allowed else { throw .badHost }
  }

  private func contentLength(_ headers: HTTPHeaders) throws(HTTPFault) -> Int {
    let lengths = headers.values(of: "content-length")
    guard headers["transfer-encoding"] == nil else {
      throw lengths.isEmpty ? .transferEncoding : .ambiguousLength
    }
    guard let length = lengths.first else { return 0 }
    guard lengths.count == 1, (1...15).contains(length.utf8.count),
      length.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let value = Int(length)
    else { throw .ambiguousLength }
    return value
  }
}

private func ascii(_ bytes: ArraySlice<UInt8>) -> String? {
  bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : nil
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "A")...UInt8(ascii: "Z"):
    true
  default: false
  }
}

private func isTokenByte(_ byte: UInt8) -> Bool {
  isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
}
