// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Testing
import WebTestSupport

@testable import PadServer

@Suite("Publications over HTTP", .timeLimit(.minutes(10)))
struct PublicationAPITests {
  private let path = "/api/v1/pads/own-name/editions/1/publication"

  private func publication(
    _ server: TestServer,
    of pad: String = "own-name"
  ) async throws -> JSONValue? {
    let answer = try await server.request("GET", "/api/v1/pads/\(pad)/editions")
    let value = try #require(JSONValue(parsing: answer.body))
    #expect(EditionShape.editions.violation(in: value) == nil)
    guard case .array(let editions)? = value["editions"] else { return nil }
    return editions.first?["publication"]
  }

  @Test("an owner publishes an edition and withdraws it; everybody is told")
  func publishing() async throws {
    try await TestServer.run { server in
      let owner = try await server.finish("own-name", "# Été 2024")
      #expect(try await publication(server) == nil)
      #expect(try await server.request("DELETE", path, headers: [owner]).problem == "not-published")
      let answer = try await server.request("PUT", path, headers: [owner])
      let value = try #require(JSONValue(parsing: answer.body))
      #expect(answer.status == 200 && EditionShape.publication.violation(in: value) == nil)
      #expect(value["address"] == "ete-2024" && value["url"] == nil)
      #expect(!answer.text.contains("own-name"))
      // As pages send it.
      let again = try await server.json("PUT", path, "{}", headers: [owner])
      #expect(again.status == 200 && again.value == value)
      #expect(try await publication(server)?["address"] == "ete-2024")
      let desk = try await server.request("GET", "/api/v1/editions", headers: [owner])
      let pads = try #require(JSONValue(parsing: desk.body))
      #expect(EditionShape.desk.violation(in: pads) == nil && desk.text.contains("ete-2024"))
      #expect(try await server.request("DELETE", path, headers: [owner]).status == 204)
      #expect(try await server.request("DELETE", path, headers: [owner]).status == 204)
      #expect(try await publication(server)?["withdrawn"]?.text?.hasSuffix("Z") == true)
      for number in ["0", "2", "-1", "x", "99999999999999999999"] {
        let target = "/api/v1/pads/own-name/editions/\(number)/publication"
        #expect(
          try await server.request("PUT", target, headers: [owner]).problem == "no-such-edition"
        )
      }
      let elsewhere = "Origin: https://elsewhere.example"
      for method in ["PUT", "DELETE"] {
        let foreign = try await server.request(method, path, headers: [owner, elsewhere])
        #expect(foreign.problem == "foreign-origin")
      }
      #expect(try await server.request("GET", "/kb/").problem == "no-such-address")
      #expect(try await server.request("GET", "/api/v1/kb").text == #"{"url":null}"#)
    }
  }

  @Test("nobody else publishes or withdraws", arguments: Role.allCases.filter { $0 != .owner })
  func roles(role: Role) async throws {
    try await TestServer.run { server in
      let owner = try await server.finish("own-name", "# Charte")
      let made = try await server.json(
        "POST",
        "/api/v1/pads/own-name/links",
        #"{"role": "\#(role.rawValue)"}"#,
        headers: [owner]
      )
      let link = "/api/v1/pads/\(try #require(made.value["name"]?.text))/editions/1/publication"
      for target in [link, path] {
        #expect(try await server.request("PUT", target).problem == "beyond-role")
      }
      #expect(try await server.request("PUT", path, headers: [owner]).status == 200)
      for target in [link, path] {
        #expect(try await server.request("DELETE", target).problem == "beyond-role")
      }
      #expect(try await publication(server)?["withdrawn"] == nil)
      let none = "/api/v1/pads/none/editions/1/publication"
      #expect(try await server.request("PUT", none, headers: [owner]).problem == "beyond-role")
      #expect(
        try await server.request("DELETE", "/api/v1/pads/own-name", headers: [owner]).status == 204
      )
      #expect(try await server.request("PUT", path, headers: [owner]).problem == "pad-in-trash")
      #expect(try await server.pads.publications().map(\.withdrawn) == [nil])
    }
  }
}
