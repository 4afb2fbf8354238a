// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Pads
import Storage
import Testing
import WebServer
import WebTestSupport

@testable import PadServer

/// A whole server on an empty data folder, for one test.
struct TestServer {
  let port: UInt16
  let table: RouteTable
  let pads: PadHouse
  /// Where the data is.
  let directory: String

  /// Runs a server, then shuts it down and removes its data.
  static func run(
    imageLimits: ImageLimits = ImageLimits(),
    openness: Openness = .open,
    limits: PadLimits = PadLimits(),
    now: @escaping @Sendable () -> Int64 = DataFolder.systemTime,
    servesKnowledgeBase: Bool = false,
    configure: (inout PadServerConfiguration) -> Void = { _ in },
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("pad-server-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let folder = try DataFolder(path: directory)
    let pads = PadHouse(
      storage: PadStorage(folder),
      openness: openness,
      limits: limits,
      logger: logger,
      clock: ContinuousClock(),
      now: now
    )
    try await pads.accounts.load()
    let images = ImageShelf(folder.records, limits: imageLimits)
    var configuration = PadServerConfiguration()
    configuration.port = 0
    configuration.storageStatistics = { folder.statistics }
    if servesKnowledgeBase {
      configuration.knowledgeBase = KnowledgeBaseConfiguration(folder: directory + "/kb")
    }
    configure(&configuration)
    let server = try PadServer(
      pads: pads,
      images: images,
      configuration: configuration,
      logger: logger
    )
    let result: Result<Void, any Error>
    do {
      result = .success(
        try await body(
          TestServer(port: server.port, table: server.table, pads: pads, directory: directory)
        )
      )
    } catch {
      result = .failure(error)
    }
    await pads.shutDown()
    await server.shutDown(grace: .milliseconds(200))
    await folder.close()
    try result.get()
  }

  /// Sends one request on a connection of its own.
  func request(
    _ method: String,
    _ target: String,
    headers: [String] = [],
    body: [UInt8]? = nil
  ) async throws -> RawResponse {
    try await RawClient(port: port).request(method, target, headers: headers, body: body)
  }

  /// Sends JSON and reads JSON.
  func json(
    _ method: String,
    _ target: String,
    _ body: String,
    headers: [String] = []
  ) async throws -> (status: Int, value: JSONValue) {
    let response = try await request(
      method,
      target,
      headers: headers + ["Content-Type: application/json"],
      body: Array(body.utf8)
    )
    return (response.status, JSONValue(parsing: response.body) ?? .null)
  }

  /// Starts a pad; returns the header line with its owner's cookie.
  func start(_ pad: String) async throws -> String {
    let response = try await request(
      "POST",
      "/api/v1/pads",
      headers: ["Content-Type: application/json"],
      body: Array(#"{"name": "\#(pad)", "text": "bonjour"}"#.utf8)
    )
    return "Cookie: \(try #require(response.cookies.first?.split(separator: ";").first))"
  }

  /// Replaces a pad's text.
  func put(_ text: String, into pad: String, headers: [String] = []) async throws -> RawResponse {
    try await request(
      "PUT",
      "/api/v1/pads/\(pad)/text",
      headers: headers + ["Content-Type: text/markdown; charset=utf-8"],
      body: Array(text.utf8)
    )
  }
}

extension RawResponse {
  /// The end of the problem's type, when this is a problem document.
  var problem: String? {
    guard headers["content-type"] == "application/problem+json" else { return nil }
    return JSONValue(parsing: body)?["type"]?.text.map {
      String($0.split(separator: ":").last ?? "")
    }
  }
}
