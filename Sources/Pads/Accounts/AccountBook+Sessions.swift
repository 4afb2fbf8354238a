// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

extension AccountBook {
  /// How long a session lasts that nobody uses, in milliseconds: 30 days.
  public static let sessionLifetime: Int64 = 30 * 86_400_000
  /// How old the note of its last use may grow, in milliseconds: a day.
  private static let renewalInterval: Int64 = 86_400_000
  /// The session that was longest unused ends when an account would have more.
  private static let maximumSessions = 50

  /// Signs a member in.
  ///
  /// - Parameter account: Who it is.
  /// - Returns: The token that the browser is to carry; only its hash is kept.
  /// - Throws: ``AccountError``.
  func begin(for account: AccountID) async throws(AccountError) -> (token: String, login: Login) {
    try await ready()
    let moment = now()
    let known = index.withLock { $0.sessions(of: account) }
    var old = known.filter { !isInForce($0.value, at: moment) }.map(\.key)
    let living = known.filter { isInForce($0.value, at: moment) }
    if living.count >= Self.maximumSessions {
      let oldest = living.sorted { ($0.value.seen, $0.key) < ($1.value.seen, $1.key) }
      old += oldest.prefix(living.count - Self.maximumSessions + 1).map(\.key)
    }
    try await endSessions(Set(old))
    let token = Login.token()
    let id = Login.id(of: token)
    let session = AccountSession(account: account, created: moment, seen: moment)
    _ = try await storing { () throws(StorageError) in
      try await store.put(session, at: id, in: .sessions, ifRevision: 0)
    }
    let name = index.withLock { index in
      // An account that was removed meanwhile has no session.
      if index.accounts[account] != nil { index.sessions[id] = session }
      return index.accounts[account]?.name
    }
    guard let name else { throw .notFound }
    return (token, Login(id: id, account: account, name: name))
  }

  /// Who a token is a proof of.
  ///
  /// - Parameter token: What a browser carries, from anybody.
  /// - Returns: The member and the session, while it lasts.
  public func login(by token: String) -> Login? {
    let id = Login.id(of: token)
    return index.withLock { index in
      guard let session = index.sessions[id], isInForce(session, at: now()),
        let account = index.accounts[session.account]
      else { return nil }
      return Login(id: id, account: account.id, name: account.name)
    }
  }

  /// Whether a session still lasts.
  ///
  /// - Parameter login: The session.
  /// - Returns: Whether it does.
  public func isSignedIn(_ login: Login) -> Bool {
    index.withLock { index in
      index.sessions[login.id].map { isInForce($0, at: now()) } ?? false
    }
  }

  /// Notes that a session is used, so that it lasts; once a day is enough.
  ///
  /// - Parameter login: The session.
  public func renew(_ login: Login) async {
    let moment = now()
    let session = index.withLock { index -> AccountSession? in
      guard let session = index.sessions[login.id], moment - session.seen >= Self.renewalInterval
      else { return nil }
      index.sessions[login.id]?.seen = moment
      return index.sessions[login.id]
    }
    guard let session else { return }
    // Where it cannot be written the session ends sooner, which is all.
    let known = try? await store.read(AccountSession.self, login.id, in: .sessions)
    guard let known else { return }
    _ = try? await store.put(session, at: login.id, in: .sessions, ifRevision: known.revision)
  }

  /// The sessions of an account.
  ///
  /// - Parameter account: The account.
  /// - Returns: Those that last, the latest used first.
  public func sessions(of account: AccountID) -> [ListedSession] {
    let moment = now()
    return index.withLock { $0.sessions(of: account) }
      .filter { isInForce($0.value, at: moment) }
      .map { ListedSession(id: $0.key, created: $0.value.created, seen: $0.value.seen) }
      .sorted { ($1.seen, $1.created, $1.id) < ($0.seen, $0.created, $0.id) }
  }

  /// Ends all sessions of an account.
  ///
  /// - Parameter account: The account.
  /// - Returns: What those were called that ended.
  /// - Throws: ``AccountError``.
  @discardableResult
  func endSessions(of account: AccountID) async throws(AccountError) -> Set<String> {
    try await ready()
    let ended = index.withLock { Set($0.sessions(of: account).keys) }
    try await endSessions(ended)
    return ended
  }

  /// Ends sessions; they count for nothing from the beginning of this call on.
  func endSessions(_ ids: Set<String>) async throws(AccountError) {
    index.withLock { index in
      for id in ids { index.sessions[id] = nil }
    }
    try await storing { () throws(StorageError) in
      for id in ids { try await store.remove(id, from: .sessions) }
    }
  }

  private func isInForce(_ session: AccountSession, at moment: Int64) -> Bool {
    moment - session.seen < Self.sessionLifetime
  }
}
