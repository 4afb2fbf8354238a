// SPDX-License-Identifier: Apache-2.0

/// One browser in which a member is signed in, as kept: one record for each, by the hash of its token.
struct AccountSession: Codable, Equatable, Sendable {
  /// Whose it is.
  let account: AccountID
  /// In milliseconds since 1970.
  let created: Int64
  /// When it was last known to be used, in milliseconds since 1970; up to a day ago.
  var seen: Int64
  /// In which browser, as far as it said; a few words.
  var browser: String?
}

/// A member who is signed in here, by which session.
public struct Login: Hashable, Sendable {
  /// What the session is called; it opens nothing.
  public let id: String
  /// Who it is.
  public let account: AccountID
  /// What they are called.
  public let name: String

  /// The proof that a browser carries, from 256 random bits.
  static func token() -> String { Base64URL.text(of: RandomBytes.draw(32)) }

  /// What is kept of a token.
  static func id(of token: String) -> String {
    SecretHash.text(of: token, for: "encrier session 1")
  }
}

/// A session as its owner is told of it.
public struct ListedSession: Equatable, Sendable {
  /// What it is called.
  public let id: String
  /// In milliseconds since 1970.
  public let created: Int64
  /// In milliseconds since 1970, to the day.
  public let seen: Int64
  /// In which browser, as far as it said.
  public let browser: String?
}
