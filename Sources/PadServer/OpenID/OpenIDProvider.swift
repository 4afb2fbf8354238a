// SPDX-License-Identifier: Apache-2.0

import Foundation
import JWTKit
import Pads
import WebClient

/// A provider: where it is asked what, which keys it signs with, and whom it vouches for.
///
/// What it says of itself and its keys are kept for an hour; a token by an unknown key has them asked
/// for anew, once a minute at most, since providers change their keys.
actor OpenIDProvider {
  private static let lifetime: Duration = .seconds(3_600)

  /// What a provider says of itself.
  private struct Metadata: Decodable {
    let issuer: String
    let authorization_endpoint: String
    let token_endpoint: String
    let jwks_uri: String
    let userinfo_endpoint: String?
    let token_endpoint_auth_methods_supported: [String]?
  }

  private struct Tokens: Decodable {
    let id_token: String
    let access_token: String?
  }

  private struct UserInfo: Decodable {
    let sub: String
    let name: String?
    let email: String?
    let email_verified: Bool?
  }

  nonisolated let configuration: OpenIDConfiguration
  private let client: WebClient
  private let renewal: Duration
  private var metadata: (value: Metadata, since: ContinuousClock.Instant)?
  private var keys: (value: JWTKeyCollection, since: ContinuousClock.Instant)?

  /// Takes a provider as it was configured; its keys are asked for anew after this time at the
  /// soonest.
  init(_ configuration: OpenIDConfiguration, renewal: Duration = .seconds(60)) {
    self.configuration = configuration
    self.renewal = renewal
    client = WebClient(
      configuredHosts: URLComponents(string: configuration.issuer)?.host.map { [$0] } ?? []
    )
  }

  /// What the provider is called on the page: its host.
  nonisolated var name: String {
    URLComponents(string: configuration.issuer)?.host ?? configuration.issuer
  }

  /// Where a browser goes to sign in.
  func authorizationURL(
    for attempt: SignInAttempt,
    returningTo address: String,
    askingAnew asksAnew: Bool = false
  ) async throws(OpenIDError) -> String {
    let endpoint = try await metadata().authorization_endpoint
    var form = [
      ("response_type", "code"), ("client_id", configuration.clientID),
      ("redirect_uri", address), ("scope", "openid profile email"),
      ("state", attempt.state), ("nonce", attempt.nonce),
      ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
    ]
    if asksAnew { form.append(("prompt", "login")) }
    let query = WebClient.encoded(form)
    return endpoint + (endpoint.contains("?") ? "&" : "?") + query
  }

  /// Who somebody is whom the provider has sent back with a code.
  func person(
    by code: String,
    of attempt: SignInAttempt,
    returningTo address: String
  ) async throws(OpenIDError) -> OpenIDPerson {
    let tokens = try await tokens(by: code, of: attempt, returningTo: address)
    let token = try await verified(tokens.id_token)
    guard token.isFor(configuration, nonce: attempt.nonce) else { throw .tokenRefused }
    var person = OpenIDPerson(
      subject: OpenIDSubject(issuer: token.iss, subject: token.sub),
      name: token.name ?? "",
      verifiedEmail: token.emailVerified == true ? token.email : nil
    )
    if token.name == nil || token.email == nil, let access = tokens.access_token,
      let info = try await userInfo(access), info.sub == token.sub
    {
      person.name = token.name ?? info.name ?? ""
      if token.email == nil, info.email_verified == true { person.verifiedEmail = info.email }
    }
    return person
  }

  private func tokens(
    by code: String,
    of attempt: SignInAttempt,
    returningTo address: String
  ) async throws(OpenIDError) -> Tokens {
    let metadata = try await metadata()
    var form = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", address),
      ("code_verifier", attempt.verifier),
    ]
    var headers = ["Accept: application/json"]
    let methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
    if methods.contains("client_secret_basic") {
      let pair =
        "\(WebClient.escaped(configuration.clientID)):\(WebClient.escaped(configuration.secret))"
      headers.append("Authorization: Basic \(Data(pair.utf8).base64EncodedString())")
    } else {
      form += [("client_id", configuration.clientID), ("client_secret", configuration.secret)]
    }
    let answer = try await send(metadata.token_endpoint, headers: headers, form: form)
    guard answer.status == 200 else { throw .codeRefused }
    return try decoded(Tokens.self, answer.body)
  }

  private func userInfo(_ access: String) async throws(OpenIDError) -> UserInfo? {
    guard let endpoint = try await metadata().userinfo_endpoint else { return nil }
    // A token is a word without spaces, so that nothing else gets into the header.
    guard access.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    let headers = ["Accept: application/json", "Authorization: Bearer \(access)"]
    let answer = try await send(endpoint, headers: headers)
    return answer.status == 200 ? try decoded(UserInfo.self, answer.body) : nil
  }

  // MARK: Keys

  private func verified(_ token: String) async throws(OpenIDError) -> IDToken {
    guard let algorithm = Self.algorithm(of: token), IDToken.algorithms.contains(algorithm) else {
      throw .tokenRefused
    }
    let known = try await currentKeys(youngerThan: Self.lifetime)
    if let verified = try? await known.verify(token, as: IDToken.self) { return verified }
    let renewed = try await currentKeys(youngerThan: renewal)
    guard let verified = try? await renewed.verify(token, as: IDToken.self) else {
      throw .tokenRefused
    }
    return verified
  }

  private static func algorithm(of token: String) -> String? {
    let head = token.prefix { $0 != "." }.replacing("-", with: "+").replacing("_", with: "/")
    let padded = head + String(repeating: "=", count: (4 - head.count % 4) % 4)
    guard let data = Data(base64Encoded: String(padded)) else { return nil }
    return JSONValue(parsing: Array(data))?["alg"]?.text
  }

  private func currentKeys(
    youngerThan age: Duration
  ) async throws(OpenIDError) -> JWTKeyCollection {
    if let keys, ContinuousClock.now - keys.since < age { return keys.value }
    let answer = try await send(
      try await metadata().jwks_uri,
      headers: ["Accept: application/json"]
    )
    guard answer.status == 200, case .array(let members)? = JSONValue(parsing: answer.body)?["keys"]
    else { throw .away }
    let collection = JWTKeyCollection()
    for member in members {
      // Only public keys can be read so: a secret that both sides know would prove nothing.
      guard var key = try? JSONDecoder().decode(JWK.self, from: Data(member.encoded)) else {
        continue
      }
      if key.keyIdentifier == nil { key.keyIdentifier = JWKIdentifier(string: "") }
      _ = try? await collection.add(jwk: key)
    }
    keys = (collection, .now)
    return collection
  }

  // MARK: Asking

  private func metadata() async throws(OpenIDError) -> Metadata {
    if let metadata, ContinuousClock.now - metadata.since < Self.lifetime { return metadata.value }
    let base =
      configuration.issuer.hasSuffix("/")
      ? String(configuration.issuer.dropLast()) : configuration.issuer
    let answer = try await send(
      base + "/.well-known/openid-configuration",
      headers: ["Accept: application/json"]
    )
    guard answer.status == 200 else { throw .away }
    let value = try decoded(Metadata.self, answer.body)
    guard value.issuer == configuration.issuer,
      ["http://", "https://"].contains(where: value.authorization_endpoint.hasPrefix)
    else { throw .away }
    metadata = (value, .now)
    return value
  }

  private func send(
    _ url: String,
    headers: [String],
    form: [(String, String)]? = nil
  ) async throws(OpenIDError) -> WebClient.Answer {
    do {
      return try await client.send(url, headers: headers, form: form)
    } catch {
      throw .away
    }
  }

  private func decoded<Value: Decodable>(
    _ type: Value.Type,
    _ body: [UInt8]
  ) throws(OpenIDError) -> Value {
    guard let value = try? JSONDecoder().decode(type, from: Data(body)) else { throw .away }
    return value
  }
}
