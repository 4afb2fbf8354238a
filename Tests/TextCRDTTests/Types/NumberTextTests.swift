// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCRDT

@Suite("NumberText")
struct NumberTextTests {
  static let numbers: [(Double, String)] = [
    (0, "0"), (-0.0, "0"), (1, "1"), (-7, "-7"), (100, "100"), (0.1, "0.1"), (-0.5, "-0.5"),
    (123.456, "123.456"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (1.5e21, "1.5e+21"),
    (1.2345678901234568e20, "123456789012345680000"), (0.000001, "0.000001"),
    (0.0000012, "0.0000012"), (1e-7, "1e-7"), (1.2e-7, "1.2e-7"),
    (.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
    (9_007_199_254_740_991, "9007199254740991"),
    (0.1 + 0.2, "0.30000000000000004"), (.nan, "NaN"), (.infinity, "Infinity"),
    (-.infinity, "-Infinity"),
  ]

  @Test("writes a number as JavaScript does", arguments: numbers)
  func writesAsJavaScript(number: Double, text: String) {
    #expect(String(decoding: NumberText.text(of: number), as: UTF8.self) == text)
  }
}
