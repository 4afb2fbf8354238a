// SPDX-License-Identifier: Apache-2.0

/// In which language somebody is written to.
public enum MailLanguage: String, Codable, CaseIterable, Sendable {
  case fr, en
}

/// Brings people the secrets that are good for an account or a new password.
public protocol SecretCourier: Sendable {
  /// Brings a secret to who it is for.
  ///
  /// - Parameters:
  ///   - secret: The secret, which is written down nowhere.
  ///   - purpose: What it is good for.
  ///   - email: To whom.
  ///   - language: In which language.
  /// - Throws: ``CourierError``; the secret is good all the same, and nobody has it.
  func bring(
    _ secret: String,
    for purpose: AccountSecret.Purpose,
    to email: EmailAddress,
    in language: MailLanguage
  ) async throws(CourierError)
}

/// Why a secret was not brought; the courier has told the log more.
public struct CourierError: Error, Equatable, Sendable {
  /// Describes a failure.
  public init() {}
}
