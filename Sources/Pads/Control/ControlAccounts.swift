// SPDX-License-Identifier: Apache-2.0

/// Does what commands ask for of accounts.
struct ControlAccounts: Sendable {
  let pads: PadHouse

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
      case .invite(let name, let email, let isAdministrator):
        return .secret(
          try await accounts.invite(email: email, name: name, isAdministrator: isAdministrator)
        )
      case .offerPassword(let text):
        return .secret(try await accounts.offerPassword(to: try accounts.account(called: text)))
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
