// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

extension AccountBook {
  /// How long a session lasts that nobody uses, in milliseconds: 30 days.
  public static let sessionLifetime: Int64 = 30 * 86_400_000
  /// How old the note of its last use may grow, in milliseconds: a day.
  private static let renewalInterval: Int64 = 86_400_000
  /// So long somebody counts as having just signed in, in milliseconds: ten minutes.
  private static let freshness: Int64 = 600_000
  /// The session that was longest unused ends when an account would have more.
  private static let maximumSessions = 50

  /// Signs a member in.
  ///
  /// - Parameters:
  ///   - account: Who it is.
  ///   - browser: In which browser, in a few words.
  /// - Returns: The token that the browser is to carry, of which only the hash is kept; and what those
  ///   sessions were called that ended for it.
  /// - Throws: ``AccountError``.
  func begin(
    for account: AccountID,
    in browser: String? = nil
  ) async throws(AccountError) -> (token: String, login: Login, ended: Set<String>) {
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
    let session = AccountSession(
      account: account,
      created: moment,
      seen: moment,
      browser: browser
    )
    _ = try await storing { () throws(StorageError) in
      try await store.put(session, at: id, in: .sessions, ifRevision: 0)
    }
    let name = index.withLock { index in
      // An account that was removed meanwhile has no session.
      guard let found = index.accounts[account], !index.leaving.contains(account) else {
        return String?.none
      }
      index.sessions[id] = session
      return found.name
    }
    guard let name else {
      try await endSessions([id])
      throw .notFound
    }
    return (token, Login(id: id, account: account, name: name), Set(old))
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

  /// Whether somebody signed in by this session in the last ten minutes.
  ///
  /// - Parameter login: The session.
  /// - Returns: Whether they did.
  func hasJustSignedIn(_ login: Login) -> Bool {
    let moment = now()
    return index.withLock { index in
      index.sessions[login.id].map { moment - $0.created <= Self.freshness } ?? false
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
      .map { entry in
        ListedSession(
          id: entry.key,
          created: entry.value.created,
          seen: entry.value.seen,
          browser: entry.value.browser
        )
      }
      .sorted { ($1.seen, $1.created, $1.id) < ($0.seen, $0.created, $0.id) }
  }

  /// Forgets the sessions that nobody has used for ``sessionLifetime``.
  ///
  /// - Returns: What they were called; they are still written down.
  func forgetExpired() -> Set<String> {
    let moment = now()
    return index.withLock { index in
      let over = index.sessions.filter { !isInForce($0.value, at: moment) }.keys
      for id in over { index.sessions[id] = nil }
      return Set(over)
    }
  }

  /// Ends one session of an account.
  ///
  /// - Parameters:
  ///   - id: What it is called.
  ///   - account: Whose it must be.
  /// - Throws: ``AccountError/notFound`` when they have no such session.
  func endSession(_ id: String, of account: AccountID) async throws(AccountError) {
    guard index.withLock({ $0.sessions[id]?.account == account }) else { throw .notFound }
    try await endSessions([id])
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
