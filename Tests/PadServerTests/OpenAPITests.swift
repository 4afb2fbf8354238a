// SPDX-License-Identifier: Apache-2.0

import Testing
import WebTestSupport

@testable import PadServer

@Suite("openapi.json", .timeLimit(.minutes(10)))
struct OpenAPITests {
  /// The addresses promised so far; one that goes missing breaks its users.
  private static let promised: Set<String> = [
    "GET /", "GET /away", "GET /p/{pad}", "GET /assets/{file}", "GET /sw.js", "GET /sync/{pad}",
    "GET /healthz",
    "GET /api/v1/openapi.json", "POST /api/v1/pads", "GET /api/v1/pads",
    "GET /api/v1/pads/{pad}", "PATCH /api/v1/pads/{pad}", "GET /api/v1/pads/{pad}/text",
    "PUT /api/v1/pads/{pad}/text", "GET /api/v1/pads/{pad}/last-good",
    "POST /api/v1/pads/{pad}/images", "GET /images/{file}",
    "GET /metrics", "POST /api/v1/pads/{pad}/links", "GET /api/v1/pads/{pad}/links",
    "PATCH /api/v1/pads/{pad}/links/{link}", "DELETE /api/v1/pads/{pad}/links/{link}",
    "POST /api/v1/pads/{pad}/key", "DELETE /api/v1/pads/{pad}",
    "GET /sign-in", "GET /invitation", "GET /password", "GET /forgotten", "GET /account",
    "GET /digest/stop", "POST /digest/stop",
    "PUT /api/v1/me/password", "DELETE /api/v1/sessions/{session}",
    "POST /api/v1/sessions", "DELETE /api/v1/sessions", "GET /api/v1/sessions", "GET /api/v1/me",
    "POST /api/v1/secrets", "POST /api/v1/accounts", "POST /api/v1/password",
    "POST /api/v1/pads/{pad}/restore", "POST /api/v1/pads/{pad}/owner",
    "POST /api/v1/pads/{pad}/away", "GET /api/v1/pads/{pad}/away",
    "DELETE /api/v1/pads/{pad}/away/{person}", "GET /api/v1/me/data", "DELETE /api/v1/me",
    "GET /p/{pad}/history", "GET /api/v1/pads/{pad}/history", "GET /api/v1/pads/{pad}/history/{at}",
    "GET /api/v1/pads/{pad}/steps", "GET /api/v1/pads/{pad}/attribution",
    "GET /api/v1/pads/{pad}/diff", "POST /api/v1/pads/{pad}/versions",
    "GET /api/v1/pads/{pad}/versions", "PATCH /api/v1/pads/{pad}/versions/{version}",
    "DELETE /api/v1/pads/{pad}/versions/{version}",
    "POST /api/v1/pads/{pad}/versions/{version}/restore",
    "POST /api/v1/pads/{pad}/history/{at}/restore", "POST /api/v1/pads/{pad}/history/{at}/undo",
    "POST /api/v1/pads/{pad}/erasures",
    "POST /api/v1/pads/{pad}/history/{at}/copy",
    "GET /p/{pad}/export/{format}", "GET /api/v1/pads/{pad}/export/{format}", "GET /api/v1/formats",
    "GET /api/v1/pads/{pad}/editions", "POST /api/v1/pads/{pad}/editions",
    "POST /api/v1/pads/{pad}/editions/next", "GET /api/v1/pads/{pad}/editions/{number}",
    "GET /api/v1/pads/{pad}/editions/{number}/text",
    "GET /api/v1/pads/{pad}/editions/{number}/package", "GET /api/v1/editions", "GET /editions",
    "GET /api/v1/entities", "POST /api/v1/entities", "GET /api/v1/kb",
    "PUT /api/v1/pads/{pad}/editions/{number}/publication",
    "DELETE /api/v1/pads/{pad}/editions/{number}/publication",
    "GET /api/v1/pads/{pad}/contributors", "PUT /api/v1/pads/{pad}/contributors/{person}",
  ]

  /// Those that are promised where the knowledge base is served.
  private static let promisedOfKnowledgeBase: Set<String> = [
    "GET /kb", "GET /kb/{place}", "GET /oai", "POST /oai",
  ]

  private func described(_ server: TestServer) async throws -> Set<String> {
    let response = try await server.request("GET", "/api/v1/openapi.json")
    #expect(response.headers["content-type"] == "application/json")
    let document = try #require(JSONValue(parsing: response.body))
    guard case .object(let paths) = document["paths"] else { return [] }
    var described: Set<String> = []
    for (path, item) in paths {
      guard case .object(let operations) = item else { continue }
      for method in operations.keys { described.insert("\(method.uppercased()) \(path)") }
    }
    return described
  }

  @Test("describes exactly the routes there are, and all that were promised")
  func describesRoutes() async throws {
    try await TestServer.run { server in
      let described = try await described(server)
      #expect(described == Set(server.table.routes.map { "\($0.method) \($0.path.text)" }))
      #expect(described == Self.promised)
    }
  }

  @Test("describes what is served where there is a knowledge base")
  func describesKnowledgeBase() async throws {
    try await TestServer.run(servesKnowledgeBase: true) { server in
      let described = try await described(server)
      #expect(described == Self.promised.union(Self.promisedOfKnowledgeBase))
    }
  }

  @Test("describes nothing that is not answered")
  func isAnswered() async throws {
    try await TestServer.run { server in
      for operation in try await described(server) {
        let parts = operation.split(separator: " ")
        let target = String(
          parts[1].replacing("{pad}", with: "x").replacing("{file}", with: "x.js")
        )
        let response = try await server.request(String(parts[0]), target)
        #expect(response.status != 405, "\(operation)")
        // A file that is not there is answered as an address that is not there.
        let isFile = ["/assets/", "/images/", "/sw.js"].contains { target.hasPrefix($0) }
        let isMissing = response.problem == "no-such-address" && !isFile
        #expect(!isMissing, "\(operation)")
        #expect(response.status < 500 || response.problem == "page-not-built", "\(operation)")
      }
    }
  }

  @Test("describes what a pad answers with")
  func describesPads() async throws {
    try await TestServer.run { server in
      let created = try await server.json(
        "POST",
        "/api/v1/pads",
        #"{"name": "a", "title": "Été", "text": "x"}"#
      )
      #expect(created.status == 201)
      #expect(PadShape.pad.violation(in: created.value) == nil)
      let response = try await server.request("GET", "/api/v1/pads")
      let list = try #require(JSONValue(parsing: response.body))
      #expect(PadShape.list.violation(in: list) == nil)
      #expect(PadShape.list.violation(in: created.value) != nil)
    }
  }
}
