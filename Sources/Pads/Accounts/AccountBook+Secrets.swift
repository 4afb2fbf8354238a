// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

extension AccountBook {
  /// How long an invitation stands, in milliseconds: 14 days.
  private static let invitationLifetime: Int64 = 14 * 86_400_000
  /// How long a way to a new password stands, in milliseconds: a day.
  private static let passwordLifetime: Int64 = 86_400_000

  /// Invites somebody to have an account.
  ///
  /// - Parameters:
  ///   - email: By what they will sign in.
  ///   - name: What they are called, if that is known; they may change it.
  ///   - isAdministrator: Whether they are to look after the server.
  /// - Returns: The secret, good once and for 14 days; only its hash is kept.
  /// - Throws: ``AccountError/emailTaken``, ``AccountError/unfitEmail``.
  public func invite(
    email: String,
    name: String = "",
    isAdministrator: Bool = false
  ) async throws(AccountError) -> String {
    try await ready()
    guard let address = EmailAddress(email) else { throw .unfitEmail }
    guard index.withLock({ $0.account(of: address) }) == nil else { throw .emailTaken }
    return try await keep(
      AccountSecret(
        purpose: .invitation,
        email: address,
        name: AccountName.tidy(name) ?? "",
        isAdministrator: isAdministrator || isEmpty,
        account: nil,
        expires: now() + Self.invitationLifetime
      )
    )
  }

  /// Lets somebody choose a new password; an earlier way to one ends, but what who looks after the
  /// server has made ends by nobody else's asking.
  ///
  /// - Parameters:
  ///   - account: Who.
  ///   - maker: Who asks for it.
  /// - Returns: The secret, good once and for a day; only its hash is kept.
  /// - Throws: ``AccountError``.
  public func offerPassword(
    to account: Account,
    by maker: AccountSecret.Maker = .administrator
  ) async throws(AccountError) -> String {
    try await ready()
    switch maker {
    case .administrator: try await endSecrets(of: account.id)
    case .anybody: try await endSecrets(of: account.id) { $0.maker == .anybody }
    }
    return try await keep(
      AccountSecret(
        purpose: .password,
        email: account.email,
        name: account.name,
        isAdministrator: false,
        account: account.id,
        expires: now() + Self.passwordLifetime,
        maker: maker
      )
    )
  }

  /// What a secret is good for.
  ///
  /// - Parameter secret: The secret, from anybody.
  /// - Returns: What it is good for.
  /// - Throws: ``AccountError/secretUnknown`` when it is good for nothing, or no longer.
  public func secret(_ secret: String) async throws(AccountError) -> AccountSecret {
    try await ready()
    let known = try await storing { () throws(StorageError) in
      try await store.read(AccountSecret.self, AccountSecret.hash(of: secret), in: .secrets)
    }
    guard let known, now() < known.value.expires else { throw .secretUnknown }
    return known.value
  }

  /// Makes the account that somebody was invited to.
  ///
  /// - Parameters:
  ///   - secret: The invitation's.
  ///   - name: What they are called.
  ///   - password: Their password.
  /// - Returns: The account.
  /// - Throws: ``AccountError``; the invitation then stands, unless it was used.
  func accept(
    _ secret: String,
    name: String,
    password: String
  ) async throws(AccountError) -> Account {
    let invitation = try await self.secret(secret)
    guard invitation.purpose == .invitation, let email = invitation.email else {
      throw .secretUnknown
    }
    guard let name = AccountName.tidy(name) else { throw .unfitName }
    let account = Account(
      id: .random(),
      name: name,
      email: email,
      isAdministrator: invitation.isAdministrator,
      created: now(),
      password: try await hash(password)
    )
    try await make(account, using: secret)
    return account
  }

  /// Gives who has a way to a new password the one they choose; all their sessions end.
  ///
  /// - Parameters:
  ///   - secret: The secret.
  ///   - password: The new password.
  /// - Returns: The account, and what the sessions that ended were called.
  /// - Throws: ``AccountError``; the way then stands, unless it was used.
  func resetPassword(
    _ secret: String,
    to password: String
  ) async throws(AccountError) -> (account: Account, ended: Set<String>) {
    let way = try await self.secret(secret)
    guard way.purpose == .password, let id = way.account, let account = account(id) else {
      throw .secretUnknown
    }
    let hash = try await hash(password)
    try await use(secret)
    return (account, try await setPassword(of: id, to: hash))
  }

  /// Ends the ways to a new password of an account, all or those that are meant.
  func endSecrets(
    of id: AccountID,
    where isMeant: (AccountSecret) -> Bool = { _ in true }
  ) async throws(AccountError) {
    let moment = now()
    try await storing { () throws(StorageError) in
      // Those that are over go too: there is no other broom.
      for entry in try await store.all(AccountSecret.self, in: .secrets)
      where (entry.value.account == id && isMeant(entry.value)) || entry.value.expires <= moment {
        try await store.remove(entry.key, from: .secrets)
      }
    }
  }

  private func keep(_ kept: AccountSecret) async throws(AccountError) -> String {
    let secret = AccountSecret.draw()
    _ = try await storing { () throws(StorageError) in
      try await store.put(kept, at: AccountSecret.hash(of: secret), in: .secrets, ifRevision: 0)
    }
    return secret
  }

  /// Uses up a secret.
  func use(_ secret: String) async throws(AccountError) {
    let isMine = try await storing { () throws(StorageError) in
      try await store.remove(AccountSecret.hash(of: secret), from: .secrets)
    }
    guard isMine else { throw .secretUnknown }
  }
}
