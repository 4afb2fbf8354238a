// SPDX-License-Identifier: Apache-2.0

public import Storage
import Synchronization

/// What is kept of one identity.
public struct IdentityData: Codable, Equatable, Sendable {
  /// A pad, and what the identity did there.
  public struct Pad: Codable, Equatable, Sendable {
    /// The pad's name.
    public let name: String
    /// Whether it is theirs.
    public let isOwner: Bool
    /// How many entries of its history they brought.
    public let entries: Int
    /// When they first brought one, in milliseconds since 1970; absent when they never did.
    public let first: Int64?
    /// When they last brought one, likewise.
    public let last: Int64?
    /// What its record says of them: deeds by or about them.
    public let deeds: [AuditEntry]
    /// What they called themselves when they were sent away, if they were.
    public let sentAwayAs: String?
  }

  /// The identity as the log names it.
  public let identity: String
  /// Where it left something.
  public let pads: [Pad]
}

/// Guests whose identity was erased: a cookie that is still about counts for nobody.
struct ErasedGuests: Sendable {
  static let collection = "erased-guests"
  private var hashes: Set<String> = []

  mutating func add(_ hash: String) { hashes.insert(hash) }

  func contains(_ guest: GuestID) -> Bool {
    !hashes.isEmpty && hashes.contains(Self.hash(of: guest))
  }

  static func hash(of guest: GuestID) -> String {
    SecretHash.text(of: guest.text, for: "encrier erased 1")
  }
}

extension PadHouse {
  /// Reads whose identities were erased; to be called once, before anybody comes.
  ///
  /// - Throws: ``StorageError``.
  public func readErasedGuests() async throws(StorageError) {
    for record in try await storage.records.records(in: ErasedGuests.collection) {
      erasedGuests.withLock { $0.add(record.key) }
    }
  }

  /// Whether a guest's identity was erased.
  ///
  /// - Parameter guest: The guest of a cookie that is genuine.
  /// - Returns: Whether they are nobody now.
  public func isErased(_ guest: GuestID) -> Bool { erasedGuests.withLock { $0.contains(guest) } }

  /// Tells what is kept of a guest.
  ///
  /// - Parameter guest: The guest.
  /// - Returns: All of it but the texts, which are in the pads named.
  /// - Throws: ``PadError``.
  public func data(of guest: GuestID) async throws(PadError) -> IdentityData {
    let identity = Identity.guest(guest)
    let stored = guest.stored
    var written: [String: Contribution] = [:]
    do {
      for found in try await storage.updateLog.contributions(by: stored) {
        written[found.pad] = found
      }
    } catch {
      throw .storage(error)
    }
    let mentioned = try await book.all().filter { $0.sharing.mentions(stored) }
    var pads: [IdentityData.Pad] = []
    for name in Set(written.keys).union(mentioned.map(\.pad.rawValue)).sorted() {
      guard let pad = PadName(name) else { continue }
      let sharing = try await book.sharing(of: pad)
      pads.append(
        IdentityData.Pad(
          name: name,
          isOwner: try await ownerIdentity(of: pad, sharing) == identity,
          entries: written[name]?.entryCount ?? 0,
          first: written[name]?.first,
          last: written[name]?.last,
          deeds: sharing.audit.filter { $0.who == stored || $0.subject == stored },
          sentAwayAs: sharing.away.first { $0.who == stored }?.name
        )
      )
    }
    return IdentityData(identity: stored, pads: pads)
  }

  /// Erases a guest's identity: what they wrote stays, and nothing says any more who it was.
  ///
  /// Everything that named them names somebody whom nobody is: a random word, the same in all pads,
  /// under which their client IDs stay bound. Their pads are nobody's then. It cannot be undone.
  ///
  /// - Parameter guest: The guest; their cookie counts for nobody from now on.
  /// - Throws: ``PadError``; it can be asked for again then.
  public func erase(_ guest: GuestID) async throws(PadError) {
    let stored = guest.stored
    let nobody = "erased:\(Base64URL.text(of: RandomBytes.draw(12)))"
    let hash = ErasedGuests.hash(of: guest)
    erasedGuests.withLock { $0.add(hash) }
    do {
      _ = try await storage.records.put([], at: hash, in: ErasedGuests.collection, ifRevision: 0)
    } catch {
      throw .storage(error)
    }
    for entry in try await book.all() where entry.sharing.mentions(stored) {
      try await book.change(entry.pad) { sharing throws(PadError) in sharing.replace(stored, nobody)
      }
    }
    try await book.forgetGiven(to: stored)
    // Whoever is still in as that guest is let go, and what they sent is written down before.
    for room in openRooms where await room.knows(.guest(guest)) { await room.shutDown() }
    try await historyBook.replaceAuthor(stored, by: nobody)
    do {
      try await storage.updateLog.replaceAuthor(stored, by: nobody)
    } catch {
      throw .storage(error)
    }
    // What was read before and may be stored after it would still name them.
    for history in histories.all { try await forgetHistory(of: history.name, from: 0) }
  }
}

extension PadSharing {
  func mentions(_ stored: String) -> Bool {
    owner == stored || away.contains { $0.who == stored }
      || audit.contains { $0.who == stored || $0.subject == stored }
  }

  /// Names somebody else in the place of who is erased; who was sent away can no longer come back.
  mutating func replace(_ stored: String, _ other: String) {
    if owner == stored { owner = other }
    away.removeAll { $0.who == stored }
    audit = audit.map { entry in
      AuditEntry(
        time: entry.time,
        who: entry.who == stored ? other : entry.who,
        deed: entry.deed,
        subject: entry.subject == stored ? other : entry.subject
      )
    }
  }
}

extension Room {
  /// Whether an identity is here, or wrote here.
  func knows(_ identity: Identity) -> Bool {
    members.values.contains { $0.identity == identity } || bindings.knows(identity)
  }
}
