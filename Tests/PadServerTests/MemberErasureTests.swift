// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import WebTestSupport

@testable import PadServer
@testable import Pads

@Suite("Erasing a member", .timeLimit(.minutes(10)))
struct MemberErasureTests {
  private let email = "anne@exemple.fr"

  /// Writes to a pad of somebody's own; returns the pads' names.
  private func start(_ pad: String, _ cookie: String, on server: TestServer) async throws {
    let answer = try await server.json(
      "POST",
      "/api/v1/pads",
      #"{"name": "\#(pad)", "text": "bonjour"}"#,
      headers: [cookie]
    )
    try #require(answer.status == 201)
  }

  private func kept(of cookie: String, on server: TestServer) async throws -> IdentityData {
    let data = try await server.request("GET", "/api/v1/me/data", headers: [cookie])
    try #require(data.status == 200)
    return try JSONDecoder().decode(IdentityData.self, from: Data(data.body))
  }

  @Test("leaves their texts, and of the account and the guests it was nothing on the disk")
  func erases() async throws {
    try await TestServer.run { server in
      let asGuest = try await server.start("a")
      let anne = try await server.member(email)
      let guest = try await server.absorb(asGuest, into: anne)
      let cookie = try await server.session(of: anne)
      try await start("b", cookie, on: server)
      let invited = try await server.pads.accounts.offerPassword(to: anne)
      for text in [email, anne.id.text, guest.text, anne.name] {
        #expect(try server.isOnDisk(text), "else this proves nothing")
      }

      let data = try await kept(of: cookie, on: server)
      #expect(data.identity == "a:\(anne.id.text)" && data.guests == ["g:\(guest.text)"])
      #expect(data.pads.map(\.name) == ["a", "b"] && data.pads.allSatisfy { $0.isOwner })
      #expect(data.pads.map(\.entries) == [1, 1])
      #expect(data.account?.email == email && data.account?.name == anne.name)
      #expect(data.account?.isAdministrator == true && data.account?.hasPassword == false)
      #expect(data.account?.sessions.count == 1)

      let page = try await RawClient.webSocket(port: server.port, "/sync/b", headers: [cookie])
      _ = try await page.readFrame()
      let done = try await server.request(
        "DELETE",
        "/api/v1/me",
        headers: [cookie, "Content-Type: application/json"],
        body: Array(#"{"erase": true}"#.utf8)
      )
      #expect(done.status == 204)
      #expect(
        done.cookies.map { $0.prefix { $0 != "=" } }.sorted()
          == ["encrier-guest", "encrier-session", "encrier-who"]
      )
      #expect(done.cookies.allSatisfy { $0.contains("Max-Age=0") })
      #expect(try await page.readClosing() == (4401, "signed-out"))
      for text in [email, anne.id.text, guest.text, anne.name] {
        #expect(try !server.isOnDisk(text), "\(text) is on the disk")
      }

      // Nobody is she any more: not by the session, not by the guest's cookie, not by a secret.
      for headers in [[cookie], [asGuest]] {
        #expect(
          try await server.request("GET", "/api/v1/me/data", headers: headers).status == 401
        )
        #expect(
          try await server.request("GET", "/api/v1/pads/a/links", headers: headers).status == 403
        )
      }
      await #expect(throws: AccountError.secretUnknown) {
        _ = try await server.pads.accounts.secret(invited)
      }
      await #expect(throws: AccountError.notFound) {
        _ = try await server.pads.accounts.begin(for: anne.id)
      }
      for pad in ["a", "b"] {
        #expect(try await server.request("GET", "/api/v1/pads/\(pad)/text").text == "bonjour")
        let name = try #require(PadName(pad))
        #expect(try await server.pads.owner(of: name) == nil)
      }
      // The address is free for somebody new, who is not she.
      let other = try await server.member(email)
      #expect(try await kept(of: try await server.session(of: other), on: server).pads.isEmpty)
    }
  }

  @Test("is also done by command: by e-mail address, account, guest or cookie")
  func byCommand() async throws {
    try await TestServer.run { server in
      let control = ControlService(pads: server.pads)
      let asGuest = try await server.start("a")
      let anne = try await server.member(email)
      let guest = try await server.absorb(asGuest, into: anne)
      let names = [
        email, " ANNE@exemple.fr", anne.id.text, "a:\(anne.id.text)", guest.text, "g:\(guest.text)",
        "member.\(anne.id.text).\(guest.text)",
      ]
      for name in names {
        guard case .identityData(let data) = await control.answer(.identityData(of: name)) else {
          Issue.record("\(name) is nobody")
          continue
        }
        #expect(data.account?.email == email && data.pads.map(\.name) == ["a"])
      }
      for name in ["bob@exemple.fr", "x", "", "member.", "g:x", "a:"] {
        #expect(await control.answer(.eraseIdentity(of: name)) == .failure(.invalidName))
      }
      // Removed, the account is no more; who it was can still be erased.
      try await server.pads.removeAccount(anne.id)
      #expect(try server.isOnDisk(guest.text))
      #expect(await control.answer(.eraseIdentity(of: "a:\(anne.id.text)")) == .done(pad: ""))
      #expect(try !server.isOnDisk(guest.text) && !server.isOnDisk(anne.id.text))
    }
  }
}
