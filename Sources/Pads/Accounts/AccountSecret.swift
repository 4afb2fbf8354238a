// SPDX-License-Identifier: Apache-2.0

/// An invitation or a way to a new password, as kept: good once, by the hash of its secret.
public struct AccountSecret: Codable, Equatable, Sendable {
  /// What it is good for.
  public enum Purpose: String, Codable, Sendable {
    /// To have an account.
    case invitation
    /// To choose a new password.
    case password
  }

  /// Who had it made.
  public enum Maker: String, Codable, Sendable {
    /// Who looks after this server.
    case administrator
    /// Whoever asked for a letter to an e-mail address, which anybody can for anybody.
    case anybody
  }

  /// What it is good for.
  public let purpose: Purpose
  /// For whom.
  public let email: EmailAddress?
  /// What they are called, as far as that is known.
  public let name: String
  /// Whether the account is to look after this server.
  let isAdministrator: Bool
  /// The account whose password it changes.
  let account: AccountID?
  /// In milliseconds since 1970.
  public let expires: Int64
  /// Who had it made; nil where that was not written down, and for who looks after this server.
  var maker: Maker?

  /// A secret nobody guesses: 192 bits.
  static func draw() -> String { Base64URL.text(of: RandomBytes.draw(24)) }

  /// What is kept of a secret.
  static func hash(of secret: String) -> String {
    SecretHash.text(of: secret, for: "encrier account 1")
  }
}
