// SPDX-License-Identifier: Apache-2.0

import Foundation
import JWTKit
import Logging
import Pads
import Synchronization
import Testing
import WebServer
import WebTestSupport

@testable import PadServer

/// A provider that says what the test wants.
private final class FakeProvider: HTTPApplication {
  struct Word: Sendable {
    var issuer: String?
    var audience: JSONValue = "encrier"
    var authorized: String?
    var nonce: String?
    var expires = Date().timeIntervalSince1970 + 300
    var email: String?
    var emailVerified: Bool?
    var key = 0
    var kid = "first"
    /// A whole token in the place of one of ours.
    var token: String?
    var answersTokens = true
  }

  private struct State: Sendable {
    var issuer = ""
    var nonce = ""
    var word = Word()
    var published = 0
    var forms: [String] = []
  }

  let keys = [ES256PrivateKey(), ES256PrivateKey()]
  private let state = Mutex(State())

  func set(issuer: String) { state.withLock { $0.issuer = issuer } }
  func set(nonce: String) { state.withLock { $0.nonce = nonce } }
  func say(_ word: Word) { state.withLock { $0.word = word } }
  func publish(_ key: Int) { state.withLock { $0.published = key } }
  var forms: [String] { state.withLock { $0.forms } }

  func admit(_ head: RequestHead) -> Admission { .request(maximumBodyBytes: 65_536) }

  func respond(to request: HTTPRequest) async -> HTTPResponse {
    let state = state.withLock { state in
      if request.head.method == "POST" {
        state.forms.append(String(decoding: request.body, as: UTF8.self))
      }
      return state
    }
    switch request.head.target.segments.last {
    case "openid-configuration":
      return .json([
        "issuer": .string(state.issuer), "authorization_endpoint": "http://id.example/authorize",
        "token_endpoint": .string(state.issuer + "/token"),
        "jwks_uri": .string(state.issuer + "/jwks"),
      ])
    case "jwks":
      return .json(["keys": .array([["kty": "oct", "k": "AAAA"], jwk(state.published)])])
    case "token":
      guard state.word.answersTokens else { return .json(["error": "invalid_grant"], status: 400) }
      return .json(["id_token": .string(await token(state)), "token_type": "Bearer"])
    default: return .json(.null, status: 404)
    }
  }

  private func jwk(_ number: Int) -> JSONValue {
    let parameters = keys[number].publicKey.parameters
    return [
      "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig",
      "kid": .string(number == 0 ? "first" : "second"),
      "x": .string(parameters?.x ?? ""), "y": .string(parameters?.y ?? ""),
    ]
  }

  private func token(_ state: State) async -> String {
    let word = state.word
    if let token = word.token { return token }
    var claims: [String: JSONValue] = [
      "iss": .string(word.issuer ?? state.issuer), "sub": "42", "aud": word.audience,
      "exp": .number(word.expires), "nonce": .string(word.nonce ?? state.nonce), "name": "Ada",
    ]
    if let authorized = word.authorized { claims["azp"] = .string(authorized) }
    if let email = word.email { claims["email"] = .string(email) }
    if let verified = word.emailVerified { claims["email_verified"] = .bool(verified) }
    let payload = RawPayload(json: JSONValue.object(claims).encoded)
    let collection = JWTKeyCollection()
    await collection.add(ecdsa: keys[word.key], kid: JWKIdentifier(string: word.kid))
    return (try? await collection.sign(payload, kid: JWKIdentifier(string: word.kid))) ?? ""
  }
}

/// Claims as they are.
private struct RawPayload: JWTPayload {
  let json: [UInt8]

  init(json: [UInt8]) {
    self.json = json
  }

  init(from decoder: any Decoder) throws {
    json = []
  }

  func encode(to encoder: any Encoder) throws {
    guard case .object(let members)? = JSONValue(parsing: json) else { return }
    var container = encoder.container(keyedBy: Key.self)
    for (name, value) in members {
      let key = Key(stringValue: name)
      switch value {
      case .string(let text): try container.encode(text, forKey: key)
      case .bool(let value): try container.encode(value, forKey: key)
      case .integer(let value): try container.encode(value, forKey: key)
      case .number(let value): try container.encode(value, forKey: key)
      case .array(let values): try container.encode(values.compactMap(\.text), forKey: key)
      case .null, .object: break
      }
    }
  }

  func verify(using algorithm: some JWTAlgorithm) throws {}

  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

@Suite("Signing in by a provider", .timeLimit(.minutes(10)))
struct OpenIDTests {
  /// Runs a server and its provider.
  private func run(_ body: (TestServer, FakeProvider) async throws -> Void) async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let provider = FakeProvider()
    let other = try HTTPServer(
      application: provider,
      host: "127.0.0.1",
      port: 0,
      loopCount: 1,
      limits: ServerLimits(),
      headers: [:],
      logger: logger
    )
    let issuer = "http://127.0.0.1:\(other.port)"
    provider.set(issuer: issuer)
    let result: Result<Void, any Error>
    do {
      try await TestServer.run(configure: { configuration in
        configuration.openID = OpenIDConfiguration(
          issuer: issuer,
          clientID: "encrier",
          secret: "s&ç"
        )
      }) { server in try await body(server, provider) }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await other.shutDown(grace: .milliseconds(200))
    try result.get()
  }

  private struct Attempt {
    let cookie: String
    let query: [String: String]
  }

  private func leave(_ server: TestServer, _ wishes: String = "") async throws -> Attempt {
    let response = try await server.request("GET", "/sign-in/openid\(wishes)")
    #expect(response.status == 303)
    let location = try #require(response.headers["location"])
    #expect(location.hasPrefix("http://id.example/authorize?"))
    let items = URLComponents(string: location)?.queryItems ?? []
    let line = try #require(response.cookies.first)
    #expect(line.contains("HttpOnly") && line.contains("Max-Age=600"))
    return Attempt(
      cookie: String(try #require(line.split(separator: ";").first)),
      query: Dictionary(items.map { ($0.name, $0.value ?? "") }) { _, last in last }
    )
  }

  @Test("asks the provider to ask who it is, where somebody is to show that it is still they")
  func asksAnew() async throws {
    try await run { server, _ in
      let (usual, anew) = (try await leave(server), try await leave(server, "?again=1"))
      #expect(usual.query["prompt"] == nil && anew.query["prompt"] == "login")
      #expect(anew.query["nonce"]?.isEmpty == false && anew.query["state"] != usual.query["state"])
    }
  }

  /// Comes back from the provider; returns where the browser is sent, and its session.
  private func comeBack(
    _ server: TestServer,
    _ attempt: Attempt,
    state: String? = nil,
    cookies: [String]? = nil
  ) async throws -> (place: String?, session: String?) {
    let state = state ?? attempt.query["state"] ?? ""
    let response = try await server.request(
      "GET",
      "/sign-in/openid/return?code=abc&state=\(state)",
      headers: ["Cookie: \((cookies ?? [attempt.cookie]).joined(separator: "; "))"]
    )
    #expect(response.cookies.contains { $0.hasPrefix("encrier-openid=; ") }, "good once")
    let session = response.cookies.first { $0.hasPrefix("encrier-session=") }
    return (response.headers["location"], session?.split(separator: ";").first.map(String.init))
  }

  @Test("sends the browser with state, nonce and a challenge, and signs in who comes back")
  func signsIn() async throws {
    try await run { server, provider in
      let attempt = try await leave(server)
      #expect(attempt.query["response_type"] == "code" && attempt.query["client_id"] == "encrier")
      #expect(attempt.query["code_challenge_method"] == "S256")
      #expect(attempt.query["redirect_uri"]?.hasSuffix("/sign-in/openid/return") == true)
      provider.set(nonce: attempt.query["nonce"] ?? "")
      let (place, session) = try await comeBack(server, attempt)
      #expect(place == "/sign-in#done")
      let me = try await server.request(
        "GET",
        "/api/v1/me",
        headers: ["Cookie: \(try #require(session))"]
      )
      let value = try #require(JSONValue(parsing: me.body))
      #expect(value["identity"]?.text == "member" && value["provider"]?.text == "127.0.0.1")
      #expect(value["account"]?["name"]?.text == "Ada")
      #expect(value["account"]?["administrator"] == .bool(false))
      // What the code is used with is what the browser was sent with.
      let form = try #require(provider.forms.first)
      let verifier = form.split(separator: "&").first { $0.hasPrefix("code_verifier=") }
      let sent = String(try #require(verifier).dropFirst("code_verifier=".count))
      #expect(GuestSigner.challenge(for: sent) == attempt.query["code_challenge"])
      // The same person again has the same account.
      let again = try await leave(server)
      #expect(again.query["state"] != attempt.query["state"])
      #expect(again.query["nonce"] != attempt.query["nonce"])
      provider.set(nonce: again.query["nonce"] ?? "")
      #expect(try await comeBack(server, again).place == "/sign-in#done")
      #expect(server.pads.accounts.list().count == 1)
    }
  }

  @Test("a return that did not begin in this browser signs nobody in")
  func strayed() async throws {
    try await run { server, provider in
      let mine = try await leave(server)
      let other = try await leave(server)
      provider.set(nonce: mine.query["nonce"] ?? "")
      let stray = "/sign-in#error=sign-in-strayed"
      #expect(try await comeBack(server, mine, state: other.query["state"]).place == stray)
      #expect(try await comeBack(server, mine, state: "").place == stray)
      #expect(try await comeBack(server, mine, cookies: []).place == stray)
      #expect(try await comeBack(server, mine, cookies: [mine.cookie + "A"]).place == stray)
      let parts = mine.cookie.split(separator: ".")
      let forged = "\(other.cookie.split(separator: ".")[0]).\(parts[1])"
      #expect(try await comeBack(server, other, cookies: [forged]).place == stray)
      #expect(provider.forms.isEmpty && server.pads.accounts.isEmpty)
    }
  }

  private static func hostile(_ issuer: String) -> [(String, FakeProvider.Word)] {
    func part(_ text: String) -> String {
      Data(text.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-")
        .replacing("/", with: "_")
    }
    let claims = #"{"iss":"\#(issuer)","sub":"42","aud":"encrier","exp":9999999999,"nonce":"N"}"#
    return [
      ("another nonce", .init(nonce: "other")), ("no nonce", .init(nonce: "")),
      ("another server's", .init(audience: "another")), ("nobody's", .init(audience: .array([]))),
      ("several servers'", .init(audience: .array(["encrier", "another"]))),
      ("authorized for another", .init(authorized: "another")),
      ("another issuer", .init(issuer: "https://evil.example")),
      ("too old", .init(expires: Date().timeIntervalSince1970 - 61)),
      ("another key under the same name", .init(key: 1)),
      ("an unknown key", .init(key: 1, kid: "second")),
      ("unsigned", .init(token: "\(part(#"{"alg":"none"}"#)).\(part(claims)).")),
      (
        "signed with a secret",
        .init(token: "\(part(#"{"alg":"HS256","kid":"first"}"#)).\(part(claims)).AAAA")
      ),
      ("no token", .init(token: "x")), ("no signature", .init(token: "a.b.")),
      ("a code that was used", .init(answersTokens: false)),
    ]
  }

  @Test("a word that is not the provider's, or not for this signing in, signs nobody in")
  func refusedTokens() async throws {
    try await run { server, provider in
      for (name, word) in Self.hostile("http://127.0.0.1") {
        let attempt = try await leave(server)
        provider.set(nonce: attempt.query["nonce"] ?? "")
        provider.say(word)
        let (place, session) = try await comeBack(server, attempt)
        #expect(place == "/sign-in#error=provider-refused" && session == nil, "\(name)")
      }
      #expect(server.pads.accounts.isEmpty)
    }
  }

  @Test("a provider may change its keys")
  func rotation() async throws {
    let provider = FakeProvider()
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let other = try HTTPServer(
      application: provider,
      host: "127.0.0.1",
      port: 0,
      loopCount: 1,
      limits: ServerLimits(),
      headers: [:],
      logger: logger
    )
    let issuer = "http://127.0.0.1:\(other.port)"
    provider.set(issuer: issuer)
    let known = OpenIDProvider(
      OpenIDConfiguration(issuer: issuer, clientID: "encrier", secret: "s"),
      renewal: .zero
    )
    for key in [0, 1] {
      let attempt = SignInAttempt(keepsGuest: true, now: 0)
      provider.set(nonce: attempt.nonce)
      provider.publish(key)
      provider.say(.init(key: key, kid: key == 0 ? "first" : "second"))
      let person = try await known.person(by: "abc", of: attempt, returningTo: "x")
      #expect(person.subject == OpenIDSubject(issuer: issuer, subject: "42"))
    }
    await other.shutDown(grace: .milliseconds(200))
  }

  @Test(
    "an e-mail address opens no account that is there, verified or not, and is kept if verified"
  )
  func emails() async throws {
    try await run { server, provider in
      let anne = try await server.pads.accounts.add(
        name: "Anne",
        email: "anne@exemple.fr",
        password: nil
      )
      func signIn(_ word: FakeProvider.Word) async throws -> (place: String?, session: String?) {
        let attempt = try await leave(server)
        provider.set(nonce: attempt.query["nonce"] ?? "")
        provider.say(word)
        return try await comeBack(server, attempt)
      }
      let taken = try await signIn(.init(email: "Anne@exemple.fr", emailVerified: true))
      #expect(taken.place == "/sign-in#error=email-of-another" && taken.session == nil)
      let claimed = try await signIn(.init(email: "anne@exemple.fr", emailVerified: false))
      #expect(claimed.place == "/sign-in#done")
      let accounts = server.pads.accounts.list()
      #expect(accounts.count == 2 && accounts.last?.email == nil && accounts.last?.id != anne.id)
    }
  }
}
