// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import TextCRDT

@Suite(.timeLimit(.minutes(10))) struct DocTests {
  private let folder: TemporaryFolder
  private let first: String
  private let second: String

  /// Two files: "Bonjour" with a deletion, and an insertion into it.
  init() throws {
    folder = try TemporaryFolder()
    first = folder.path + "/first.yjs"
    second = folder.path + "/second.yjs"
    let document = Document(clientID: ClientID(rawValue: 7))
    let text = document.text("content")
    let start = try document.transact { () throws(EditError) in
      try text.insert("Bonxjour", at: 0)
      try text.remove(3..<4)
    }
    let rest = try document.transact { () throws(EditError) in
      try text.insert(" é😀", at: 7)
      try document.map("meta").set("title", .string("T"))
    }
    try Data(start ?? []).write(to: URL(fileURLWithPath: first))
    try Data(rest ?? []).write(to: URL(fileURLWithPath: second))
  }

  @Test("text prints exactly the text of all updates, in any order")
  func text() async throws {
    for files in [[first, second], [second, first], [first, first, second]] {
      let outcome =
        try await files.count == 3
        ? Command.run("doc", "text", files[0], files[1], files[2])
        : Command.run("doc", "text", files[0], files[1])
      #expect(outcome.status == 0)
      #expect(outcome.text == "Bonjour é😀")
      #expect(outcome.errors == "")
    }
  }

  @Test("text prints another root when asked, and says when something is missing")
  func rootAndPending() async throws {
    let other = try await Command.run("doc", "text", first, "--root", "other")
    #expect(other.status == 0 && other.text == "")
    let pending = try await Command.run("doc", "text", second)
    #expect(pending.status == 0 && pending.text == "")
    #expect(pending.errors == "Updates are missing: a part of the content still waits.\n")
  }

  @Test("merge writes one update that equals all")
  func merge() async throws {
    let output = folder.path + "/merged.yjs"
    let outcome = try await Command.run("doc", "merge", second, first, "--output", output)
    #expect(outcome.status == 0 && outcome.text == "" && outcome.errors == "")
    let document = Document(clientID: ClientID(rawValue: 1))
    try document.apply([UInt8](Data(contentsOf: URL(fileURLWithPath: output))))
    #expect(document.text("content").string == "Bonjour é😀")
    #expect(document.map("meta").value("title") == .string("T"))
  }

  @Test("inspect names clients, clocks, kinds, deletes and roots")
  func inspect() async throws {
    let merged = folder.path + "/merged.yjs"
    _ = try await Command.run("doc", "merge", first, second, "--output", merged)
    let outcome = try await Command.run("doc", "inspect", merged, "--json")
    #expect(outcome.status == 0)
    let report = try #require(
      JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    )
    #expect(report["roots"] as? [String] == ["content", "meta"])
    let clients = try #require(report["clients"] as? [[String: Int]])
    #expect(clients.map { $0["client"] } == [7])
    #expect(clients[0]["firstClock"] == 0 && clients[0]["nextClock"] == 13)
    let blocks = try #require(report["blocks"] as? [String: Int])
    #expect(blocks["any"] == 1 && blocks["string", default: 0] >= 3)
    let deletes = try #require(report["deletes"] as? [[String: Int]])
    #expect(deletes == [["client": 7, "clock": 3, "length": 1]])

    let lines = try await Command.run("doc", "inspect", merged, language: "fr_FR.UTF-8")
    #expect(lines.text.contains("racines: content, meta"))
    #expect(lines.text.contains("client 7: horloges 0..<13"))
    #expect(lines.text.contains("supprimé: client 7, 3..<4"))
  }

  @Test("refuses what cannot be read with status 1 and one sentence, in either language")
  func refusals() async throws {
    let broken = folder.path + "/broken.yjs"
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: broken))
    for arguments in [["text", first, broken], ["inspect", broken], ["text", "/nowhere/x"]] {
      let outcome =
        try await arguments.count == 3
        ? Command.run("doc", arguments[0], arguments[1], arguments[2])
        : Command.run("doc", arguments[0], arguments[1])
      #expect(outcome.status == 1)
      #expect(outcome.text == "")
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
    let french = try await Command.run("doc", "text", "/nowhere/x", language: "fr_FR.UTF-8")
    #expect(french.errors == "/nowhere/x ne peut pas être lu.\n")
    let output = folder.path + "/out"
    let merge = try await Command.run("doc", "merge", broken, "--output", output)
    #expect(merge.status == 1)
    #expect(!FileManager.default.fileExists(atPath: output))
    let unwritable = try await Command.run("doc", "merge", first, "--output", "/nowhere/x")
    #expect(unwritable.status == 1 && unwritable.errors == "/nowhere/x cannot be written.\n")
  }

  @Test("answers wrong usage with status 2")
  func usage() async throws {
    #expect(try await Command.run("doc", "text").status == 2)
    #expect(try await Command.run("doc", "merge", first).status == 2)
    #expect(try await Command.run("doc", "dance", first).status == 2)
    #expect(try await Command.run("doc", "inspect").status == 2)
  }
}
