// SPDX-License-Identifier: Apache-2.0

import Storage
import Synchronization

/// Somebody a provider has vouched for.
public struct OpenIDPerson: Equatable, Sendable {
  /// Who it is there.
  public var subject: OpenIDSubject
  /// What they are called there.
  public var name: String
  /// Their e-mail address, if the provider has made sure of it.
  public var verifiedEmail: String?

  /// Describes somebody.
  ///
  /// - Parameters:
  ///   - subject: Who it is there.
  ///   - name: What they are called there.
  ///   - verifiedEmail: Their e-mail address, if the provider has made sure of it.
  public init(subject: OpenIDSubject, name: String, verifiedEmail: String? = nil) {
    self.subject = subject
    self.name = name
    self.verifiedEmail = verifiedEmail
  }
}

extension AccountBook {
  /// The account of somebody a provider vouches for, made if there is none.
  ///
  /// Nobody comes to an account that is there by an e-mail address alone: whoever has one signs in
  /// to it first, and then with the provider, which joins the two. Nobody is two people to one
  /// provider: whoever finds a browser open gets no way of their own into an account that has one.
  ///
  /// - Parameters:
  ///   - person: Who the provider says it is.
  ///   - signedIn: The account that the browser is signed in to.
  /// - Returns: The account.
  /// - Throws: ``AccountError/emailOfAnother`` when they have an account and are not signed in to it.
  func account(
    of person: OpenIDPerson,
    signedIn: AccountID?
  ) async throws(AccountError) -> Account {
    try await ready()
    if let known = index.withLock({ $0.account(of: person.subject) }) { return known }
    if let signedIn,
      account(signedIn)?.subjects.contains(where: { $0.issuer == person.subject.issuer }) != true
    {
      try await claim(person.subject.key, in: .subjects, for: signedIn, or: .emailOfAnother)
      return try await change(signedIn) { account in
        if !account.subjects.contains(person.subject) { account.subjects.append(person.subject) }
      }
    }
    let email = person.verifiedEmail.flatMap(EmailAddress.init)
    let account = Account(
      id: .random(),
      name: AccountName.tidy(person.name) ?? email?.text ?? person.subject.subject,
      email: email,
      // Whoever is first at a provider is not thereby who looks after the server.
      isAdministrator: false,
      created: now(),
      subjects: [person.subject]
    )
    try await make(account, taken: .emailOfAnother)
    return account
  }
}
