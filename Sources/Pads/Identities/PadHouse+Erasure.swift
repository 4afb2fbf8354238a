// SPDX-License-Identifier: Apache-2.0

public import Storage
import Synchronization

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

  /// Erases a person: what they wrote stays, and nothing says any more who it was.
  ///
  /// Everything that named them, a member also as the guests they have been, names somebody whom
  /// nobody is: a random word, the same in all pads, under which their client IDs stay bound. Their
  /// pads are nobody's then, and a member has no account any more. It cannot be undone.
  ///
  /// - Parameter identity: A guest or a member; what proves to be them counts for nobody from now on.
  /// - Throws: ``PadError``; it can be asked for again then.
  public func erase(_ identity: Identity) async throws(PadError) {
    try await readyAccounts()
    let person = accounts.kinship.person(identity)
    guard person.mayOwn else { throw .notFound }
    guard case .account(let account) = person else { return try await forget(person) }
    do throws(PadError) {
      try await naming { () throws(AccountError) in try await accounts.close(account) }
      dismissEverywhere { identity, _ in identity == person ? .signedOut : nil }
      try await forget(person)
    } catch {
      accounts.reopen(account)
      throw error
    }
  }

  private func forget(_ person: Identity) async throws(PadError) {
    let identities = accounts.kinship.identities(of: person)
    let names = identities.compactMap(\.stored)
    let nobody = "erased:\(Base64URL.text(of: RandomBytes.draw(12)))"
    for case .guest(let guest) in identities { try await noteErased(guest) }
    for entry in try await book.all() where entry.sharing.mentions(Set(names)) {
      try await book.change(entry.pad) { sharing throws(PadError) in
        for name in names { sharing.replace(name, nobody) }
      }
    }
    for name in names { try await book.forgetGiven(to: name) }
    if case .account(let account) = person { try await stopDigest(of: account) }
    // Whoever is still in as them is let go, and what they sent is written down before.
    for room in openRooms where await room.knows(identities) { await room.shutDown() }
    try await unpublish(Set(names))
    for name in names {
      try await historyBook.replaceAuthor(name, by: nobody)
      try await editionBook.replaceAuthor(name, by: nobody)
    }
    try await replaceAuthors(names, by: nobody)
    if case .account(let account) = person {
      try await naming { () throws(AccountError) in try await accounts.erase(account) }
    }
    // A history at work may have read who it was before and stored it after; the second time nothing
    // is left that did. That, and what the records held, leaves the write-ahead log.
    try await replaceAuthors(names, by: nobody)
  }

  private func noteErased(_ guest: GuestID) async throws(PadError) {
    let hash = ErasedGuests.hash(of: guest)
    erasedGuests.withLock { $0.add(hash) }
    do {
      _ = try await storage.records.put([], at: hash, in: ErasedGuests.collection, ifRevision: 0)
    } catch {
      throw .storage(error)
    }
  }

  private func replaceAuthors(_ names: [String], by nobody: String) async throws(PadError) {
    try await storing { () throws(StorageError) in
      for name in names { try await storage.updateLog.replaceAuthor(name, by: nobody) }
    }
    for history in histories.all { try await forgetHistory(of: history.name, from: 0) }
  }

  private func naming(_ body: () async throws(AccountError) -> Void) async throws(PadError) {
    do {
      try await body()
    } catch .storage(let error) {
      throw .storage(error)
    } catch {
      throw .notFound
    }
  }
}

extension PadSharing {
  func mentions(_ names: Set<String>) -> Bool {
    owner.map(names.contains) == true || away.contains { names.contains($0.who) }
      || audit.contains { entry in
        entry.who.map(names.contains) == true || entry.subject.map(names.contains) == true
      }
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
  /// Whether one of some identities is here, or wrote here.
  func knows(_ identities: [Identity]) -> Bool {
    identities.contains { identity in
      members.values.contains { $0.identity == identity } || bindings.knows(identity)
    }
  }
}
