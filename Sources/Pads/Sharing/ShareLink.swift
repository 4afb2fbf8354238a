// SPDX-License-Identifier: Apache-2.0

/// One way into a pad besides its own name, as it is kept.
public struct ShareLink: Codable, Equatable, Sendable {
  /// What the link is called in lists; it opens nothing.
  public let id: String
  /// What those may do who come by it.
  public internal(set) var role: Role
  /// When it was made, in milliseconds since 1970.
  public let created: Int64
  /// When it ends, in milliseconds since 1970.
  public internal(set) var expires: Int64?
  /// The hash of its name.
  let nameHash: String
  /// What its passphrase is checked against; nil when it needs none.
  let passphrase: PassphraseHash?

  /// Whether it needs a passphrase.
  public var needsPassphrase: Bool { passphrase != nil }
}

/// What a new link is to be.
public struct LinkWishes: Sendable {
  /// What those may do who come by it; not ``Role/owner``.
  public var role: Role
  /// When it ends, in milliseconds since 1970.
  public var expires: Int64?
  /// What must be known besides its name.
  public var passphrase: String?
  /// Whether its name is one to say aloud.
  public var isSpeakable = false

  /// Makes wishes for a link.
  ///
  /// - Parameters:
  ///   - role: What those may do who come by it.
  ///   - expires: When it ends, in milliseconds since 1970.
  ///   - passphrase: What must be known besides its name.
  ///   - isSpeakable: Whether its name is one to say aloud.
  public init(
    role: Role,
    expires: Int64? = nil,
    passphrase: String? = nil,
    isSpeakable: Bool = false
  ) {
    self.role = role
    self.expires = expires
    self.passphrase = passphrase
    self.isSpeakable = isSpeakable
  }
}

/// Who may do what in a pad, beyond what its history tells: one record for each pad.
struct PadSharing: Codable, Equatable, Sendable {
  /// So many links may be in force at once.
  static let maximumLinks = 200

  var links: [ShareLink] = []
  /// Who owns the pad, when it is not who started it.
  var owner: String?
  /// Who was sent away.
  var away: [SentAway] = []
  /// When it went to the trash, in milliseconds since 1970.
  var trashed: Int64?
  /// When its content was deleted for good, in milliseconds since 1970; only its name is left.
  var purged: Int64?
  /// By what secret the pad may come to be somebody else's.
  var offer: OwnershipOffer?
  /// What was done about all that.
  var audit: [AuditEntry] = []

  /// What somebody may do who comes now.
  ///
  /// - Parameters:
  ///   - identity: Who it is.
  ///   - link: The link they came by; nil for the pad's own name.
  ///   - owner: Whose the pad is; a member where a guest has become one.
  ///   - openness: What the pad's own name is worth.
  ///   - kinship: Which guests are members.
  ///   - now: In milliseconds since 1970.
  /// - Returns: The right, or why there is none.
  func grant(
    to identity: Identity,
    by link: String?,
    owner: Identity?,
    openness: Openness,
    kinship: Kinship,
    now: Int64
  ) -> Result<Grant, PadError> {
    let person = kinship.person(identity)
    if purged != nil { return .failure(.accessEnded(.purged)) }
    if trashed != nil { return .failure(.accessEnded(.trashed)) }
    if let owner, owner == person { return .success(Grant(role: .owner, link: link)) }
    if person != .anonymous,
      away.contains(where: { kinship.person(Identity(stored: $0.who)) == person })
    {
      return .failure(.accessEnded(.sentAway))
    }
    guard let link else {
      return openness.opens(to: person)
        ? .success(.ownName) : .failure(.accessEnded(.closed))
    }
    guard let found = links.first(where: { $0.id == link }), found.isInForce(at: now) else {
      return .failure(.accessEnded(.link))
    }
    return .success(Grant(role: found.role, link: link))
  }
}

extension ShareLink {
  func isInForce(at now: Int64) -> Bool { expires.map { now < $0 } ?? true }
}

/// What a pad's own name is worth, and who may start pads.
public enum Openness: String, CaseIterable, Sendable {
  /// Anyone may start a pad, and its name is its key.
  case open
  /// Members and the command line start pads; guests need a share link, or to own the pad.
  case members

  /// Whether somebody may start pads, and come into one by its own name.
  ///
  /// - Parameter identity: Who it is.
  /// - Returns: Whether it is open to them.
  public func opens(to identity: Identity) -> Bool {
    switch (self, identity) {
    case (.open, _), (.members, .account): true
    case (.members, _): false
    }
  }
}
