// SPDX-License-Identifier: Apache-2.0

extension PadHouse {
  // MARK: Signing in

  /// What a browser gets that has signed in.
  public struct SignedIn: Sendable {
    /// The proof it carries from now on.
    public let token: String
    /// Who it is.
    public let account: Account
    /// Whether the guest it was is the member's own now.
    public let hasAbsorbedGuest: Bool
  }

  /// Signs somebody in by their password.
  ///
  /// - Parameters:
  ///   - email: What was typed as e-mail address.
  ///   - password: What was typed as password.
  ///   - guest: The guest that the browser is and whose text is the member's from now on.
  ///   - earlier: The session the browser had, which ends.
  ///   - browser: In which browser, in a few words.
  /// - Returns: What the browser gets.
  /// - Throws: ``AccountError/wrongSignIn``.
  public func signIn(
    email: String,
    password: String,
    absorbing guest: GuestID?,
    insteadOf earlier: Login?,
    in browser: String? = nil
  ) async throws(AccountError) -> SignedIn {
    let account = try await accounts.account(email: email, password: password)
    return try await signIn(account, absorbing: guest, insteadOf: earlier, in: browser)
  }

  /// Signs somebody in whom a provider vouches for.
  ///
  /// - Parameters:
  ///   - person: Who the provider says it is.
  ///   - guest: The guest that the browser is and whose text is the member's from now on.
  ///   - earlier: The session the browser had, which ends; its account is joined with the provider's.
  ///   - browser: In which browser, in a few words.
  /// - Returns: What the browser gets.
  /// - Throws: ``AccountError``.
  public func signIn(
    _ person: OpenIDPerson,
    absorbing guest: GuestID?,
    insteadOf earlier: Login?,
    in browser: String? = nil
  ) async throws(AccountError) -> SignedIn {
    let account = try await accounts.account(of: person, signedIn: earlier?.account)
    return try await signIn(account, absorbing: guest, insteadOf: earlier, in: browser)
  }

  /// Makes the account that somebody was invited to, and signs them in.
  ///
  /// - Parameters:
  ///   - invitation: The invitation's secret.
  ///   - name: What they are called.
  ///   - password: Their password.
  ///   - guest: The guest that the browser is and whose text is the member's from now on.
  ///   - earlier: The session the browser had, which ends.
  ///   - browser: In which browser, in a few words.
  /// - Returns: What the browser gets.
  /// - Throws: ``AccountError``.
  public func accept(
    _ invitation: String,
    name: String,
    password: String,
    absorbing guest: GuestID?,
    insteadOf earlier: Login?,
    in browser: String? = nil
  ) async throws(AccountError) -> SignedIn {
    let account = try await accounts.accept(invitation, name: name, password: password)
    return try await signIn(account, absorbing: guest, insteadOf: earlier, in: browser)
  }

  /// Gives somebody the password they choose, ends all their sessions and signs them in.
  ///
  /// - Parameters:
  ///   - secret: The secret of the way to a new password.
  ///   - password: The new password.
  ///   - earlier: The session the browser had, which ends.
  ///   - browser: In which browser, in a few words.
  /// - Returns: What the browser gets; nobody's text becomes the member's by this.
  /// - Throws: ``AccountError``.
  public func resetPassword(
    _ secret: String,
    to password: String,
    insteadOf earlier: Login?,
    in browser: String? = nil
  ) async throws(AccountError) -> SignedIn {
    let (account, ended) = try await accounts.resetPassword(secret, to: password)
    endVisits(by: ended)
    return try await signIn(account, absorbing: nil, insteadOf: earlier, in: browser)
  }

  /// Gives who is signed in another password, ends all their sessions and signs them in here.
  ///
  /// - Parameters:
  ///   - login: Who asks.
  ///   - current: The password they have.
  ///   - password: The new one.
  ///   - browser: In which browser, in a few words.
  /// - Returns: What the browser gets.
  /// - Throws: ``AccountError/wrongPassword``, ``AccountError/unfitPassword``.
  public func changePassword(
    of login: Login,
    from current: String,
    to password: String,
    in browser: String? = nil
  ) async throws(AccountError) -> SignedIn {
    try await accounts.check(current, of: login.account)
    let hash = try await accounts.hash(password)
    endVisits(by: try await accounts.setPassword(of: login.account, to: hash))
    guard let account = accounts.account(login.account) else { throw .notFound }
    return try await signIn(account, absorbing: nil, insteadOf: nil, in: browser)
  }

  /// Makes sure that it is the member who asks for what cannot be undone, and not whoever found their
  /// browser open.
  ///
  /// - Parameters:
  ///   - login: Who asks.
  ///   - password: The password they gave, if they did.
  /// - Throws: ``AccountError/passwordNeeded``, ``AccountError/wrongPassword``,
  ///   ``AccountError/busy``; ``AccountError/signInNeeded`` for who has no password and has not just
  ///   signed in.
  public func confirm(_ login: Login, by password: String?) async throws(AccountError) {
    guard let account = accounts.account(login.account) else { throw .notFound }
    if account.hasPassword {
      guard let password else { throw .passwordNeeded }
      try await accounts.check(password, of: account.id)
    } else if !accounts.hasJustSignedIn(login) {
      throw .signInNeeded
    }
  }

  private func signIn(
    _ account: Account,
    absorbing guest: GuestID?,
    insteadOf earlier: Login?,
    in browser: String?
  ) async throws(AccountError) -> SignedIn {
    // A new proof each time: what was known of the browser before is worth nothing afterwards.
    if let earlier { try await signOut(earlier) }
    let (token, _, ended) = try await accounts.begin(for: account.id, in: browser)
    endVisits(by: ended)
    var hasAbsorbed = false
    if let guest { hasAbsorbed = try await accounts.absorb(guest, into: account.id) }
    if let guest, hasAbsorbed {
      // Its open pages come in again, as the member, so that they end with the member's session.
      dismissEverywhere { identity, _ in identity == .guest(guest) ? .otherIdentity : nil }
    }
    return SignedIn(token: token, account: account, hasAbsorbedGuest: hasAbsorbed)
  }

  // MARK: Signing out

  /// Ends a session, and what it has open.
  ///
  /// - Parameter login: The session.
  /// - Throws: ``AccountError``.
  public func signOut(_ login: Login) async throws(AccountError) {
    try await accounts.endSessions([login.id])
    endVisits(by: [login.id])
  }

  /// Ends one session of a member, in whatever browser, and what it has open.
  ///
  /// - Parameters:
  ///   - id: What ``ListedSession/id`` says.
  ///   - account: The member's account.
  /// - Throws: ``AccountError/notFound`` when they have no such session.
  public func endSession(_ id: String, of account: AccountID) async throws(AccountError) {
    try await accounts.endSession(id, of: account)
    endVisits(by: [id])
  }

  /// Ends all sessions of a member, and what they have open.
  ///
  /// - Parameter account: The member's account.
  /// - Throws: ``AccountError``.
  public func signOutEverywhere(_ account: AccountID) async throws(AccountError) {
    endVisits(by: try await accounts.endSessions(of: account))
  }

  /// Removes an account; what it wrote stays.
  ///
  /// - Parameter account: The account.
  /// - Throws: ``AccountError``.
  public func removeAccount(_ account: AccountID) async throws(AccountError) {
    try await accounts.remove(account)
    do throws(PadError) {
      try await book.forgetNames(of: account)
    } catch .storage(let error) {
      throw .storage(error)
    } catch {
      throw .notFound
    }
    dismissEverywhere { identity, _ in identity == .account(account) ? .signedOut : nil }
  }

  /// Ends the sessions that nobody has used for too long, and what they have open.
  func endExpiredSessions() {
    let ended = accounts.forgetExpired()
    guard !ended.isEmpty else { return }
    endVisits(by: ended)
    // What cannot be removed now ends nothing less: it is over by its own date.
    Task { [accounts] in try? await accounts.endSessions(ended) }
  }

  private func endVisits(by logins: Set<String>) {
    guard !logins.isEmpty else { return }
    dismissEverywhere { _, login in
      login.map { logins.contains($0.id) } == true ? .signedOut : nil
    }
  }

  func dismissEverywhere(_ judge: @escaping @Sendable (Identity, Login?) -> PadError?) {
    for room in openRooms { room.dismiss(judge) }
  }
}
