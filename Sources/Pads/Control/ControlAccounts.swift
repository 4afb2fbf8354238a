// SPDX-License-Identifier: Apache-2.0

/// Does what commands ask for of accounts.
struct ControlAccounts: Sendable {
  let pads: PadHouse
  /// Who brings people their secrets; nil where nobody does.
  let courier: (any SecretCourier)?

  func answer(_ request: ControlRequest) async -> ControlAnswer {
    let accounts = pads.accounts
    do throws(AccountError) {
      try await accounts.ready()
      switch request {
      case .accounts: return .accounts(accounts.list().map(Self.line))
      case .addAccount(let name, let email, let password, let isAdministrator):
        let account = try await accounts.add(
          name: name,
          email: email,
          password: password,
          isAdministrator: isAdministrator
        )
        return .account(id: account.id.text)
      case .invite(let name, let email, let isAdministrator, let language):
        let secret = try await accounts.invite(
          email: email,
          name: name,
          isAdministrator: isAdministrator
        )
        return await bring(secret, for: .invitation, to: EmailAddress(email), in: language)
      case .offerPassword(let text, let language):
        let account = try accounts.account(called: text)
        let secret = try await accounts.offerPassword(to: account)
        return await bring(secret, for: .password, to: account.email, in: language)
      case .removeAccount(let text):
        let account = try accounts.account(called: text)
        try await pads.removeAccount(account.id)
        return .account(id: account.id.text)
      default: return .failure(.failed)
      }
    } catch {
      return .failure(ControlFailure(error))
    }
  }

  /// Has a secret brought to who it is for; who asked is given it where nobody can, or it is not wanted.
  private func bring(
    _ secret: String,
    for purpose: AccountSecret.Purpose,
    to email: EmailAddress?,
    in language: MailLanguage?
  ) async -> ControlAnswer {
    guard let courier, let email, let language else { return .secret(secret) }
    do {
      try await courier.bring(secret, for: purpose, to: email, in: language)
      return .mailed(to: email.text)
    } catch {
      return .failure(.notMailed)
    }
  }

  private static func line(_ account: Account) -> ControlAnswer.AccountLine {
    ControlAnswer.AccountLine(
      id: account.id.text,
      name: account.name,
      email: account.email?.text,
      isAdministrator: account.isAdministrator,
      hasPassword: account.hasPassword,
      issuers: account.subjects.map(\.issuer),
      created: account.created
    )
  }
}
