// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads

/// One signing in with a provider, from the page to it and back: kept in the browser, sealed, for ten
/// minutes.
struct SignInAttempt: Codable, Equatable, Sendable {
  /// How long somebody may take, in seconds.
  static let lifetime = 600
  /// What the seal is for.
  private static let purpose = "openid 1"

  /// What the provider sends back, so that nobody is sent here with another's code.
  let state: String
  /// What the token must hold, so that it is of this signing in.
  let nonce: String
  /// What the code can only be used with ([RFC 7636](https://www.rfc-editor.org/rfc/rfc7636)).
  let verifier: String
  /// Whether the guest's text becomes the member's.
  let keepsGuest: Bool
  /// In milliseconds since 1970.
  let expires: Int64

  /// A new one.
  init(keepsGuest: Bool, now: Int64) {
    state = GuestSigner.nonce()
    nonce = GuestSigner.nonce()
    verifier = GuestSigner.nonce()
    self.keepsGuest = keepsGuest
    expires = now + Int64(Self.lifetime) * 1_000
  }

  /// What the provider is told of the verifier.
  var challenge: String { GuestSigner.challenge(for: verifier) }

  /// The attempt as a cookie has it.
  func sealed(by signer: GuestSigner) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Texts, numbers and truths can always be encoded.
    guard let data = try? encoder.encode(self) else { preconditionFailure("not JSON") }
    return signer.sealed(Array(data), for: Self.purpose)
  }

  /// Reads what ``sealed(by:)`` wrote; nil when it is not ours, or too old.
  init?(_ text: String, by signer: GuestSigner, now: Int64) {
    guard let bytes = signer.opened(text, for: Self.purpose),
      let attempt = try? JSONDecoder().decode(SignInAttempt.self, from: Data(bytes)),
      now < attempt.expires
    else { return nil }
    self = attempt
  }
}
