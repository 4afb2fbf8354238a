// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import WebTestSupport

@testable import WebServer

@Suite("StaticFiles")
struct StaticFilesTests {
  private let directory: URL
  private let files: StaticFiles

  init() throws {
    directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("static-files-\(UUID().uuidString)")
    let assets = directory.appendingPathComponent("assets")
    try FileManager.default.createDirectory(at: assets, withIntermediateDirectories: true)
    try Data("<p>".utf8).write(to: directory.appendingPathComponent("index.html"))
    try Data("plain".utf8).write(to: assets.appendingPathComponent("app-5YQXWZLR.js"))
    try Data("brotli".utf8).write(to: assets.appendingPathComponent("app-5YQXWZLR.js.br"))
    try Data("gzip".utf8).write(to: assets.appendingPathComponent("app-5YQXWZLR.js.gz"))
    try Data("secret".utf8).write(to: directory.appendingPathComponent(".env"))
    try FileManager.default.createSymbolicLink(
      at: directory.appendingPathComponent("link.txt"),
      withDestinationURL: URL(fileURLWithPath: "/etc/passwd")
    )
    files = try StaticFiles(directory: directory.path)
    try FileManager.default.removeItem(at: directory)
  }

  private func head(_ headers: HTTPHeaders = [:]) throws -> RequestHead {
    RequestHead(
      method: "GET",
      target: try RequestTarget("/"),
      headers: headers,
      contentLength: 0,
      peerAddress: "",
      keepsAlive: true,
      isVersion10: false
    )
  }

  @Test(
    "sends the form the client prefers among those it accepts",
    arguments: [
      ("br, gzip", "brotli", "br"), ("gzip, deflate", "gzip", "gzip"),
      ("br;q=0, gzip;q=0.5", "gzip", "gzip"), ("identity", "plain", nil),
    ]
  )
  func negotiates(accept: String, body: String, encoding: String?) throws {
    let response = try #require(
      files.response(for: "assets/app-5YQXWZLR.js", to: try head(["Accept-Encoding": accept]))
    )
    #expect(String(decoding: response.body, as: UTF8.self) == body)
    #expect(response.headers["Content-Encoding"] == encoding)
    #expect(response.headers["Vary"] == "Accept-Encoding")
    #expect(response.headers["Content-Type"] == "text/javascript; charset=utf-8")
    #expect(response.headers["Cache-Control"] == "public, max-age=31536000, immutable")
  }

  @Test("answers 304 to a client that has this form, and not to one that has another")
  func revalidates() throws {
    let first = try #require(files.response(for: "index.html", to: try head()))
    #expect(first.headers["Cache-Control"] == "no-cache")
    let tag = try #require(first.headers["ETag"])
    let again = try #require(
      files.response(for: "index.html", to: try head(["If-None-Match": "\"x\", W/\(tag)"]))
    )
    #expect(again.status == 304)
    #expect(again.body.isEmpty)
    let other = try #require(
      files.response(for: "index.html", to: try head(["If-None-Match": "\"x\""]))
    )
    #expect(other.status == 200)
  }

  @Test(
    "knows only the regular, visible files of its directory",
    arguments: [
      "", "assets", ".env", "link.txt", "../index.html", "assets/../index.html",
      "assets/app-5YQXWZLR.js.br",
    ]
  )
  func hidesOthers(path: String) throws {
    #expect(files.response(for: path, to: try head())?.status == nil)
  }

  @Test(
    "takes a name for hashed only when it carries a hash",
    arguments: [
      ("app-5YQXWZLR.js", true), ("chunk-ABCDEFGH.js.map", true), ("app-0a1b2c3d4e.css", true),
      ("app.js", false), ("my-overview.js", false), ("app-5YQX.js", false),
    ]
  )
  func recognisesHashes(name: String, isHashed: Bool) {
    #expect(StaticFiles.isHashed(name) == isHashed)
  }

  @Test("refuses a directory that is not there")
  func reportsMissingDirectory() {
    #expect(throws: ServerError.unreadableDirectory("/nonexistent")) {
      try StaticFiles(directory: "/nonexistent")
    }
  }
}
