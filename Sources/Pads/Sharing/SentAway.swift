// SPDX-License-Identifier: Apache-2.0

import Storage
import SyncProtocol
public import TextCRDT

/// Somebody whom a pad's owner has sent away, as it is kept.
public struct SentAway: Codable, Equatable, Sendable {
  /// What the owner calls them by to let them back in; it tells nothing of them.
  public let id: String
  /// Who it is.
  let who: String
  /// What they called themselves then, so that the owner knows them again.
  public internal(set) var name: String
  /// In milliseconds since 1970.
  public let time: Int64
}

extension PadSharing {
  /// Beyond so many the one sent away first may come back.
  static let maximumAway = 1_000
}

extension PadHouse {
  /// Sends away who is in a pad under a client ID; they cannot come back by any link or by the name.
  ///
  /// Who brings no identity cannot be known again: then only the link they came by can be ended.
  ///
  /// - Parameters:
  ///   - client: The client ID that their awareness names.
  ///   - pad: The pad.
  ///   - name: What they call themselves, for the owner to know them again.
  ///   - endsLink: Whether the link they came by ends, too, for all who came by it.
  ///   - identity: Who asks for it.
  /// - Returns: What is kept of it; `nil` when nobody known was sent away, but a link was ended.
  /// - Throws: ``PadError/notFound`` when nobody is there under that ID, ``PadError/cannotSendAway``
  ///   for the owner, and for who brings neither identity nor link.
  public func sendAway(
    _ client: ClientID,
    from pad: PadName,
    calledOnce name: String,
    endingLink endsLink: Bool,
    by identity: Identity
  ) async throws(PadError) -> SentAway? {
    guard let visitor = await openRoom(pad)?.visitor(under: client) else { throw .notFound }
    guard visitor.grant.role < .owner else { throw .cannotSendAway }
    let kinship = accounts.kinship
    // A guest who has become a member is sent away as that, and so is whatever else they were.
    let person = kinship.person(visitor.identity)
    let stored = person.mayOwn ? person.stored : nil
    let link = endsLink ? visitor.grant.link : nil
    guard stored != nil || link != nil else { throw .cannotSendAway }
    let now = self.now()
    let id = Base64URL.text(of: RandomBytes.draw(9))
    let (sent, ended) = try await book.change(pad) { sharing throws(PadError) in
      var sent: SentAway?
      if let stored {
        let entry = SentAway(id: id, who: stored, name: name, time: now)
        sharing.away.removeAll { kinship.person(Identity(stored: $0.who)) == person }
        if sharing.away.count >= PadSharing.maximumAway { sharing.away.removeFirst() }
        sharing.away.append(entry)
        sharing.note(.sentAway, by: identity, stored, at: now)
        sent = entry
      }
      var ended: [String] = []
      if let link, let index = sharing.links.firstIndex(where: { $0.id == link }) {
        sharing.note(.linkEnded, by: identity, link, at: now)
        ended.append(sharing.links.remove(at: index).nameHash)
      }
      return (sent, ended)
    }
    try await review(pad)
    try await book.forget(nameHashes: ended)
    return sent
  }

  /// Who was sent away from a pad and not let back in.
  ///
  /// - Parameter pad: The pad.
  /// - Returns: All of them, the first sent away first.
  /// - Throws: ``PadError``.
  public func sentAway(from pad: PadName) async throws(PadError) -> [SentAway] {
    try await book.sharing(of: pad).away
  }

  /// Lets somebody back in who was sent away.
  ///
  /// - Parameters:
  ///   - id: What ``SentAway/id`` says.
  ///   - pad: The pad.
  ///   - identity: Who asks for it.
  /// - Throws: ``PadError/notFound`` when there is nobody of that ID.
  public func letBack(_ id: String, into pad: PadName, by identity: Identity) async throws(PadError)
  {
    let now = self.now()
    try await book.change(pad) { sharing throws(PadError) in
      guard let index = sharing.away.firstIndex(where: { $0.id == id }) else { throw .notFound }
      sharing.note(.letBack, by: identity, sharing.away.remove(at: index).who, at: now)
    }
  }
}

/// Who is in a room under a client ID.
struct RoomVisitor: Sendable {
  let identity: Identity
  let grant: Grant
}

extension Room {
  /// Who is here under the client ID that their awareness names.
  func visitor(under client: ClientID) -> RoomVisitor? {
    guard let session = awareness.session(of: client), let member = members[session] else {
      return nil
    }
    return RoomVisitor(identity: member.identity, grant: member.grant)
  }
}
