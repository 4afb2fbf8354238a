// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import WebTestSupport

@testable import PadServer

extension TestServer {
  /// Waits until something is so, at most five seconds.
  func soon(_ what: String, _ isSo: () async throws -> Bool) async throws {
    let start = ContinuousClock.now
    while try await !isSo() {
      guard ContinuousClock.now - start < .seconds(5) else {
        Issue.record("not within five seconds: \(what)")
        return
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// What the server tells of its knowledge base.
  func knowledgeBase() async throws -> JSONValue {
    let answer = try await request("GET", "/api/v1/kb")
    #expect(answer.status == 200)
    let value = try #require(JSONValue(parsing: answer.body))
    #expect(KnowledgeBaseRoutes.about.violation(in: value) == nil)
    return value
  }

  /// Waits until the knowledge base was built once.
  func hasBuilt() async throws {
    try await soon("a build") { try await knowledgeBase()["built"] != .null }
  }

  /// Puts a file into the knowledge base's folder.
  func put(_ text: String, at place: String) throws {
    let file = URL(fileURLWithPath: "\(directory)/kb/\(place)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  /// Starts a pad with a text and finishes it; returns the header line with its owner's cookie.
  func finish(_ pad: String, _ text: String, meta: String = "{}") async throws -> String {
    let owner = try await start(pad)
    #expect(try await put(text, into: pad, headers: [owner]).status == 204)
    let path = "/api/v1/pads/\(pad)"
    #expect(try await json("PATCH", path, meta, headers: [owner]).status == 200)
    #expect(try await json("POST", "\(path)/editions", "{}", headers: [owner]).status == 201)
    return owner
  }
}
