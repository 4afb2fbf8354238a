// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PadServer

@Suite("Routing and JSON")
struct RoutingTests {
  @Test("matches a path part by part and names its variable ones")
  func matches() {
    let template: PathTemplate = "/api/v1/pads/{pad}/text"
    #expect(template.match(["api", "v1", "pads", "x", "text"]) == ["pad": "x"])
    #expect(template.match(["api", "v1", "pads", "x"]) == nil)
    #expect(template.match(["api", "v1", "pads", "x", "other"]) == nil)
    #expect(template.match(["api", "v1", "pads", "x", "text", ""]) == nil)
    #expect(PathTemplate("/").match([]) == [:])
  }

  @Test("writes JSON that reads back the same")
  func roundTrips() {
    let value: JSONValue = [
      "text": "« é\u{0}\u{1F}\n\"\\ 😀 »", "list": [1, true, .null, .number(0.5), []],
      "object": [:], "big": .integer(.max),
    ]
    #expect(JSONValue(parsing: value.encoded) == value)
    #expect(JSONValue(parsing: Array("{} x".utf8)) == nil)
  }

  @Test("names what breaks a schema")
  func checksSchemas() {
    let schema = Schema.object([
      .init(name: "count", schema: .integer(1...3), isRequired: true),
      .init(name: "names", schema: .removable(.list(of: .text(maximumBytes: 2), maximumCount: 2))),
    ])
    #expect(schema.violation(in: ["count": 1, "names": ["é", ""]]) == nil)
    #expect(schema.violation(in: ["count": 3, "names": .null]) == nil)
    let broken: [JSONValue] = [
      [:], ["count": 4], ["count": "1"], ["count": 1, "other": 1], ["count": 1, "names": ["abc"]],
      ["count": 1, "names": ["a", "b", "c"]], ["count": 1, "names": [1]], .null, [],
    ]
    for value in broken { #expect(schema.violation(in: value) != nil) }
  }

  @Test(
    "knows an origin whatever its case and its scheme's own port",
    arguments: [
      ("https://A.example", "https://a.example"), ("https://a.example:443", "https://a.example"),
      ("http://a.example:443", "http://a.example:443"), ("http://[::1]:80/", "http://[::1]"),
      ("null", nil), ("file://", nil), ("https://", nil), ("https://a/b", nil),
      ("https://u@a", nil),
    ]
  )
  func normalizesOrigins(origin: String, normal: String?) {
    #expect(OriginRule.normalized(origin) == normal)
  }
}
