// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct AccountTests {
  @Test("accounts are added, listed, invited and removed; passwords come by standard input")
  func commands() async throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    func run(_ arguments: [String], input: String = "") async throws -> Command.Outcome {
      try await Command.run(["account"] + arguments + ["--data", data], input: input)
    }
    let none = try await run(["list"])
    #expect(none.status == 1 && none.errors.contains("no data of Encrier"))
    let anne = ["add", "Anne@exemple.fr", "--name", "Anne M"]
    let short = try await run(anne, input: "court\n")
    #expect(short.status == 1 && short.errors.hasPrefix("A password has at least 8 characters"))
    let added = try await run(anne, input: "une phrase longue\n")
    #expect(added.status == 0 && added.text.count == 23)
    let again = try await run(anne, input: "une phrase longue\n")
    #expect(again.errors == "There is an account \"Anne@exemple.fr\" already.\n")
    let wrong = try await run(["add", "anne", "--name", "Anne"], input: "une phrase longue\n")
    #expect(wrong.errors == "\"anne\" is no e-mail address.\n")

    let invited = try await run(["invite", "bob@exemple.fr", "--name", "Bob"])
    #expect(invited.status == 0 && invited.text.hasPrefix("/invitation#secret="))
    #expect(try await run(["invite", "anne@exemple.fr"]).status == 1)
    let way = try await run(["password", "anne@exemple.fr"])
    #expect(way.text.hasPrefix("/password#secret="))
    #expect(try await run(["password", "bob@exemple.fr"]).status == 1, "invited is no member yet")

    let list = try await run(["list", "--json"])
    let accounts = try #require(
      JSONSerialization.jsonObject(with: list.output) as? [[String: Any]]
    )
    try #require(accounts.count == 1)
    #expect(accounts[0]["email"] as? String == "anne@exemple.fr")
    #expect(accounts[0]["administrator"] as? Bool == true)
    #expect(accounts[0]["password"] as? Bool == true)
    #expect(!list.text.contains("phrase") && !list.text.contains("hash"))
    #expect(try await run(["list"]).text == "anne@exemple.fr\tadministrator\tAnne M\n")

    let id = String(added.text.dropLast())
    #expect(try await run(["remove", id]).status == 0)
    #expect(try await run(["list"]).text == "")
    let gone = try await run(["remove", "anne@exemple.fr"])
    #expect(gone.status == 1 && gone.errors == "There is no account \"anne@exemple.fr\".\n")
  }
}
