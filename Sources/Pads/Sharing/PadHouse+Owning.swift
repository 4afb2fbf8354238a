// SPDX-License-Identifier: Apache-2.0

import Storage

/// What was done about who may do what in a pad, and about its deletion.
public struct AuditEntry: Codable, Equatable, Sendable {
  /// One kind of deed.
  public enum Deed: String, Codable, Sendable {
    /// A link was made, changed or ended; the subject is the link.
    case linkMade, linkChanged, linkEnded
    /// The pad went to the trash or came back from it.
    case trashed, restored
    /// A way to own the pad was given out by the command line, or taken; the subject is who owns it.
    case ownershipOffered, ownershipTaken
    /// Somebody was sent away; the subject is who.
    case sentAway
    /// Somebody who was sent away may come back; the subject is who.
    case letBack
    /// An edition became part of the knowledge base, or is no longer; the subject is its number.
    case published, withdrawn
  }

  /// In milliseconds since 1970.
  public let time: Int64
  /// Who did it, as the log names authors; nil for the anonymous.
  public let who: String?
  /// What was done.
  public let deed: Deed
  /// To what or whom.
  public let subject: String?
}

extension PadSharing {
  /// Older entries than these are forgotten.
  private static let maximumAudit = 1_000

  mutating func note(
    _ deed: AuditEntry.Deed,
    by identity: Identity,
    _ subject: String? = nil,
    at now: Int64
  ) {
    if audit.count >= Self.maximumAudit { audit.removeFirst() }
    audit.append(
      AuditEntry(
        time: now,
        who: identity.stored,
        deed: deed,
        subject: subject
      )
    )
  }
}

extension PadHouse {
  // MARK: The trash

  /// Puts a pad into the trash: its name and its links answer 410, who is in it is sent away.
  ///
  /// Nothing is lost; ``restore(_:by:)`` takes it out again.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - identity: Who asks for it.
  /// - Throws: ``PadError/notFound`` when there is no such pad.
  public func trash(_ pad: PadName, by identity: Identity) async throws(PadError) {
    guard try await exists(pad) else { throw .notFound }
    try await book.change(pad) { sharing throws(PadError) in
      guard sharing.trashed == nil else { return }
      sharing.trashed = now()
      sharing.note(.trashed, by: identity, at: now())
    }
    try await review(pad)
  }

  /// Takes a pad out of the trash.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - identity: Who asks for it.
  /// - Throws: ``PadError/notFound`` when there is no such pad.
  public func restore(_ pad: PadName, by identity: Identity) async throws(PadError) {
    guard try await exists(pad) else { throw .notFound }
    try await book.change(pad) { sharing throws(PadError) in
      guard sharing.purged == nil else { throw .accessEnded(.purged) }
      guard sharing.trashed != nil else { return }
      sharing.trashed = nil
      sharing.note(.restored, by: identity, at: now())
    }
  }

  /// Whether somebody owns a pad, in the trash or not.
  ///
  /// - Parameters:
  ///   - identity: Who it is.
  ///   - pad: The pad.
  /// - Returns: Whether it is theirs.
  /// - Throws: ``PadError``.
  public func isOwner(_ identity: Identity, of pad: PadName) async throws(PadError) -> Bool {
    let owner = try await ownerIdentity(of: pad, try await book.sharing(of: pad))
    return owner == accounts.kinship.person(identity)
  }

  /// What was done about who may do what in a pad, and about its deletion.
  ///
  /// - Parameter pad: The pad.
  /// - Returns: The deeds, the oldest first.
  /// - Throws: ``PadError``.
  public func audit(of pad: PadName) async throws(PadError) -> [AuditEntry] {
    try await book.sharing(of: pad).audit
  }

  // MARK: Giving a pad back

  /// How long an offer stands, in milliseconds: a day.
  private static let offerLifetime: Int64 = 86_400_000

  /// Makes a secret by which whoever first uses it comes to own the pad.
  ///
  /// It is for the command line: an owner who has lost their cookie gets their pad back so. An
  /// earlier offer ends.
  ///
  /// - Parameter pad: The pad.
  /// - Returns: The secret, good once and for a day.
  /// - Throws: ``PadError/notFound`` when there is no such pad.
  public func offerOwnership(of pad: PadName) async throws(PadError) -> String {
    guard try await exists(pad) else { throw .notFound }
    let secret = Base64URL.text(of: RandomBytes.draw(18))
    try await book.change(pad) { sharing throws(PadError) in
      sharing.offer = OwnershipOffer(
        hash: Self.hash(ofOffer: secret),
        expires: now() + Self.offerLifetime
      )
      sharing.note(.ownershipOffered, by: .server, at: now())
    }
    return secret
  }

  /// Gives a pad to who shows the secret of an offer.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - identity: Who shows it; the anonymous never own.
  ///   - secret: The secret.
  /// - Throws: ``PadError/accessEnded(_:)`` when there is no such offer, or no longer.
  public func takeOwnership(
    of pad: PadName,
    as identity: Identity,
    _ secret: String
  ) async throws(PadError) {
    let hash = Self.hash(ofOffer: secret)
    // A list looks there, and whose the pad is it asks the pad.
    guard try await book.sharing(of: pad).offer?.hash == hash else { throw .accessEnded(.link) }
    if let stored = identity.stored { try await book.noteGiven(pad, to: stored) }
    try await book.change(pad) { sharing throws(PadError) in
      guard identity.mayOwn, let offer = sharing.offer, offer.hash == hash,
        now() < offer.expires
      else { throw .accessEnded(.link) }
      sharing.offer = nil
      sharing.owner = identity.stored
      sharing.note(.ownershipTaken, by: identity, identity.stored, at: now())
    }
    try await review(pad)
  }

  private static func hash(ofOffer secret: String) -> String {
    SecretHash.text(of: secret, for: "encrier offer 1")
  }
}

/// A secret by which a pad comes to be somebody's, as it is kept.
struct OwnershipOffer: Codable, Equatable, Sendable {
  let hash: String
  /// In milliseconds since 1970.
  let expires: Int64
}
