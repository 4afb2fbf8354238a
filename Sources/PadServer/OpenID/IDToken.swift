// SPDX-License-Identifier: Apache-2.0

import Foundation
import JWTKit

/// What a provider's token says
/// ([OpenID Connect](https://openid.net/specs/openid-connect-core-1_0.html#IDToken)).
struct IDToken: JWTPayload {
  /// How far clocks may differ, in seconds.
  private static let leeway = 60.0
  /// What a provider may sign with: keys that only it has.
  static let algorithms: Set<String> = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
  ]

  let iss: String
  let sub: String
  let aud: Audience
  let azp: String?
  let exp: Double
  let nonce: String?
  let name: String?
  let email: String?
  let emailVerified: Bool?

  enum CodingKeys: String, CodingKey {
    case iss, sub, aud, azp, exp, nonce, name, email
    case emailVerified = "email_verified"
  }

  /// Whom a token is for: one or several.
  struct Audience: Codable, Sendable {
    let members: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let one = try? container.decode(String.self) {
        members = [one]
      } else {
        members = try container.decode([String].self)
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(members)
    }
  }

  /// What only its reader can judge is judged in ``isFor(_:nonce:at:)``.
  func verify(using algorithm: some JWTAlgorithm) throws {}

  /// Whether the token is for this server and this signing in.
  func isFor(_ configuration: OpenIDConfiguration, nonce: String, at now: Date = Date()) -> Bool {
    iss == configuration.issuer && !sub.isEmpty && sub.utf8.count <= 255
      && aud.members.contains(configuration.clientID)
      && (azp ?? configuration.clientID) == configuration.clientID
      && (aud.members.count == 1 || azp != nil)
      && now.timeIntervalSince1970 < exp + Self.leeway
      && self.nonce == nonce
  }
}
