// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("encrier identity", .timeLimit(.minutes(2)))
struct IdentityTests {
  @Test("tells what is kept of a guest, and erases it, without a server")
  func exportsAndErases() async throws {
    let folder = try TemporaryFolder()
    let data = folder.path + "/data"
    #expect(try await Command.run("pad", "new", "--name", "a", "--data", data).status == 0)
    let guest = "AAAAAAAAAAAAAAAAAAAAAA"
    let kept = try await Command.run("identity", "export", guest, "--data", data)
    #expect(kept.status == 0)
    let json = try #require(JSONSerialization.jsonObject(with: kept.output) as? [String: Any])
    #expect(json["identity"] as? String == "g:\(guest)")
    #expect((json["pads"] as? [Any])?.isEmpty == true)
    #expect(try await Command.run("identity", "erase", "g:\(guest)", "--data", data).status == 0)
    for command in ["export", "erase"] {
      let wrong = try await Command.run("identity", command, "anne", "--data", data)
      #expect(wrong.status == 1)
      #expect(
        wrong.errors
          == "\"anne\" is neither an account's e-mail address nor 22 letters, digits, - or _.\n"
      )
    }
  }

  @Test(
    "serve refuses origins and proxies that are none",
    arguments: [
      ["--embed-origins", "https://a.example; script-src *"], ["--embed-origins", "a.example"],
      ["--embed-origins", "https://"], ["--embed-origins", "*"],
      ["--trusted-proxies", "10.0.0.0/33"],
      ["--trusted-proxies", "proxy.example"],
    ]
  )
  func refuses(options: [String]) async throws {
    let folder = try TemporaryFolder()
    let wrong = try await Command.run(
      "serve",
      "--data",
      folder.path,
      "--port",
      "0",
      options[0],
      options[1]
    )
    #expect(wrong.status != 0 && wrong.output.isEmpty)
  }
}
