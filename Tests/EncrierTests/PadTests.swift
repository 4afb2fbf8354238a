// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct PadTests {
  private let folder: TemporaryFolder
  private let data: String
  private let file: String

  init() throws {
    folder = try TemporaryFolder()
    data = folder.path + "/data"
    file = folder.path + "/text.md"
    try Data("# Réunion\n\nprésents\n".utf8).write(to: URL(fileURLWithPath: file))
  }

  /// What the commands must do, whoever holds the data.
  private func work() async throws {
    let new = try await Command.run("pad", "new", "--data", data)
    #expect(new.status == 0 && new.text.count == 23)
    let named = try await Command.run(
      "pad",
      "new",
      "--name",
      "ca",
      "--title",
      "Conseil",
      file,
      "--data",
      data
    )
    #expect(named.text == "ca\n")
    let again = try await Command.run("pad", "new", "--name", "ca", "--data", data)
    #expect(again.status == 1 && again.errors == "There is a pad \"ca\" already.\n")

    let cat = try await Command.run("pad", "cat", "ca", "--data", data)
    #expect(cat.status == 0 && cat.text == "# Réunion\n\nprésents\n")
    let put = try await Command.run("pad", "put", "ca", "-", "--data", data, input: "neuf é😀")
    #expect(put.status == 0 && put.text == "")
    #expect(try await Command.run("pad", "cat", "ca", "--data", data).text == "neuf é😀")
    #expect(try await Command.run("pad", "put", "autre", file, "--data", data).status == 0)

    let list = try await Command.run("pad", "list", "--json", "--data", data)
    let pads = try #require(
      JSONSerialization.jsonObject(with: list.output) as? [[String: String]]
    )
    #expect(Set(pads.compactMap { $0["title"] }).isSuperset(of: ["Conseil", "Réunion"]))
    #expect(pads.count == 3)
    #expect(pads.allSatisfy { $0["created"]?.hasSuffix("Z") == true })
    let plain = try await Command.run("pad", "list", "--data", data)
    #expect(plain.text.split(separator: "\n").count == 3)
    #expect(plain.text.contains("\tConseil\n"))

    let missing = try await Command.run(
      "pad",
      "cat",
      "rien",
      "--data",
      data,
      language: "fr_FR.UTF-8"
    )
    #expect(missing.status == 1 && missing.errors == "Il n'y a pas de pad « rien ».\n")
    let invalid = try await Command.run("pad", "cat", "a/b", "--data", data)
    #expect(invalid.status == 1 && invalid.errors.hasPrefix("\"a/b\" is no name for a pad"))
  }

  @Test("works on the data by itself when no server runs")
  func alone() async throws {
    try await work()
  }

  @Test("works through a server that runs on the data, and after it was killed")
  func throughServer() async throws {
    try await Command.whileServing(data) { try await work() }
    #expect(try await Command.run("pad", "cat", "ca", "--data", data).text == "neuf é😀")
  }

  @Test("does not make a data folder just to look into it")
  func noData() async throws {
    for arguments in [["list", "--data", data], ["cat", "x", "--data", data]] {
      let outcome =
        try await arguments.count == 3
        ? Command.run("pad", arguments[0], arguments[1], arguments[2])
        : Command.run("pad", arguments[0], arguments[1], arguments[2], arguments[3])
      #expect(outcome.status == 1)
      #expect(outcome.errors == "There are no data of Encrier in \(data).\n")
    }
    #expect(!FileManager.default.fileExists(atPath: data))
  }

  @Test("refuses a file that is no text, and wrong usage")
  func refusals() async throws {
    try Data([0xFF, 0xFE]).write(to: URL(fileURLWithPath: file))
    let put = try await Command.run("pad", "put", "a", file, "--data", data)
    #expect(put.status == 1 && put.errors == "\(file) is not text in UTF-8.\n")
    #expect(!FileManager.default.fileExists(atPath: data))
    #expect(try await Command.run("pad", "put", "a").status == 2)
    #expect(try await Command.run("pad").status != 1)
  }
}
