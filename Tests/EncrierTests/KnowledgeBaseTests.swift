// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct KnowledgeBaseTests {
  private let folder: TemporaryFolder
  private let data: String
  private let output: String

  init() throws {
    folder = try TemporaryFolder()
    data = folder.path + "/data"
    output = folder.path + "/kb"
  }

  /// A pad with a finished edition of a text.
  private func finish(_ pad: String, _ text: String) async throws {
    #expect(try await Command.run("pad", "put", pad, "-", "--data", data, input: text).status == 0)
    #expect(try await Command.run("edition", "finish", pad, "--data", data).status == 0)
  }

  private func build(_ options: String...) async throws -> Command.Outcome {
    try await Command.run(
      ["kb", "build", "--output", output, "--data", data, "--no-site"] + options
    )
  }

  private struct Report: Decodable {
    let written: [String]
    let removed: [String]
    let kept: Int
  }

  private func report(_ options: String...) async throws -> Report {
    let outcome = try await Command.run(
      ["kb", "build", "--output", output, "--data", data, "--no-site", "--json"] + options
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(Report.self, from: outcome.output)
  }

  /// What the commands must do, whoever holds the data.
  private func work() async throws {
    try await finish("secret-a", "# Été 2024\n\nRien.\n")
    let published = try await Command.run("edition", "publish", "secret-a", "--data", data)
    #expect(published.status == 0 && published.text == "texts/ete-2024/edition-1\n")
    let list = try await Command.run("edition", "list", "secret-a", "--data", data)
    #expect(list.text.hasSuffix("\tÉté 2024\ttexts/ete-2024/edition-1\n"))

    let dry = try await build("--dry-run")
    #expect(dry.status == 0 && dry.text.contains("+ content/texts/ete-2024/edition-1.md\n"))
    #expect(dry.text.contains("\nNothing is written. To write: "))
    #expect(!FileManager.default.fileExists(atPath: output))
    let first = try await report("--title", "Nos textes")
    #expect(first.written.contains("content/texts/ete-2024/edition-1.md"))
    #expect(first.removed.isEmpty && first.kept == 0)
    let again = try await report("--title", "Nos textes")
    #expect(again.written.isEmpty && again.kept == first.written.count)
    let text = try String(
      contentsOfFile: output + "/content/texts/ete-2024/edition-1.md",
      encoding: .utf8
    )
    #expect(text.contains("Rien.") && !text.contains("secret-a"))
    let index = try String(contentsOfFile: output + "/content/index.md", encoding: .utf8)
    #expect(index.contains("Nos textes"))

    let withdrawn = try await Command.run("edition", "withdraw", "secret-a", "1", "--data", data)
    #expect(withdrawn.status == 0 && withdrawn.text.contains("git"))
    let after = try await Command.run("edition", "list", "secret-a", "--data", data)
    #expect(after.text.hasSuffix("\ttexts/ete-2024/edition-1, withdrawn\n"))
    #expect(try await build("--dry-run").text.contains("- content/texts/ete-2024/edition-1.md\n"))
    #expect(try await report().removed.contains("content/texts/ete-2024/edition-1.md"))
    #expect(!FileManager.default.fileExists(atPath: output + "/content/texts"))
  }

  @Test("are built by the command itself when no server runs")
  func alone() async throws {
    try await work()
  }

  @Test("are built through a server that runs on the data")
  func throughServer() async throws {
    try await finish("other", "# Autre\n")
    try await Command.whileServing(data) { try await work() }
  }

  @Test("tell in a sentence why something is not done")
  func refusals() async throws {
    try await finish("a", "# Charte\n")
    let cases: [(arguments: [String], words: String)] = [
      (["edition", "publish", "a", "2"], "The pad \"a\" has no such edition.\n"),
      (["edition", "publish", "b"], "The pad \"b\" has no such edition.\n"),
      (["edition", "withdraw", "a", "1"], "This edition is not published.\n"),
    ]
    for (arguments, words) in cases {
      let outcome = try await Command.run(arguments + ["--data", data])
      #expect(outcome.status == 1 && outcome.errors == words)
    }
    #expect(try await Command.run("pad", "delete", "a", "--data", data).status == 0)
    let trashed = try await Command.run("edition", "publish", "a", "--data", data)
    #expect(trashed.errors == "The pad \"a\" is in the trash, or was deleted.\n")
    #expect(try await Command.run("pad", "restore", "a", "--data", data).status == 0)
    #expect(try await Command.run("edition", "publish", "a", "--data", data).status == 0)

    #expect(try await build().status == 0)
    let place = output + "/content/index.md"
    try Data("mine".utf8).write(to: URL(fileURLWithPath: place))
    let changed = try await build()
    #expect(changed.status == 1)
    #expect(
      changed.errors
        == "Somebody else changed content/index.md; --overwrite writes over it.\n"
    )
    #expect(try String(contentsOfFile: place, encoding: .utf8) == "mine")
    #expect(try await build("--overwrite").status == 0)
    #expect(try String(contentsOfFile: place, encoding: .utf8) != "mine")

    let foreign = try await Command.run(
      ["kb", "build", "--output", data, "--data", data, "--no-site"],
      language: "fr_FR.UTF-8"
    )
    #expect(
      foreign.status == 1 && foreign.errors.hasPrefix("Le dossier \(data) contient autre chose")
    )
    let web = try await Command.run(
      ["kb", "build", "--output", output, "--data", data, "--url", "ftp://x"]
    )
    #expect(web.status == 2)
    let nothing = try await Command.run("kb", "build", "--output", output, "--data", "nowhere")
    #expect(nothing.status == 1)
    let title = try await Command.run("serve", "--kb-title", "x", "--data", data)
    #expect(title.status == 2)
  }
}
