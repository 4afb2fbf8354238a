// SPDX-License-Identifier: Apache-2.0

import Foundation
import Publishing
import Testing
import WebTestSupport

@testable import PadServer

@Suite("Exports and imports", .timeLimit(.minutes(2)))
struct ExportTests {
  /// A server without any other program.
  private static func alone(_ configuration: inout PadServerConfiguration) {
    configuration.workshop = Workshop(directory: "/nowhere")
  }

  @Test("of formats whose programs are missing are told so, and the list says it before")
  func unavailable() async throws {
    try await TestServer.run(configure: Self.alone) { server in
      _ = try await server.start("a")
      for format in ["pdf", "odt", "docx", "epub", "html", "txt"] {
        let answer = try await server.request("GET", "/api/v1/pads/a/export/\(format)")
        #expect(answer.status == 501 && answer.problem == "format-unavailable", "\(format)")
      }
      let formats = try await server.request("GET", "/api/v1/formats")
      let list = try #require(JSONValue(parsing: formats.body))
      guard case .array(let exports)? = list["exports"] else { return }
      let available = exports.filter { $0["available"] == true }.compactMap { $0["format"]?.text }
      #expect(Set(available) == ["md", "json", "yjs", "etherpad"])
      #expect(exports.count == ExportFormat.allCases.count)
      let word = try await server.request(
        "POST",
        "/api/v1/pads",
        headers: ["Content-Type: \(ImportFormat.docx.mediaTypes[0])"],
        body: Array("x".utf8)
      )
      #expect(word.status == 501 && word.problem == "format-unavailable")
    }
  }

  @Test("are files named by the title, for who may see the pad, under the name they know")
  func files() async throws {
    try await TestServer.run(configure: Self.alone) { server in
      let owner = try await server.start("secret-name")
      let made = try await server.json(
        "POST",
        "/api/v1/pads/secret-name/links",
        #"{"role": "viewer"}"#,
        headers: [owner]
      )
      let link = try #require(made.value["name"]?.text)
      for format in ["md", "json", "yjs", "etherpad"] {
        for prefix in ["/p/\(link)", "/api/v1/pads/\(link)"] {
          let answer = try await server.request("GET", "\(prefix)/export/\(format)")
          #expect(answer.status == 200)
          #expect(answer.headers["content-disposition"]?.hasPrefix("attachment; ") == true)
          #expect(!answer.text.contains("secret-name"), "\(format)")
          #expect("\(answer.headers)".contains("secret-name") == false)
        }
      }
      let missing = try await server.request("GET", "/p/~AAAAAAAAAAAAAAAAAAAAAA/export/md")
      #expect(missing.status == 404 && missing.problem == "no-such-link")
      let unknown = try await server.request("GET", "/p/secret-name/export/exe")
      #expect(unknown.status == 404 && unknown.problem == "no-such-format")
    }
  }

  @Test("start pads of Markdown, which belong to who sends it")
  func imports() async throws {
    try await TestServer.run(configure: Self.alone) { server in
      let note = "---\ntitle: Note\ntags: [a, b]\nx: 1\n---\n\n# Titre\n"
      let answer = try await server.request(
        "POST",
        "/api/v1/pads?file=note.md",
        headers: ["Content-Type: text/markdown"],
        body: Array(note.utf8)
      )
      let pad = try #require(JSONValue(parsing: answer.body))
      #expect(answer.status == 201 && pad["role"]?.text == "owner" && pad["notes"] == [])
      #expect(pad["title"]?.text == "Note" && pad["tags"] == ["a", "b"] && pad["x"] == nil)
      let name = try #require(pad["id"]?.text)
      #expect(try await server.request("GET", "/api/v1/pads/\(name)/text").text == "# Titre\n")
      let back = try await server.request("GET", "/api/v1/pads/\(name)/export/md")
      #expect(back.text == "---\ntitle: Note\ntags:\n- a\n- b\nx: 1\n---\n\n# Titre\n")
    }
  }

  @Test("keep what a field cannot hold out of the metadata, and say so")
  func notes() async throws {
    try await TestServer.run(configure: Self.alone) { server in
      let note = "---\ntitle: [a]\ntags: {a: b}\ndate: 2024\n---\nx"
      let answer = try await server.request(
        "POST",
        "/api/v1/pads",
        headers: ["Content-Type: text/markdown"],
        body: Array(note.utf8)
      )
      let pad = try #require(JSONValue(parsing: answer.body))
      #expect(
        pad["notes"] == [
          ["kind": "field", "detail": "title"], ["kind": "field", "detail": "tags"],
        ]
      )
      #expect(pad["date"]?.text == "2024" && pad["tags"] == nil)
    }
  }
}
