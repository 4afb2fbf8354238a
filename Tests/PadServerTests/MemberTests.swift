// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import WebTestSupport

@testable import PadServer
@testable import Pads

// One after the other: hashing passwords keeps a processor busy, and other tests measure time.
@Suite("Members", .serialized, .timeLimit(.minutes(10)))
struct MemberTests {
  private let password = "une phrase longue"

  /// `NAME=VALUE` of a cookie that a response gives; nil when it gives none, or takes it away.
  private func cookie(_ name: String, of response: RawResponse) -> String? {
    response.cookies.compactMap { $0.split(separator: ";").first.map(String.init) }
      .first { $0.hasPrefix("\(name)=") && $0 != "\(name)=" }
  }

  private func add(_ email: String, to server: TestServer) async throws -> Account {
    try await server.pads.accounts.add(name: "Anne", email: email, password: password)
  }

  private func send(
    _ method: String,
    _ path: String,
    _ body: String? = nil,
    cookies: [String] = [],
    headers: [String] = [],
    to server: TestServer
  ) async throws -> RawResponse {
    var lines = headers
    if !cookies.isEmpty { lines.append("Cookie: \(cookies.joined(separator: "; "))") }
    if body != nil { lines.append("Content-Type: application/json") }
    return try await server.request(method, path, headers: lines, body: body.map { Array($0.utf8) })
  }

  private func signIn(
    _ email: String = "anne@exemple.fr",
    _ password: String? = nil,
    cookies: [String] = [],
    headers: [String] = [],
    to server: TestServer
  ) async throws -> RawResponse {
    try await send(
      "POST",
      "/api/v1/sessions",
      #"{"email": "\#(email)", "password": "\#(password ?? self.password)"}"#,
      cookies: cookies,
      headers: headers,
      to: server
    )
  }

  /// Signs a member in as from another browser; returns its cookie.
  private func session(
    of account: Account,
    on server: TestServer
  ) async throws -> String {
    "encrier-session=\(try await server.pads.accounts.begin(for: account.id).token)"
  }

  /// A member without a password, which takes no time.
  private func member(_ email: String, of server: TestServer) async throws -> Account {
    try await server.pads.accounts.add(name: "Anne", email: email, password: nil)
  }

  private func identity(_ cookies: [String], on server: TestServer) async throws -> String? {
    let response = try await send("GET", "/api/v1/me", cookies: cookies, to: server)
    return JSONValue(parsing: response.body)?["identity"]?.text
  }

  /// Starts a pad; returns the guest's cookie, when a guest was given.
  private func start(_ pad: String, cookies: [String] = [], on server: TestServer) async throws
    -> RawResponse
  {
    try await send(
      "POST",
      "/api/v1/pads",
      #"{"name": "\#(pad)", "text": "x"}"#,
      cookies: cookies,
      to: server
    )
  }

  private func role(in pad: String, _ cookies: [String], on server: TestServer) async throws
    -> String?
  {
    let response = try await send("GET", "/api/v1/pads/\(pad)", cookies: cookies, to: server)
    return JSONValue(parsing: response.body)?["role"]?.text
  }

  @Test("sign in and are given a cookie that scripts and other sites cannot have")
  func signingIn() async throws {
    try await TestServer.run { server in
      _ = try await add("anne@exemple.fr", to: server)
      let response = try await signIn(to: server)
      #expect(response.status == 200)
      let value = try #require(JSONValue(parsing: response.body))
      #expect(Members.described.violation(in: value) == nil)
      #expect(value["identity"]?.text == "member")
      #expect(value["account"]?["administrator"] == .bool(true))
      let line = try #require(response.cookies.first { $0.hasPrefix("encrier-session=") })
      for part in ["Path=/", "Max-Age=2592000", "HttpOnly", "SameSite=Lax"] {
        #expect(line.contains("; \(part)"))
      }
      #expect(!line.contains("Secure") && !line.contains("Domain"))
      #expect(response.headers["cache-control"] == "private, no-cache")
      let session = try #require(cookie("encrier-session", of: response))
      #expect(try await identity([session], on: server) == "member")
      #expect(try await identity([], on: server) == "anonymous")
      let telling = try #require(cookie("encrier-who", of: response))
      #expect(telling.hasPrefix("encrier-who=member."))
      #expect(try await identity([telling], on: server) == "anonymous")
    }
  }

  @Test("have a cookie that no other host can set, where people come by TLS")
  func secure() async throws {
    try await TestServer.run(configure: { $0.publicURL = "https://pads.example" }) { server in
      _ = try await add("anne@exemple.fr", to: server)
      let response = try await signIn(to: server)
      let line = try #require(response.cookies.first { $0.hasPrefix("__Host-encrier-session=") })
      #expect(line.hasSuffix("; Secure") && line.contains("; Path=/;") && !line.contains("Domain"))
      let session = try #require(cookie("__Host-encrier-session", of: response))
      #expect(try await identity([session], on: server) == "member")
      // Under the plain name, which any host around could set, it is worth nothing.
      #expect(try await identity([String(session.dropFirst(7))], on: server) == "anonymous")
    }
  }

  @Test("are told the same, whether it is the e-mail address or the password that is wrong")
  func noEnumeration() async throws {
    try await TestServer.run { server in
      _ = try await add("anne@exemple.fr", to: server)
      let wrong = try await signIn("anne@exemple.fr", "pas celle-ci", to: server)
      #expect(wrong.status == 401 && wrong.problem == "wrong-sign-in")
      #expect(wrong.cookies.isEmpty)
      for email in ["bob@exemple.fr", "rien", ""] {
        let unknown = try await signIn(email, "pas celle-ci", to: server)
        #expect(unknown.status == wrong.status && unknown.body == wrong.body)
        #expect(unknown.headers == wrong.headers || unknown.headers["date"] != nil)
      }
    }
  }

  @Test("must wait when a password is guessed at, but not from where they signed in before")
  func guessing() async throws {
    try await TestServer.run(configure: { $0.maximumSignInsOfEmailPerMinute = 3 }) { server in
      _ = try await add("anne@exemple.fr", to: server)
      for _ in 0..<3 {
        #expect(try await signIn("anne@exemple.fr", "pas celle-ci", to: server).status == 401)
      }
      let refused = try await signIn("ANNE@exemple.fr", to: server)
      #expect(refused.status == 429 && refused.problem == "too-many-sign-ins")
      #expect(refused.headers["retry-after"] == "20")
      // Others are not kept from their accounts by it.
      #expect(try await signIn("bob@exemple.fr", to: server).status == 401)
    }
    let rates = SignInRates(perMinuteOfAddress: 100, perMinuteOfEmail: 2)
    #expect(rates.secondsToWait("a@b.c", from: "home") == nil)
    rates.noteSuccess("a@b.c", from: "home")
    for _ in 0..<9 { _ = rates.secondsToWait("a@b.c", from: "elsewhere") }
    #expect(rates.secondsToWait("a@b.c", from: "elsewhere") == 30)
    #expect(rates.secondsToWait("a@b.c", from: "home") == nil)
    let hasty = SignInRates(perMinuteOfAddress: 2, perMinuteOfEmail: 100)
    let answers = (0..<3).map { hasty.secondsToWait("\($0)@b.c", from: "home") }
    #expect(answers == [nil, nil, 30])
  }

  @Test("are nobody by a forged, a changed or an ended session")
  func forgery() async throws {
    try await TestServer.run { server in
      let anne = try await member("anne@exemple.fr", of: server)
      let session = try await session(of: anne, on: server)
      let token = String(session.dropFirst("encrier-session=".count))
      let hash = server.pads.accounts.login(by: token)?.id ?? ""
      for forged in [
        "", "x", hash, token.lowercased(), String(token.dropLast()), token + "A",
        String(repeating: "A", count: 43), "' OR 1=1",
      ] {
        #expect(try await identity(["encrier-session=\(forged)"], on: server) == "anonymous")
      }
      #expect(try await identity([session], on: server) == "member")
      let out = try await send("DELETE", "/api/v1/sessions", cookies: [session], to: server)
      #expect(out.status == 204)
      #expect(
        out.cookies.contains { $0.hasPrefix("encrier-session=; ") && $0.contains("Max-Age=0") }
      )
      #expect(try await identity([session], on: server) == "anonymous", "replayed")
    }
  }

  @Test("are given another session each time, and the one before ends")
  func rotation() async throws {
    try await TestServer.run { server in
      let anne = try await add("anne@exemple.fr", to: server)
      let first = try await session(of: anne, on: server)
      let again = try await signIn(cookies: [first], to: server)
      let second = try #require(cookie("encrier-session", of: again))
      #expect(first != second)
      #expect(try await identity([first], on: server) == "anonymous")
      #expect(try await identity([second], on: server) == "member")
    }
  }

  @Test("are not signed in or out by pages of other sites, nor known to them")
  func otherSites() async throws {
    try await TestServer.run { server in
      let anne = try await member("anne@exemple.fr", of: server)
      let session = try await session(of: anne, on: server)
      let foreign = ["Origin: https://evil.example"]
      #expect(try await signIn(headers: foreign, to: server).problem == "foreign-origin")
      for target in ["/api/v1/sessions", "/api/v1/sessions?token=x", "/api/v1/sessions?all=1"] {
        let out = try await send(
          "DELETE",
          target,
          cookies: [session],
          headers: foreign,
          to: server
        )
        #expect(out.status == 403)
      }
      let me = try await send("GET", "/api/v1/me", cookies: [session], headers: foreign, to: server)
      #expect(JSONValue(parsing: me.body)?["identity"]?.text == "anonymous")
      // A form of another site can send no JSON.
      let form = try await server.request(
        "POST",
        "/api/v1/sessions",
        headers: ["Content-Type: text/plain"],
        body: Array(#"{"email": "anne@exemple.fr", "password": "\#(password)"}"#.utf8)
      )
      #expect(form.status == 415)
      #expect(try await identity([session], on: server) == "member")
    }
  }

  @Test("own what the guest started, and leave a guest who is not them")
  func guestToMember() async throws {
    try await TestServer.run { server in
      let anne = try await add("anne@exemple.fr", to: server)
      let started = try await start("a", on: server)
      let guest = try #require(cookie("encrier-guest", of: started))
      let answer = try await signIn(cookies: [guest], to: server)
      let session = try #require(cookie("encrier-session", of: answer))
      #expect(answer.cookies.contains { $0.hasPrefix("encrier-guest=; ") })
      #expect(try await role(in: "a", [session], on: server) == "owner")
      // The guest's cookie alone, left behind or stolen, is nobody's now.
      #expect(try await role(in: "a", [guest], on: server) == "editor")
      #expect(try await identity([guest], on: server) == "anonymous")
      // In another browser they are the same person.
      let elsewhere = try await self.session(of: anne, on: server)
      #expect(try await role(in: "a", [elsewhere], on: server) == "owner")
      // What they start now is theirs in both.
      #expect(try await start("b", cookies: [elsewhere], on: server).status == 201)
      let list = try await send("GET", "/api/v1/pads", cookies: [session], to: server).text
      #expect(list.contains(#""id":"a""#) && list.contains(#""id":"b""#))

      let out = try await send("DELETE", "/api/v1/sessions", cookies: [session, guest], to: server)
      let fresh = try #require(cookie("encrier-guest", of: out))
      #expect(fresh != guest)
      #expect(try await identity([session, fresh], on: server) == "guest")
      #expect(try await role(in: "a", [fresh], on: server) == "editor")
      // The next person at this computer has neither.
      _ = try await add("bob@exemple.fr", to: server)
      let bob = try await signIn("bob@exemple.fr", cookies: [fresh], to: server)
      let bobs = try #require(cookie("encrier-session", of: bob))
      #expect(try await role(in: "a", [bobs], on: server) == "editor")
      #expect(try await role(in: "a", [elsewhere], on: server) == "owner")
    }
  }

  @Test("leave a guest as they were who is somebody else")
  func otherGuest() async throws {
    try await TestServer.run { server in
      _ = try await add("anne@exemple.fr", to: server)
      let guest = try #require(cookie("encrier-guest", of: try await start("a", on: server)))
      let answer = try await send(
        "POST",
        "/api/v1/sessions",
        #"{"email": "anne@exemple.fr", "password": "\#(password)", "keepsGuest": false}"#,
        cookies: [guest],
        to: server
      )
      let session = try #require(cookie("encrier-session", of: answer))
      #expect(try await role(in: "a", [session, guest], on: server) == "editor")
      let out = try await send("DELETE", "/api/v1/sessions", cookies: [session, guest], to: server)
      #expect(cookie("encrier-guest", of: out) == guest)
      #expect(try await role(in: "a", [guest], on: server) == "owner")
    }
  }

  @Test("see their sessions and end all of them, open pages too")
  func sessions() async throws {
    try await TestServer.run { server in
      let anne = try await member("anne@exemple.fr", of: server)
      let here = try await session(of: anne, on: server)
      let there = try await session(of: anne, on: server)
      let list = try await send("GET", "/api/v1/sessions", cookies: [here], to: server).text
      #expect(list.components(separatedBy: #""current":true"#).count == 2)
      #expect(list.components(separatedBy: #""current":false"#).count == 2)
      #expect(try await send("GET", "/api/v1/sessions", to: server).problem == "not-signed-in")
      let page = try await RawClient.webSocket(
        port: server.port,
        "/sync/a",
        headers: ["Cookie: \(there)"]
      )
      _ = try await page.readFrame()
      let out = try await send("DELETE", "/api/v1/sessions?all=1", cookies: [here], to: server)
      #expect(out.status == 204)
      #expect(try await page.readCloseCode() == 4401)
      for session in [here, there] {
        #expect(try await identity([session], on: server) == "anonymous")
      }
      #expect(server.pads.accounts.sessions(of: anne.id).isEmpty)
    }
  }

  @Test("come by an invitation, which is good once")
  func invitation() async throws {
    try await TestServer.run { server in
      let secret = try await server.pads.accounts.invite(email: "anne@exemple.fr", name: "Anne M")
      let look = try await server.json("POST", "/api/v1/secrets", #"{"secret": "\#(secret)"}"#)
      #expect(look.value["purpose"]?.text == "invitation")
      #expect(look.value["email"]?.text == "anne@exemple.fr")
      func accept(_ password: String) async throws -> RawResponse {
        try await send(
          "POST",
          "/api/v1/accounts",
          #"{"secret": "\#(secret)", "name": "Anne", "password": "\#(password)"}"#,
          to: server
        )
      }
      #expect(try await accept("court").problem == "unfit-password")
      let accepted = try await accept(password)
      #expect(accepted.status == 201)
      let session = try #require(cookie("encrier-session", of: accepted))
      #expect(try await identity([session], on: server) == "member")
      #expect(try await accept(password).problem == "secret-unknown")
      let again = try await server.json("POST", "/api/v1/secrets", #"{"secret": "\#(secret)"}"#)
      #expect(again.status == 404)
    }
  }

  @Test("choose a new password by a secret, which ends every session they have")
  func reset() async throws {
    try await TestServer.run { server in
      let anne = try await add("anne@exemple.fr", to: server)
      let old = try await session(of: anne, on: server)
      let secret = try await server.pads.accounts.offerPassword(to: anne)
      func reset(_ password: String) async throws -> RawResponse {
        try await send(
          "POST",
          "/api/v1/password",
          #"{"secret": "\#(secret)", "password": "\#(password)"}"#,
          to: server
        )
      }
      let done = try await reset("nouvelle phrase")
      #expect(done.status == 200)
      #expect(try await identity([old], on: server) == "anonymous")
      let new = try #require(cookie("encrier-session", of: done))
      #expect(try await identity([new], on: server) == "member")
      #expect(try await reset("et encore une").problem == "secret-unknown")
      #expect(try await signIn(to: server).status == 401)
      #expect(try await signIn("anne@exemple.fr", "nouvelle phrase", to: server).status == 200)
    }
  }

  @Test("guesses at secrets are counted")
  func guessedSecrets() async throws {
    try await TestServer.run(configure: { $0.maximumNameGuessesPerMinute = 3 }) { server in
      var kinds: [String?] = []
      for path in ["secrets", "accounts", "password", "secrets"] {
        let body =
          switch path {
          case "accounts": #"{"secret": "x", "name": "A", "password": "12345678"}"#
          case "password": #"{"secret": "x", "password": "12345678"}"#
          default: #"{"secret": "x"}"#
          }
        kinds.append(try await send("POST", "/api/v1/\(path)", body, to: server).problem)
      }
      #expect(kinds == ["secret-unknown", "secret-unknown", "secret-unknown", "too-many-guesses"])
    }
  }

  @Test("start pads and come by their names where guests need a link")
  func membersOnly() async throws {
    try await TestServer.run(openness: .members) { server in
      #expect(try await start("a", on: server).problem == "starting-closed")
      let anne = try await session(
        of: try await member("anne@exemple.fr", of: server),
        on: server
      )
      #expect(try await start("a", cookies: [anne], on: server).status == 201)
      #expect(try await role(in: "a", [anne], on: server) == "owner")
      let bob = try await session(
        of: try await member("bob@exemple.fr", of: server),
        on: server
      )
      #expect(try await role(in: "a", [bob], on: server) == "editor")
      let guest = try await send("GET", "/api/v1/pads/a/text", to: server)
      #expect(guest.problem == "not-open")
      let list = try await send("GET", "/api/v1/pads", cookies: [bob], to: server).text
      #expect(list == #"{"pads":[]}"#)
      // Whoever signs out is out at once.
      let page = try await RawClient.webSocket(
        port: server.port,
        "/sync/a",
        headers: ["Cookie: \(bob)"]
      )
      _ = try await page.readFrame()
      _ = try await send("DELETE", "/api/v1/sessions", cookies: [bob], to: server)
      #expect(try await page.readCloseCode() == 4401)
      #expect(try await send("GET", "/api/v1/pads/a", cookies: [bob], to: server).status == 403)
    }
  }
}
