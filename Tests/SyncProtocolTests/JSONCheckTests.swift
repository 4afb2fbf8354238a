// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SyncProtocol

@Suite struct JSONCheckTests {
  @Test(
    "accepts JSON",
    arguments: [
      "null", "true", "false", "0", "-0", "12", "-1.5e+3", "1E9", "\"\"", #""é\n\u00e9\"""#,
      "{}", "[]", " [ ] ", "[1,2]", #"{"a":1}"#, #" { "a" : [ 1 , { "b" : null } ] , "c":"" } "#,
      #"{"user":{"name":"Anne","color":"teal"},"cursor":null}"#,
    ]
  )
  func accepts(text: String) {
    #expect(JSONCheck.accepts([UInt8](text.utf8), maximumDepth: 8))
  }

  @Test(
    "refuses everything else",
    arguments: [
      "", " ", "nul", "nullx", "undefined", "01", "-", "1.", ".5", "1e", "+1", "NaN", "'a'",
      "\"", #""\x""#, #""\u12g4""#, "\"\u{1}\"", "{", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]",
      "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#, #"{"a":1"#, "[}", "{]", "[]]", "1 2",
      "[1]]", "]",
    ]
  )
  func refuses(text: String) {
    #expect(!JSONCheck.accepts([UInt8](text.utf8), maximumDepth: 8))
  }

  @Test("refuses bytes that are not UTF-8")
  func invalidUTF8() {
    #expect(!JSONCheck.accepts([0x22, 0xFF, 0x22], maximumDepth: 8))
  }

  @Test("bounds the depth")
  func depth() {
    func nested(_ depth: Int) -> [UInt8] {
      [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
    }
    #expect(JSONCheck.accepts(nested(8), maximumDepth: 8))
    #expect(!JSONCheck.accepts(nested(9), maximumDepth: 8))
    #expect(!JSONCheck.accepts(nested(100_000), maximumDepth: 8))
  }
}
