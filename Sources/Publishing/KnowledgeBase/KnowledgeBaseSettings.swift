// SPDX-License-Identifier: Apache-2.0

/// How a knowledge base presents itself, and what is made of it.
public struct KnowledgeBaseSettings: Equatable, Sendable {
  /// What it is called.
  public var title = "Base de connaissances"
  /// The address at which its site is found, without a final slash; nil where it has none.
  public var url: String?
  /// Where the built page is, with what the site needs besides; nil to make no site.
  public var webDirectory: String?
  /// Whether bags are made.
  public var hasBags = false
  /// Whether the content is kept as a git repository.
  public var hasGit = false
  /// The OpenPGP key that the repository's tags are signed by; nil to sign none.
  public var signingKey: String?

  /// Creates the documented defaults.
  public init() {}

  /// What files are made of besides editions.
  var fingerprint: String { "\(title)\u{0}\(url ?? "")\u{0}\(webDirectory != nil)" }

  /// The address of an edition's page, in the language of its text where the site has it.
  ///
  /// - Parameter card: The edition.
  /// - Returns: The address; nil where there is no site.
  func address(of card: EditionCard) -> String? {
    guard let url else { return nil }
    let isEnglish = card.language?.lowercased().hasPrefix("en") == true
    return "\(url)/\(isEnglish ? "en" : "fr")/texts/\(card.address)/edition-\(card.number).html"
  }
}
