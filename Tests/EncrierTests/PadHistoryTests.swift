// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("Commands of a pad's history", .timeLimit(.minutes(2))) struct PadHistoryTests {
  private let folder: TemporaryFolder
  private let data: String

  init() throws {
    folder = try TemporaryFolder()
    data = folder.path + "/data"
  }

  private func pad(_ arguments: String..., input: String = "") async throws -> Command.Outcome {
    try await Command.run(["pad"] + arguments + ["--data", data], input: input)
  }

  /// The fields of each line.
  private func lines(_ outcome: Command.Outcome) -> [[String]] {
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.text.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func json(_ outcome: Command.Outcome) throws -> Any {
    try JSONSerialization.jsonObject(with: outcome.output)
  }

  @Test("print who worked when, name versions, show differences and bring a moment back")
  func work() async throws {
    #expect(try await pad("put", "ca", "-", input: "Ordre du jour\n").status == 0)
    #expect(try await pad("put", "ca", "-", input: "Ordre du soir\n").status == 0)

    let spans = lines(try await pad("history", "ca"))
    #expect(spans.count == 1)
    let span = try #require(spans.first)
    #expect(span.count == 7 && span[0] == "1" && span[1] == "2" && span[4].hasPrefix("server"))
    #expect(span[2] <= span[3] && span[3].hasSuffix("Z"))
    let timeline = try #require(
      try json(try await pad("history", "ca", "--json")) as? [String: Any]
    )
    #expect((timeline["last"] as? [String: Any])?["sequence"] as? Int == 2)

    let named = try await pad("versions", "ca", "--name", "V1 mardi", "--at", "1")
    let id = named.text.trimmingCharacters(in: .newlines)
    #expect(named.status == 0 && !id.isEmpty)
    let versions = lines(try await pad("versions", "ca"))
    #expect(versions.map { [$0[0], $0[1], $0[3]] } == [[id, "1", "V1 mardi"]])
    let listed = try #require(
      try json(try await pad("versions", "ca", "--json")) as? [[String: Any]]
    )
    #expect(listed.map { $0["id"] as? String } == [id])

    let difference = try await pad("diff", "ca", "--from", id)
    #expect(difference.text == "Ordre du [-jour-]{+soir+}\n")
    let parts = try #require(
      try json(try await pad("diff", "ca", "--from", "1", "--to", "2", "--json"))
        as? [String: Any]
    )
    #expect((parts["parts"] as? [[String: Any]])?.count == 4)

    let restored = try await pad("restore", "ca", "--at", id)
    #expect(restored.status == 0 && restored.text == "3\n")
    #expect(try await pad("cat", "ca").text == "Ordre du jour\n")
    #expect(try await pad("diff", "ca", "--from", "1").text == "Ordre du jour\n")
  }

  @Test("say in one sentence what is not there, and refuse wrong usage")
  func refusals() async throws {
    #expect(try await pad("put", "ca", "-", input: "Texte").status == 0)
    for arguments in [["diff", "ca", "--from", "9"], ["restore", "ca", "--at", "9"]] {
      let outcome = try await Command.run(["pad"] + arguments + ["--data", data])
      #expect(outcome.status == 1)
      let sentence = "The history of the pad \"ca\" has no such moment, or not in this order.\n"
      #expect(outcome.errors == sentence)
    }
    let version = try await pad("restore", "ca", "--at", "V9")
    #expect(version.status == 1 && version.errors == "The pad \"ca\" has no such version.\n")
    let name = try await pad("versions", "ca", "--name", " ")
    #expect(name.status == 1 && name.errors.hasPrefix("The name of a version has 1 to 200 bytes"))
    let none = try await pad("history", "none")
    #expect(none.status == 1 && none.errors == "There is no pad \"none\".\n")
    #expect(try await pad("diff", "ca").status == 2)
  }
}
