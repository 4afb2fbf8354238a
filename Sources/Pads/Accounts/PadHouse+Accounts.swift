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
  /// - Returns: What the browser gets.
  /// - Throws: ``AccountError/wrongSignIn``.
  public func signIn(
    email: String,
    password: String,
    absorbing guest: GuestID?,
    insteadOf earlier: Login?
  ) async throws(AccountError) -> SignedIn {
    let account = try await accounts.account(email: email, password: password)
    return try await signIn(account, absorbing: guest, insteadOf: earlier)
  }

  /// Signs somebody in whom a provider vouches for.
  ///
  /// - Parameters:
  ///   - person: Who the provider says it is.
  ///   - guest: The guest that the browser is and whose text is the member's from now on.
  ///   - earlier: The session the browser had, which ends; its account is joined with the provider's.
  /// - Returns: What the browser gets.
  /// - Throws: ``AccountError``.
  public func signIn(
    _ person: OpenIDPerson,
    absorbing guest: GuestID?,
    insteadOf earlier: Login?
  ) async throws(AccountError) -> SignedIn {
    let account = try await accounts.account(of: person, signedIn: earlier?.account)
    return try await signIn(account, absorbing: guest, insteadOf: earlier)
  }

  /// Makes the account that somebody was invited to, and signs them in.
  ///
  /// - Parameters:
  ///   - invitation: The invitation's secret.
  ///   - name: What they are called.
  ///   - password: Their password.
  ///   - guest: The guest that the browser is and whose text is the member's from now on.
  ///   - earlier: The session the browser had, which ends.
  /// - Returns: What the browser gets.
  /// - Throws: ``AccountError``.
  public func accept(
    _ invitation: String,
    name: String,
    password: String,
    absorbing guest: GuestID?,
    insteadOf earlier: Login?
  ) async throws(AccountError) -> SignedIn {
    let account = try await accounts.accept(invitation, name: name, password: password)
    return try await signIn(account, absorbing: guest, insteadOf: earlier)
  }

  /// Gives somebody the password they choose, ends all their sessions and signs them in.
  ///
  /// - Parameters:
  ///   - secret: The secret of the way to a new password.
  ///   - password: The new password.
  ///   - earlier: The session the browser had, which ends.
  /// - Returns: What the browser gets; nobody's text becomes the member's by this.
  /// - Throws: ``AccountError``.
  public func resetPassword(
    _ secret: String,
    to password: String,
    insteadOf earlier: Login?
  ) async throws(AccountError) -> SignedIn {
    let (account, ended) = try await accounts.resetPassword(secret, to: password)
    endVisits(by: ended)
    return try await signIn(account, absorbing: nil, insteadOf: earlier)
  }

  private func signIn(
    _ account: Account,
    absorbing guest: GuestID?,
    insteadOf earlier: Login?
  ) async throws(AccountError) -> SignedIn {
    // A new proof each time: what was known of the browser before is worth nothing afterwards.
    if let earlier { try await signOut(earlier) }
    let (token, _) = try await accounts.begin(for: account.id)
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
    dismissEverywhere { identity, _ in identity == .account(account) ? .signedOut : nil }
  }

  private func endVisits(by logins: Set<String>) {
    guard !logins.isEmpty else { return }
    dismissEverywhere { _, login in
      login.map { logins.contains($0.id) } == true ? .signedOut : nil
    }
  }

  private func dismissEverywhere(_ judge: @escaping @Sendable (Identity, Login?) -> PadError?) {
    for room in openRooms { room.dismiss(judge) }
  }
}
