// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

/// Somebody at a pad, and by what right.
public struct Visit: Equatable, Sendable {
  /// The pad.
  public let pad: PadName
  /// What the pad is called to this visitor: a share name instead of its own.
  public let shownName: String
  /// What they may do.
  public let grant: Grant

  /// Makes a visit.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - shownName: What the pad is called to this visitor.
  ///   - grant: What they may do.
  public init(pad: PadName, shownName: String, grant: Grant) {
    self.pad = pad
    self.shownName = shownName
    self.grant = grant
  }
}

extension PadHouse {
  // MARK: Coming in

  /// Finds the pad of an address and what a visitor may do there.
  ///
  /// - Parameters:
  ///   - address: The pad's own name or a share name.
  ///   - identity: Who comes.
  ///   - hasKey: Whether they have given a link's passphrase.
  /// - Returns: The pad, which need not exist, and the right.
  /// - Throws: ``PadError/accessEnded(_:)``, ``PadError/storage(_:)``; ``PadError/signedOut`` for a
  ///   name that only a member comes by who is not signed in.
  public func visit(
    _ address: PadAddress,
    as identity: Identity,
    hasKey: (ShareLink) -> Bool = { _ in false }
  ) async throws(PadError) -> Visit {
    let (pad, link) = try await place(of: address, for: identity)
    let sharing = try await book.sharing(of: pad)
    let grant = try await grant(to: identity, by: link?.id, in: pad, sharing)
    if let link, link.needsPassphrase, grant.role != .owner, !hasKey(link) {
      throw .accessEnded(.passphrase)
    }
    if let expires = link?.expires { watch(pad, until: expires) }
    switch address {
    case .own: return Visit(pad: pad, shownName: pad.rawValue, grant: grant)
    case .share(let name): return Visit(pad: pad, shownName: name.text, grant: grant)
    }
  }

  /// Checks a link's passphrase.
  ///
  /// - Parameters:
  ///   - name: The share name.
  ///   - passphrase: What was typed.
  ///   - identity: Who typed it.
  /// - Returns: The link when the passphrase is right or none is needed, else nil.
  /// - Throws: ``PadError/accessEnded(_:)`` when the link leads nowhere,
  ///   ``PadError/passphrasesBusy``.
  public func unlock(
    _ name: ShareName,
    _ passphrase: String,
    as identity: Identity
  ) async throws(PadError) -> ShareLink? {
    guard let link = try await place(of: .share(name), for: identity).link else { return nil }
    guard let known = link.passphrase else { return link }
    return try await passphrases.matches(passphrase, known) ? link : nil
  }

  /// Has every session in a pad judged anew; after this no update of theirs is judged as before.
  ///
  /// - Parameter pad: The pad.
  /// - Throws: ``PadError/storage(_:)``.
  public func review(_ pad: PadName) async throws(PadError) {
    for changed in accessWatchers.withLock({ $0.change(pad) }) { changed() }
    guard let room = await openRoom(pad) else { return }
    let sharing = try await book.sharing(of: pad)
    let owner = try await ownerIdentity(of: pad, sharing)
    let now = self.now()
    room.regrade { [openness, kinship = accounts.kinship] identity, grant in
      sharing.grant(
        to: identity,
        by: grant.link,
        owner: owner,
        openness: openness,
        kinship: kinship,
        now: now
      ).map(\.role)
    }
  }

  private func place(
    of address: PadAddress,
    for identity: Identity
  ) async throws(PadError) -> (pad: PadName, link: ShareLink?) {
    switch address {
    case .own(let name): return (name, nil)
    case .share(let name):
      guard let place = try await book.place(of: name) else { throw .accessEnded(.link) }
      if let bearer = place.bearer, identity != .account(bearer.account) { throw .signedOut }
      let sharing = try await book.sharing(of: place.pad)
      let link = sharing.links.first { link in
        place.bearer.map { link.id == $0.link } ?? (link.nameHash == name.hash)
      }
      guard let link, link.isInForce(at: now()) else { throw .accessEnded(.link) }
      return (place.pad, link)
    }
  }

  private func grant(
    to identity: Identity,
    by link: String?,
    in pad: PadName,
    _ sharing: PadSharing
  ) async throws(PadError) -> Grant {
    try sharing.grant(
      to: identity,
      by: link,
      owner: try await ownerIdentity(of: pad, sharing),
      openness: openness,
      kinship: accounts.kinship,
      now: now()
    ).get()
  }

  /// Whose a pad is: who was given it, else who started it; a guest who is a member counts as that.
  func ownerIdentity(
    of pad: PadName,
    _ sharing: PadSharing
  ) async throws(PadError) -> Identity? {
    let owner =
      if let owner = sharing.owner { Identity(stored: owner) } else { try await owner(of: pad) }
    return owner.map(accounts.kinship.person)
  }

  // MARK: Links

  /// The links into a pad that are in force.
  ///
  /// - Parameter pad: The pad.
  /// - Returns: The links, the oldest first.
  /// - Throws: ``PadError/storage(_:)``.
  public func links(of pad: PadName) async throws(PadError) -> [ShareLink] {
    let now = self.now()
    return try await book.sharing(of: pad).links.filter { $0.isInForce(at: now) }
  }

  /// Makes a link into a pad.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - wishes: What the link is to be.
  ///   - identity: Who makes it.
  /// - Returns: The link, and its name, which is told only now.
  /// - Throws: ``PadError/unfitLink`` for one that would be an owner's or is over already,
  ///   ``PadError/unfitPassphrase``, ``PadError/tooManyLinks``, ``PadError/passphrasesBusy``.
  public func share(
    _ pad: PadName,
    _ wishes: LinkWishes,
    by identity: Identity
  ) async throws(PadError) -> (link: ShareLink, name: ShareName) {
    let now = self.now()
    guard wishes.role < .owner, wishes.expires.map({ $0 > now }) ?? true else { throw .unfitLink }
    let name = wishes.isSpeakable ? ShareName.speakable() : .random()
    var passphrase: PassphraseHash?
    if let text = wishes.passphrase { passphrase = try await passphrases.hash(text) }
    let link = ShareLink(
      id: Base64URL.text(of: RandomBytes.draw(9)),
      role: wishes.role,
      created: now,
      expires: wishes.expires,
      nameHash: name.hash,
      passphrase: passphrase
    )
    let over = try await book.change(pad) { sharing throws(PadError) in
      let over = sharing.links.filter { !$0.isInForce(at: now) }
      sharing.links.removeAll { !$0.isInForce(at: now) }
      guard sharing.links.count < PadSharing.maximumLinks else { throw .tooManyLinks }
      sharing.links.append(link)
      sharing.note(.linkMade, by: identity, link.id, at: now)
      return over.map(\.nameHash)
    }
    try await book.note(name, ShareNamePlace(pad))
    try await book.forget(nameHashes: over)
    return (link, name)
  }

  /// Changes what a link allows; those who came by it feel it at once.
  ///
  /// - Parameters:
  ///   - id: The link.
  ///   - pad: The pad.
  ///   - role: What those may do from now on who come by it.
  ///   - identity: Who changes it.
  /// - Returns: The link as it is now.
  /// - Throws: ``PadError/notFound`` when the pad has no such link, ``PadError/unfitLink``.
  public func changeLink(
    _ id: String,
    of pad: PadName,
    to role: Role,
    by identity: Identity
  ) async throws(PadError) -> ShareLink {
    guard role < .owner else { throw .unfitLink }
    let link = try await book.change(pad) { sharing throws(PadError) in
      guard let index = sharing.links.firstIndex(where: { $0.id == id }) else { throw .notFound }
      sharing.links[index].role = role
      sharing.note(.linkChanged, by: identity, id, at: now())
      return sharing.links[index]
    }
    try await review(pad)
    return link
  }

  /// Ends a link; those who came by it are sent away at once.
  ///
  /// - Parameters:
  ///   - id: The link.
  ///   - pad: The pad.
  ///   - identity: Who ends it.
  /// - Throws: ``PadError/notFound`` when the pad has no such link.
  public func revokeLink(
    _ id: String,
    of pad: PadName,
    by identity: Identity
  ) async throws(PadError) {
    let hash = try await book.change(pad) { sharing throws(PadError) in
      guard let index = sharing.links.firstIndex(where: { $0.id == id }) else { throw .notFound }
      sharing.note(.linkEnded, by: identity, id, at: now())
      return sharing.links.remove(at: index).nameHash
    }
    try await review(pad)
    try await book.forget(nameHashes: [hash])
  }
}
