// SPDX-License-Identifier: Apache-2.0

/// The path and query of a request, decoded once and safely.
public struct RequestTarget: Sendable {
  /// The path as sent, without the query.
  public let rawPath: String
  /// The decoded parts between slashes; `/` has none, `/a/` has `a` and an empty one.
  public let segments: [String]
  /// The decoded query parameters, in order.
  public let query: [(name: String, value: String)]

  /// Decodes an origin-form target such as `/p/pad?acks=1`.
  ///
  /// - Throws: ``HTTPFault/malformedTarget`` when the target does not begin with a slash, or when a
  ///   part of its path is `.` or `..` or contains an (escaped) slash, backslash or control
  ///   character, or is not UTF-8.
  public init(_ target: String) throws(HTTPFault) {
    guard target.utf8.first == UInt8(ascii: "/"),
      target.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
    else { throw .malformedTarget }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    rawPath = String(parts[0])
    var segments: [String] = []
    if rawPath != "/" {
      for part in rawPath.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
        let segment = try Self.decoded(part.utf8, plusIsSpace: false)
        guard segment != ".", segment != "..",
          segment.utf8.allSatisfy({
            $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\")
          })
        else { throw .malformedTarget }
        segments.append(segment)
      }
    }
    self.segments = segments
    var query: [(name: String, value: String)] = []
    if parts.count == 2 {
      for pair in parts[1].split(separator: "&") {
        let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        query.append(
          (
            try Self.decoded(halves[0].utf8, plusIsSpace: true),
            halves.count == 2 ? try Self.decoded(halves[1].utf8, plusIsSpace: true) : ""
          )
        )
      }
    }
    self.query = query
  }

  /// The first value of a query parameter.
  public func parameter(_ name: String) -> String? {
    query.first { $0.name == name }?.value
  }

  private static func decoded(
    _ text: Substring.UTF8View,
    plusIsSpace: Bool
  ) throws(HTTPFault) -> String {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hexadecimalValue),
          let low = rest.popFirst().flatMap(hexadecimalValue)
        else { throw .malformedTarget }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace:
        bytes.append(UInt8(ascii: " "))
      default:
        bytes.append(byte)
      }
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .malformedTarget }
    return decoded
  }
}

private func hexadecimalValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
