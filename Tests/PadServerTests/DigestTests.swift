// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import Synchronization
import Testing
import WebTestSupport

@testable import PadServer
@testable import Pads

/// A courier who keeps the letters it is to bring.
private final class KeepingCourier: SecretCourier, DigestCourier {
  private let kept = Mutex<[Digest]>([])

  var digests: [Digest] { kept.withLock { $0 } }

  func bring(
    _ secret: String,
    for purpose: AccountSecret.Purpose,
    to email: EmailAddress,
    in language: MailLanguage
  ) {}

  func bring(
    _ digest: Digest,
    of account: AccountID,
    to email: EmailAddress,
    in language: MailLanguage
  ) { kept.withLock { $0.append(digest) } }
}

@Suite("Letters about pads", .timeLimit(.minutes(5)))
struct DigestTests {
  private let path = "/api/v1/me/digest"

  private func run(
    signer: GuestSigner = .temporary(),
    now: @escaping @Sendable () -> Int64 = { 1_700_000_000_000 },
    _ body: (TestServer, KeepingCourier) async throws -> Void
  ) async throws {
    let courier = KeepingCourier()
    try await TestServer.run(
      now: now,
      configure: { configuration in
        configuration.courier = courier
        configuration.guestSigner = signer
      }
    ) { server in try await body(server, courier) }
  }

  private func put(
    _ body: String,
    _ headers: [String],
    on server: TestServer
  ) async throws -> RawResponse {
    try await server.request(
      "PUT",
      path,
      headers: headers + ["Content-Type: application/json"],
      body: Array(body.utf8)
    )
  }

  @Test("are chosen by the member alone, and off before")
  func choosing() async throws {
    try await run { server, _ in
      let anne = try await server.member("anne@exemple.fr")
      let cookie = try await server.session(of: anne)
      let daily = #"{"frequency": "daily", "language": "en"}"#
      #expect(try await put(daily, [], on: server).problem == "not-signed-in")
      let foreign = [cookie, "Origin: https://evil.example"]
      #expect(try await put(daily, foreign, on: server).status == 403)
      #expect(try await server.request("GET", path).status == 401)
      let before = try await server.request("GET", path, headers: [cookie])
      #expect(JSONValue(parsing: before.body) == ["frequency": "off"])
      for wrong in [#"{"frequency": "hourly"}"#, "{}", #"{"frequency": "daily", "to": "x"}"#] {
        #expect(try await put(wrong, [cookie], on: server).problem == "invalid-body")
      }
      let done = try await put(daily, [cookie], on: server)
      let answer: JSONValue = [
        "frequency": "daily", "language": "en", "next": "2023-11-15T05:00:00.000Z",
      ]
      #expect(done.status == 200 && JSONValue(parsing: done.body) == answer)
      let after = try await server.request("GET", path, headers: [cookie])
      #expect(JSONValue(parsing: after.body) == answer)
      let data = try await server.request("GET", "/api/v1/me/data", headers: [cookie])
      let kept = try JSONDecoder().decode(IdentityData.self, from: Data(data.body))
      let digest = try #require(kept.account?.digest)
      #expect(digest.frequency == .daily && digest.follows.isEmpty)
      let off = try await put(#"{"frequency": "off"}"#, [cookie], on: server)
      #expect(JSONValue(parsing: off.body) == ["frequency": "off"])
      #expect(try await server.pads.digest(of: anne.id) == nil)
    }
  }

  @Test("go to nobody without an e-mail address, and are offered nowhere that sends none")
  func withoutAddress() async throws {
    try await run { server, _ in
      let person = OpenIDPerson(
        subject: OpenIDSubject(issuer: "https://id.exemple.fr", subject: "1"),
        name: "Anne"
      )
      let anne = try await server.pads.accounts.account(of: person, signedIn: nil)
      let cookie = try await server.session(of: anne)
      let refused = try await put(#"{"frequency": "daily"}"#, [cookie], on: server)
      #expect(refused.status == 409 && refused.problem == "no-email")
    }
    try await TestServer.run { server in
      let missing = try await server.request("GET", path)
      #expect(missing.problem == "no-such-address")
      let paths = Set(server.table.routes.map(\.path.text))
      #expect(paths.contains("/digest/stop") && !paths.contains(path))
    }
  }

  @Test("follow what the member has opened, as far as they still may, and opens from then on")
  func follows() async throws {
    try await run { server, _ in
      let owner = try await server.start("one")
      for pad in ["two", "three", "gone"] { _ = try await server.start(pad) }
      let trash = try await server.request("DELETE", "/api/v1/pads/gone", headers: [owner])
      #expect(trash.status == 403, "another's")
      let made = try await server.json(
        "POST",
        "/api/v1/pads/one/links",
        #"{"role": "viewer"}"#,
        headers: [owner]
      )
      let link = try #require(made.value["name"]?.text)
      let anne = try await server.member("anne@exemple.fr")
      let cookie = try await server.session(of: anne)
      let lost = "~\(String(repeating: "A", count: 22))"
      let names = [link, "two", lost, "a b", "never-was"].map { "\"\($0)\"" }
        .joined(separator: ", ")
      let done = try await put(
        #"{"frequency": "weekly", "pads": [\#(names)]}"#,
        [cookie],
        on: server
      )
      #expect(done.status == 200)
      let page = try await RawClient.webSocket(port: server.port, "/sync/three", headers: [cookie])
      _ = try await page.readFrame()
      var follows: [DigestData.Follow] = []
      for _ in 0..<200 where follows.count < 3 {
        follows = try await server.pads.digestData(of: anne.id)?.follows ?? []
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(follows.map(\.name).dropFirst() == ["two", "three"])
      let own = try #require(follows.first?.name)
      #expect(own.hasPrefix("~") && own != link, "a name of her own in the link's place")

      // By it she comes in, and nobody else does; who is not signed in is told so.
      let path = "/api/v1/pads/\(own)"
      let pad = try await server.request("GET", path, headers: [cookie])
      #expect(JSONValue(parsing: pad.body)?["role"] == "viewer" && !pad.text.contains("one"))
      #expect(try await server.request("GET", path).problem == "not-signed-in")
      let socket = try await RawClient.webSocket(port: server.port, "/sync/\(own)")
      #expect(try await socket.readClosing() == (4401, "signed-out"))
    }
  }

  @Test("stop by one link without signing in, as mail programs ask for it, as often as one likes")
  func stopping() async throws {
    let signer = GuestSigner.temporary()
    try await run(signer: signer) { server, _ in
      let anne = try await server.member("anne@exemple.fr")
      let cookie = try await server.session(of: anne)
      _ = try await put(#"{"frequency": "daily"}"#, [cookie], on: server)
      let address = DigestRoutes.stopAddress(of: anne.id, publicURL: "", by: signer)
      func stop(_ target: String, _ headers: [String] = []) async throws -> RawResponse {
        try await server.request(
          "POST",
          target,
          headers: headers + ["Content-Type: application/x-www-form-urlencoded"],
          body: Array("List-Unsubscribe=One-Click".utf8)
        )
      }
      #expect(try await stop(address, ["Origin: https://evil.example"]).status == 403)
      for forged in ["/digest/stop", "/digest/stop?letter=x", "\(address)A"] {
        let refused = try await stop(forged)
        #expect(refused.status == 404 && refused.problem == "unknown-letter")
      }
      // A program that looks at what the letter leads to stops nothing.
      for method in ["GET", "HEAD"] { _ = try await server.request(method, address) }
      #expect(try await server.pads.digest(of: anne.id) != nil)
      for _ in 0..<2 {
        let done = try await stop(address)
        #expect(done.status == 204 && done.cookies.isEmpty)
        #expect(try await server.pads.digest(of: anne.id) == nil)
      }
      try await server.pads.removeAccount(anne.id)
      #expect(try await stop(address).status == 204, "the letters of one who is gone")
    }
  }

  @Test("are kept of nobody who is erased: neither what they follow nor by what name")
  func erasure() async throws {
    try await run { server, _ in
      let owner = try await server.start("one")
      let made = try await server.json(
        "POST",
        "/api/v1/pads/one/links",
        #"{"role": "editor"}"#,
        headers: [owner]
      )
      let link = try #require(made.value["name"]?.text)
      let anne = try await server.member("anne@exemple.fr")
      let cookie = try await server.session(of: anne)
      _ = try await put(#"{"frequency": "daily", "pads": ["\#(link)"]}"#, [cookie], on: server)
      let own = try #require(try await server.pads.digestData(of: anne.id)?.follows.first?.name)
      #expect(try server.isOnDisk(own) && server.isOnDisk(anne.id.text), "else this proves nothing")
      try await server.pads.erase(.account(anne.id))
      #expect(try !server.isOnDisk(own) && !server.isOnDisk(anne.id.text))
    }
  }

  @Test("are written once the night is over, of pads that are opened at their links")
  func wholeWay() async throws {
    let time = Mutex<Int64>(1_700_000_000_000)
    try await run(now: { time.withLock { $0 } }) { server, courier in
      let anne = try await server.member("anne@exemple.fr")
      let cookie = try await server.session(of: anne)
      _ = try await server.json(
        "POST",
        "/api/v1/pads",
        #"{"name": "a", "text": "x"}"#,
        headers: [cookie]
      )
      _ = try await put(#"{"frequency": "daily"}"#, [cookie], on: server)
      #expect(try await server.put("x y", into: "a").status == 204)
      time.withLock { $0 += 86_400_000 }
      let rounds = DigestRounds(pads: server.pads, courier: courier)
      #expect(await rounds.go() == 1)
      let pad = try #require(courier.digests.first?.pads.first)
      #expect(pad.shownName == "a" && pad.changes?.amounts.map(\.person?.kind) == [.anonymous])
      // The address in the letter is one the API knows.
      let difference = try await server.request(
        "GET",
        "/api/v1/pads/\(pad.shownName)/diff?from=\(pad.from)&to=\(pad.to)",
        headers: [cookie]
      )
      #expect(difference.status == 200 && difference.text.contains(#""kind":"inserted""#))
    }
  }
}
