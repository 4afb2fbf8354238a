// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Storage
import TestSupport
import Testing

@testable import Pads

@Suite(.timeLimit(.minutes(10))) struct ControlTests {
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// What every way to the pads must answer, in order.
  private func work(on pads: PadAccess) async {
    #expect(await pads.perform(.list(after: "", limit: 10)) == .pads([]))
    #expect(
      await pads.perform(.create(name: "a", title: "Été", text: "eins")) == .done(pad: "a")
    )
    #expect(
      await pads.perform(.create(name: "a", title: nil, text: nil)) == .failure(.exists)
    )
    #expect(await pads.perform(.text(pad: "a")) == .text("eins"))
    #expect(await pads.perform(.put(pad: "a", text: "zwei\r\n")) == .done(pad: "a"))
    #expect(await pads.perform(.put(pad: "b", text: "# Neu")) == .done(pad: "b"))
    #expect(await pads.perform(.text(pad: "a")) == .text("zwei\n"))
    #expect(await pads.perform(.text(pad: "c")) == .failure(.notFound))
    #expect(await pads.perform(.text(pad: "../c")) == .failure(.invalidName))
    let tooLong = String(repeating: "x", count: 301)
    #expect(
      await pads.perform(.create(name: nil, title: tooLong, text: nil))
        == .failure(.invalidTitle)
    )
    guard case .pads(let lines) = await pads.perform(.list(after: "", limit: 10)) else {
      Issue.record("no list")
      return
    }
    #expect(lines.map(\.name) == ["a", "b"])
    #expect(lines.map(\.title) == ["Été", "Neu"])
    #expect(await pads.perform(.list(after: "a", limit: 1)) == .pads([lines[1]]))
  }

  @Test("works by itself when no server runs, and leaves the data to the next")
  func own() async throws {
    let folder = try TemporaryFolder()
    let pads = try await PadAccess(path: folder.path, logger: logger)
    #expect(!pads.isThroughServer)
    await work(on: pads)
    await pads.close()
    let next = try await PadAccess(path: folder.path, logger: logger)
    #expect(await next.perform(.text(pad: "b")) == .text("# Neu"))
    await next.close()
  }

  @Test("goes through the server that runs on the data")
  func throughServer() async throws {
    let house = try House()
    let server = try ControlServer(pads: house.pads, folder: house.folder, logger: logger)
    let pads = try await PadAccess(path: house.temporary.path, logger: logger)
    #expect(pads.isThroughServer)
    await work(on: pads)
    await pads.close()
    // Through the server means live: an open editor sees it.
    let anne = Peer(1, in: try await house.room("a"))
    try await settle(anne)
    _ = await pads.perform(.put(pad: "a", text: "drei\n"))
    try await settle(anne)
    #expect(anne.text == "drei\n")
    server.close()
    #expect(await pads.perform(.text(pad: "a")) == .failure(.closing))
  }

  @Test("lets a long text through")
  func longText() async throws {
    let house = try House()
    let server = try ControlServer(pads: house.pads, folder: house.folder, logger: logger)
    let pads = try await PadAccess(path: house.temporary.path, logger: logger)
    let text = String(repeating: "é\"\\\u{1}\n", count: 200_000)
    #expect(await pads.perform(.put(pad: "a", text: text)) == .done(pad: "a"))
    #expect(await pads.perform(.text(pad: "a")) == .text(text))
    server.close()
  }

  @Test("takes the place of a socket that a killed server left")
  func staleSocket() async throws {
    let house = try House()
    let server = try ControlServer(pads: house.pads, folder: house.folder, logger: logger)
    _ = try await house.pads.create(PadName("a"), text: "eins")
    let copy = try TemporaryFolder()
    for name in ["encrier.sqlite", "encrier.sqlite-wal"] {
      try FileManager.default.copyItem(
        at: house.temporary.url.appendingPathComponent(name),
        to: copy.url.appendingPathComponent(name)
      )
    }
    // A socket file behind which nobody listens any more.
    _ = try ControlSocket.listening(in: copy.path)
    let pads = try await PadAccess(path: copy.path, logger: logger)
    #expect(!pads.isThroughServer)
    #expect(await pads.perform(.text(pad: "a")) == .text("eins"))
    await pads.close()
    let next = try House(in: copy)
    let another = try ControlServer(pads: next.pads, folder: next.folder, logger: logger)
    let through = try await PadAccess(path: copy.path, logger: logger)
    #expect(await through.perform(.text(pad: "a")) == .text("eins"))
    another.close()
    server.close()
  }

  @Test("waits for a command that holds the data without serving")
  func waits() async throws {
    let folder = try TemporaryFolder()
    let first = try await PadAccess(path: folder.path, logger: logger)
    _ = await first.perform(.create(name: "a", title: nil, text: "eins"))
    async let second = PadAccess(path: folder.path, logger: logger)
    await first.close()
    let pads = try await second
    #expect(await pads.perform(.text(pad: "a")) == .text("eins"))
    await pads.close()
  }

  @Test("works in a folder whose path is longer than a socket's address may be")
  func longPath() async throws {
    let parent = try TemporaryFolder()
    let path = parent.path + "/" + String(repeating: "x", count: 150)
    let folder = try DataFolder(path: path)
    let house = PadHouse(storage: PadStorage(folder), logger: logger)
    let server = try ControlServer(pads: house, folder: folder, logger: logger)
    let pads = try await PadAccess(path: path, logger: logger)
    #expect(pads.isThroughServer)
    #expect(await pads.perform(.put(pad: "a", text: "x")) == .done(pad: "a"))
    server.close()
    await house.shutDown()
    await folder.close()
  }

  @Test("is open to the owner of the data only")
  func permissions() async throws {
    let house = try House()
    let server = try ControlServer(pads: house.pads, folder: house.folder, logger: logger)
    let path = ControlSocket.path(in: house.temporary.path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    server.close()
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
