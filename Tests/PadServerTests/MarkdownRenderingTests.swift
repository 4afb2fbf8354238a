// SPDX-License-Identifier: Apache-2.0

import Foundation
import Publishing
import Testing

@Suite("Markdown as HTML")
struct MarkdownRenderingTests {
  private func html(_ markdown: String) throws -> String {
    String(decoding: try #require(MarkdownRendering.html(Array(markdown.utf8))), as: UTF8.self)
  }

  @Test(
    "has GitHub's constructs and footnotes",
    arguments: [
      ("| a |\n|---|\n| 1 |", "<td>1</td>"), ("- [x] a", "checked=\"\""), ("~~a~~", "<del>a</del>"),
      ("www.a.org", "href=\"http://www.a.org\""), ("a[^1]\n\n[^1]: b", "class=\"footnotes\""),
      ("# é", "<h1>é</h1>"), ("", ""),
    ]
  )
  func renders(markdown: String, part: String) throws {
    #expect(try html(markdown).contains(part) || part.isEmpty)
  }

  @Test(
    "runs nothing",
    arguments: [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))",
      "[a](data:text/html,x)", "![a](vbscript:x)", "<javascript:alert(1)>",
    ]
  )
  func isSafe(markdown: String) throws {
    let html = try html(markdown).lowercased()
    for trace in ["<script", "onerror", "href=\"javascript", "href=\"data", "src=\"vbscript"] {
      #expect(!html.contains(trace))
    }
  }

  @Test("refuses texts beyond 1 MiB and a program that fails, and is free again afterwards")
  func bounds() async throws {
    let renderer = BoundedRenderer(command: ["/bin/cat"])
    let long = [UInt8](repeating: 0x61, count: MarkdownRendering.maximumBytes + 1)
    await #expect(throws: RenderingError.tooLong) { try await renderer.html(long) }
    #expect(try await renderer.html(Array("a".utf8)) == Array("a".utf8))
    for command in [["/bin/false"], ["/none"], ["/bin/sh", "-c", "kill -9 $$"]] {
      let failing = BoundedRenderer(command: command)
      for _ in 0..<3 {
        await #expect(throws: RenderingError.stopped) { try await failing.html([0x61]) }
      }
    }
  }

  @Test("gives the program the text and nothing else that is open here")
  func inheritsNothing() async throws {
    let open = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/dev/zero"))
    defer { try? open.close() }
    // 3 is the folder that `ls` itself reads.
    let renderer = BoundedRenderer(command: ["/bin/ls", "/proc/self/fd"])
    #expect(try await renderer.html([]) == Array("0\n1\n2\n3\n".utf8))
  }

  @Test("is stopped, and the server is not, when the program ends before it has read the text")
  func endsEarly() async throws {
    let text = [UInt8](repeating: 0x61, count: 500_000)
    for _ in 0..<20 {
      let renderer = BoundedRenderer(command: ["/bin/false"])
      await #expect(throws: RenderingError.stopped) { try await renderer.html(text) }
    }
  }
}
