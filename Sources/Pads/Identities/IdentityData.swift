// SPDX-License-Identifier: Apache-2.0

import Storage

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
  /// The guests that a member has been, likewise.
  public let guests: [String]
  /// The account of a member.
  public let account: AccountData?
}

/// What is kept of a member's account; of the password, and of what proves a session, only hashes are.
public struct AccountData: Codable, Equatable, Sendable {
  /// A browser in which the member is signed in.
  public struct Session: Codable, Equatable, Sendable {
    /// When they signed in there, in milliseconds since 1970.
    public let created: Int64
    /// When it was last used, to the day.
    public let seen: Int64
    /// What the browser said it is.
    public let browser: String?
  }

  /// What the person is called.
  public let name: String
  /// By what they sign in.
  public let email: String?
  /// Whether they look after the server.
  public let isAdministrator: Bool
  /// Whether they have a password.
  public let hasPassword: Bool
  /// Who providers say the person is.
  public let providers: [OpenIDSubject]
  /// When the account was made, in milliseconds since 1970.
  public let created: Int64
  /// Where they are signed in, the latest used first.
  public let sessions: [Session]
  /// How they are written to about their pads, if they are.
  public let digest: DigestData?
}

extension PadHouse {
  /// Who is meant by a guest, an account or an e-mail address.
  ///
  /// - Parameter text: `g:GUEST`, `a:ACCOUNT`, either without its letter, an e-mail address, or what
  ///   the cookie `encrier-who` says.
  /// - Returns: Who it is; a guest who has become a member is that.
  /// - Throws: ``PadError/invalidName`` when it is neither of them.
  func person(called text: String) async throws(PadError) -> Identity {
    try await readyAccounts()
    let parts = text.split(separator: ".")
    let name = text.hasPrefix("member.") && parts.count > 1 ? String(parts[1]) : text
    if name.contains("@") {
      guard let account = try? accounts.account(called: name) else { throw .invalidName }
      return .account(account.id)
    }
    let isMarked = name.hasPrefix("g:") || name.hasPrefix("a:")
    let bare = isMarked ? String(name.dropFirst(2)) : name
    guard let guest = GuestID(text: bare), let account = AccountID(text: bare) else {
      throw .invalidName
    }
    let isAccount = name.hasPrefix("a:") || (!isMarked && accounts.account(account) != nil)
    return isAccount ? .account(account) : accounts.kinship.person(.guest(guest))
  }

  /// Makes sure that it is known who is a member.
  func readyAccounts() async throws(PadError) {
    do {
      try await accounts.load()
    } catch {
      throw .storage(error)
    }
  }

  /// Tells what is kept of a person.
  ///
  /// - Parameter identity: A guest or a member.
  /// - Returns: All of it but the texts, which are in the pads named.
  /// - Throws: ``PadError``.
  public func data(of identity: Identity) async throws(PadError) -> IdentityData {
    try await readyAccounts()
    let person = accounts.kinship.person(identity)
    let names = accounts.kinship.identities(of: person).compactMap(\.stored)
    guard let first = names.first else { throw .notFound }
    let written = try await contributions(by: names)
    let known = Set(names)
    let mentioned = try await book.all().filter { $0.sharing.mentions(known) }
    var pads: [IdentityData.Pad] = []
    for name in Set(written.keys).union(mentioned.map(\.pad.rawValue)).sorted() {
      guard let pad = PadName(name) else { continue }
      let sharing = try await book.sharing(of: pad)
      pads.append(
        IdentityData.Pad(
          name: name,
          isOwner: try await ownerIdentity(of: pad, sharing) == person,
          entries: written[name]?.entryCount ?? 0,
          first: written[name]?.first,
          last: written[name]?.last,
          deeds: sharing.audit.filter { entry in
            entry.who.map(known.contains) == true || entry.subject.map(known.contains) == true
          },
          sentAwayAs: sharing.away.first { known.contains($0.who) }?.name
        )
      )
    }
    return IdentityData(
      identity: first,
      pads: pads,
      guests: Array(names.dropFirst()),
      account: try await accountData(of: person)
    )
  }

  private func contributions(
    by names: [String]
  ) async throws(PadError) -> [String: Contribution] {
    var written: [String: Contribution] = [:]
    for name in names {
      do {
        for found in try await storage.updateLog.contributions(by: name) {
          written[found.pad] = written[found.pad].map { $0.joined(with: found) } ?? found
        }
      } catch {
        throw .storage(error)
      }
    }
    return written
  }

  private func accountData(of person: Identity) async throws(PadError) -> AccountData? {
    guard case .account(let id) = person, let account = accounts.account(id) else { return nil }
    return AccountData(
      name: account.name,
      email: account.email?.text,
      isAdministrator: account.isAdministrator,
      hasPassword: account.hasPassword,
      providers: account.subjects,
      created: account.created,
      sessions: accounts.sessions(of: id).map { session in
        AccountData.Session(
          created: session.created,
          seen: session.seen,
          browser: session.browser
        )
      },
      digest: try await digestData(of: id)
    )
  }
}
