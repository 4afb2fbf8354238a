// SPDX-License-Identifier: Apache-2.0

/// How a member is written to about their pads.
public struct DigestSetting: Equatable, Sendable {
  /// How often.
  public let frequency: DigestFrequency
  /// In which language.
  public let language: MailLanguage
  /// When the next letter is due, if there is something to write; in milliseconds since 1970.
  public let due: Int64
}

/// What is kept of how a member is written to.
public struct DigestData: Codable, Equatable, Sendable {
  /// A pad that is not their own and that they opened since.
  public struct Follow: Codable, Equatable, Sendable {
    /// The pad as they know it: by its own name only where they came by that.
    public let name: String
    /// When they last opened it, to the day, in milliseconds since 1970.
    public let visited: Int64
  }

  /// How often.
  public let frequency: DigestFrequency
  /// In which language.
  public let language: MailLanguage
  /// When they were last written to, or first wanted to be, in milliseconds since 1970.
  public let since: Int64
  /// The pads that are looked at besides their own.
  public let follows: [Follow]
}
