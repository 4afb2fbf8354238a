// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A member, as kept: one record for each.
public struct Account: Codable, Equatable, Sendable {
  /// What the account is called where it must not change.
  public let id: AccountID
  /// What the person is called.
  public internal(set) var name: String
  /// By what the person signs in, and is written to; nil when only a provider vouches for them.
  public internal(set) var email: EmailAddress?
  /// Whether the person looks after this server.
  public internal(set) var isAdministrator: Bool
  /// In milliseconds since 1970.
  public let created: Int64
  /// What the password is checked against; nil when there is none.
  var password: PassphraseHash?
  /// Who providers say the person is.
  var subjects: [OpenIDSubject] = []

  /// Whether the person can sign in with a password.
  public var hasPassword: Bool { password != nil }
}

/// Somebody as an OpenID provider knows them: a name that is the provider's own.
public struct OpenIDSubject: Codable, Hashable, Sendable {
  /// The provider.
  public let issuer: String
  /// Who it is there; it never changes, as e-mail addresses do.
  public let subject: String

  /// Describes somebody.
  ///
  /// - Parameters:
  ///   - issuer: The provider.
  ///   - subject: Who it is there.
  public init(issuer: String, subject: String) {
    self.issuer = issuer
    self.subject = subject
  }

  /// Where it is written down whose it is.
  var key: String { SecretHash.text(of: "\(issuer) \(subject)", for: "encrier subject 1") }
}

/// What a member may be called.
enum AccountName {
  private static let maximumCharacters = 100

  /// The name without spaces around and doubled ones within; nil when none is left or it is too long.
  static func tidy(_ text: String) -> String? {
    let words = text.precomposedStringWithCanonicalMapping.split { $0.isWhitespace || $0.isNewline }
    let name = words.joined(separator: " ")
    let isFit =
      (1...maximumCharacters).contains(name.count)
      && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    return isFit ? name : nil
  }
}
