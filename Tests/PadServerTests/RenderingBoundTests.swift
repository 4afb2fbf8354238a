// SPDX-License-Identifier: Apache-2.0

import Foundation
import Publishing
import Testing

/// Texts whose rendering asks for far more than their size, through the program that renders.
@Suite("Rendering hostile Markdown", .serialized, .timeLimit(.minutes(2)))
struct RenderingBoundTests {
  /// The built program; tests that need it are left out where only they were built.
  private static let program = ["debug", "release"]
    .map { ".build/\($0)/encrier" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private static let bombs: [(name: String, text: String)] = [
    ("quotes in quotes", String(repeating: "> ", count: 400_000) + "a"),
    ("lists in lists", String(repeating: "- ", count: 400_000) + "a"),
    ("emphasis that never closes", String(repeating: "*a **a ", count: 120_000)),
    ("emphasis of two kinds", String(repeating: "*a_ ", count: 200_000)),
    ("brackets that never close", String(repeating: "[", count: 900_000)),
    ("images that never close", String(repeating: "![a](", count: 180_000)),
    (
      "back-ticks of every length",
      (1...1_300).map { String(repeating: "`", count: $0) }
        .joined(separator: " ")
    ),
    (
      "footnotes",
      (0..<40_000).map { "[^\($0)]" }.joined()
        + "\n\n" + (0..<40_000).map { "[^\($0)]: a" }.joined(separator: "\n")
    ),
    ("one footnote, often", String(repeating: "[^1]", count: 200_000) + "\n\n[^1]: a"),
    (
      "one long reference, often",
      "[a]: /\(String(repeating: "x", count: 300_000))\n\n"
        + String(repeating: "[a] ", count: 150_000)
    ),
    (
      "a table of empty cells",
      "|" + String(repeating: "a|", count: 20_000) + "\n|"
        + String(repeating: "-|", count: 20_000) + "\n"
        + String(repeating: "|\n", count: 400_000)
    ),
    ("addresses", String(repeating: "www.a.b.", count: 120_000)),
    ("addresses of people", String(repeating: "a@", count: 400_000)),
    ("HTML that never ends", String(repeating: "<!-- a <? ", count: 90_000)),
    ("entities", String(repeating: "&amp", count: 250_000)),
  ]

  @Test("ends in seconds with a page of bounded size, or is stopped", arguments: bombs.map(\.name))
  func isBounded(name: String) async throws {
    let program = try #require(Self.program, "build the product encrier first")
    let text = try #require(Self.bombs.first { $0.name == name }?.text)
    let renderer = BoundedRenderer(command: [program, "render-markdown"])
    let begun = ContinuousClock.now
    do {
      let html = try await renderer.html(Array(text.utf8.prefix(MarkdownRendering.maximumBytes)))
      #expect(html.count <= 16 << 20)
    } catch {
      #expect(error == .stopped)
    }
    // Two seconds of processor time are granted; machines that run tests are busy.
    #expect(begun.duration(to: .now) < .seconds(30))
    // The renderer is free again for everybody else.
    #expect(try await renderer.html(Array("a".utf8)) == Array("<p>a</p>\n".utf8))
  }
}
