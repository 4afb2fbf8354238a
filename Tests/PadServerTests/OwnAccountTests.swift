// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Synchronization
import Testing
import WebTestSupport

@testable import PadServer
@testable import Pads

// One after the other: hashing passwords keeps a processor busy, and other tests measure time.
@Suite("A member's own account", .serialized, .timeLimit(.minutes(10)))
struct OwnAccountTests {
  private let password = "une phrase longue"

  private func change(
    _ current: String,
    to new: String,
    _ headers: [String],
    on server: TestServer
  ) async throws -> RawResponse {
    try await server.request(
      "PUT",
      "/api/v1/me/password",
      headers: headers + ["Content-Type: application/json"],
      body: Array(#"{"current": "\#(current)", "password": "\#(new)"}"#.utf8)
    )
  }

  private func sessions(_ cookie: String, on server: TestServer) async throws -> [JSONValue] {
    let answer = try await server.request("GET", "/api/v1/sessions", headers: [cookie])
    guard case .array(let sessions)? = JSONValue(parsing: answer.body)?["sessions"] else {
      return []
    }
    return sessions
  }

  @Test("has another password once the present one is given, and every other session ends")
  func changesPassword() async throws {
    try await TestServer.run { server in
      let anne = try await server.member("anne@exemple.fr", password: password)
      let here = try await server.session(of: anne)
      let there = try await server.session(of: anne)
      let page = try await RawClient.webSocket(port: server.port, "/sync/a", headers: [there])
      _ = try await page.readFrame()
      #expect(try await change(password, to: "une autre phrase", [], on: server).status == 401)
      let foreign = [here, "Origin: https://evil.example"]
      #expect(try await change(password, to: "une autre phrase", foreign, on: server).status == 403)
      let wrong = try await change("pas celle-ci", to: "une autre phrase", [here], on: server)
      #expect(wrong.problem == "wrong-password")
      let short = try await change(password, to: "court", [here], on: server)
      #expect(short.problem == "unfit-password")
      #expect(try await sessions(here, on: server).count == 2, "nothing has changed by that")

      let done = try await change(password, to: "une autre phrase", [here], on: server)
      #expect(done.status == 200)
      #expect(try await page.readClosing() == (4401, "signed-out"))
      let line = try #require(done.cookies.first { $0.hasPrefix("encrier-session=") })
      let new = "Cookie: \(line.prefix { $0 != ";" })"
      #expect(try await sessions(new, on: server).count == 1)
      for old in [here, there] { #expect(try await sessions(old, on: server).isEmpty) }
      for (word, status) in [(password, 401), ("une autre phrase", 200)] {
        let body = #"{"email": "anne@exemple.fr", "password": "\#(word)"}"#
        #expect(try await server.json("POST", "/api/v1/sessions", body).status == status)
      }
    }
  }

  @Test("has no password that can be guessed at from a browser that was left open")
  func guessing() async throws {
    try await TestServer.run(configure: { $0.maximumSignInsOfEmailPerMinute = 2 }) { server in
      // Without a password there is nothing to hash, and nothing that could be right.
      let anne = try await server.member("anne@exemple.fr")
      let here = try await server.session(of: anne)
      var kinds: [String?] = []
      for _ in 0..<3 {
        kinds.append(try await change("x", to: "une autre phrase", [here], on: server).problem)
      }
      #expect(kinds == ["wrong-password", "wrong-password", "too-many-sign-ins"])
    }
  }

  private func erase(
    _ body: String,
    _ cookie: String,
    on server: TestServer
  ) async throws -> RawResponse {
    try await server.request(
      "DELETE",
      "/api/v1/me",
      headers: [cookie, "Content-Type: application/json"],
      body: Array(body.utf8)
    )
  }

  @Test("is erased only for who gives its password, which is counted as a try to sign in")
  func erasedByPassword() async throws {
    try await TestServer.run(configure: { $0.maximumSignInsOfEmailPerMinute = 2 }) { server in
      let anne = try await server.member("anne@exemple.fr", password: password)
      let here = try await server.session(of: anne)
      // Who gives none has tried none.
      for _ in 0..<3 {
        let none = try await erase(#"{"erase": true}"#, here, on: server)
        #expect(none.status == 403 && none.problem == "password-needed")
      }
      var kinds: [String?] = []
      for _ in 0..<3 {
        let wrong = try await erase(#"{"erase": true, "password": "x"}"#, here, on: server)
        kinds.append(wrong.problem)
      }
      #expect(kinds == ["wrong-password", "wrong-password", "too-many-sign-ins"])
      #expect(server.pads.accounts.account(anne.id) != nil)
      #expect(try await sessions(here, on: server).count == 1)
    }
    try await TestServer.run { server in
      let anne = try await server.member("anne@exemple.fr", password: password)
      let here = try await server.session(of: anne)
      let right = #"{"erase": true, "password": "\#(password)"}"#
      #expect(try await erase(right, here, on: server).status == 204)
      #expect(server.pads.accounts.account(anne.id) == nil)
    }
  }

  @Test("without a password is erased only for who has signed in within ten minutes")
  func erasedBySigningIn() async throws {
    let offset = Mutex<Int64>(0)
    try await TestServer.run(now: { DataFolder.systemTime() + offset.withLock { $0 } }) { server in
      let anne = try await server.member("anne@exemple.fr")
      let here = try await server.session(of: anne)
      offset.withLock { $0 = 660_000 }
      for body in [#"{"erase": true}"#, #"{"erase": true, "password": "x"}"#] {
        let late = try await erase(body, here, on: server)
        #expect(late.status == 403 && late.problem == "sign-in-needed")
      }
      #expect(server.pads.accounts.account(anne.id) != nil)
      let again = try await server.session(of: anne)
      #expect(try await erase(#"{"erase": true}"#, again, on: server).status == 204)
      #expect(server.pads.accounts.account(anne.id) == nil)
    }
  }

  @Test("tells in which browsers one is signed in, and ends one of them with what it has open")
  func endsOne() async throws {
    try await TestServer.run { server in
      let anne = try await server.member("anne@exemple.fr", password: password)
      let here = try await server.session(of: anne)
      let firefox = "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"
      let signedIn = try await server.request(
        "POST",
        "/api/v1/sessions",
        headers: [firefox, "Content-Type: application/json"],
        body: Array(#"{"email": "anne@exemple.fr", "password": "\#(password)"}"#.utf8)
      )
      let line = try #require(signedIn.cookies.first { $0.hasPrefix("encrier-session=") })
      let there = "Cookie: \(line.prefix { $0 != ";" })"
      let page = try await RawClient.webSocket(port: server.port, "/sync/a", headers: [there])
      _ = try await page.readFrame()

      let known = try await sessions(here, on: server)
      #expect(known.count == 2)
      let other = try #require(known.first { $0["current"] == .bool(false) })
      #expect(other["browser"] == "Firefox, Linux")
      let path = "/api/v1/sessions/\(try #require(other["id"]?.text))"
      #expect(try await server.request("DELETE", path).status == 401)
      let bob = try await server.session(of: try await server.member("bob@exemple.fr"))
      #expect(try await server.request("DELETE", path, headers: [bob]).status == 404)
      let foreign = [here, "Origin: https://evil.example"]
      #expect(try await server.request("DELETE", path, headers: foreign).status == 403)
      #expect(try await sessions(here, on: server).count == 2)

      let ended = try await server.request("DELETE", path, headers: [here])
      #expect(ended.status == 204 && ended.cookies.isEmpty)
      #expect(try await page.readClosing() == (4401, "signed-out"))
      #expect(try await sessions(there, on: server).isEmpty)
      #expect(try await server.request("DELETE", path, headers: [here]).status == 404)
      let own = try #require(try await sessions(here, on: server).first?["id"]?.text)
      let out = try await server.request("DELETE", "/api/v1/sessions/\(own)", headers: [here])
      #expect(out.status == 204)
      #expect(out.cookies.contains { $0.hasPrefix("encrier-session=; ") })
    }
  }

  @Test("is signed out of what is open when nobody has used a session for 30 days")
  func expiry() async throws {
    let offset = Mutex<Int64>(0)
    try await TestServer.run(now: { DataFolder.systemTime() + offset.withLock { $0 } }) { server in
      let anne = try await server.member("anne@exemple.fr")
      let cookie = try await server.session(of: anne)
      let page = try await RawClient.webSocket(port: server.port, "/sync/a", headers: [cookie])
      _ = try await page.readFrame()
      offset.withLock { $0 = AccountBook.sessionLifetime - 60_000 }
      server.pads.endExpiredSessions()
      #expect(try await sessions(cookie, on: server).count == 1)
      offset.withLock { $0 = AccountBook.sessionLifetime }
      #expect(try await page.readClosing() == (4401, "signed-out"))
      #expect(try await sessions(cookie, on: server).isEmpty)
    }
  }

  @Test(
    "tells browsers by few words",
    arguments: [
      ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", "Edge, Windows"),
      ("Mozilla/5.0 (iPhone; like Mac OS X) Version/18 Safari/604", "Safari, iPhone"),
      ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Safari/537.36", "Chrome, Android"),
      ("curl/8", nil), ("", nil),
    ] as [(String, String?)]
  )
  func browsers(agent: String, name: String?) async throws {
    #expect(BrowserName.of(agent: agent) == name)
  }
}
