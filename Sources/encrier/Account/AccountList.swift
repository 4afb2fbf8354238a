// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads

/// `encrier account list`: prints the accounts, the oldest first.
struct AccountList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Liste les comptes · Lists the accounts."
  )

  @OptionGroup var options: PadOptions

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.accounts)
      guard case .accounts(let lines) = answer else { throw CommandFailure(answer, account: "") }
      let accounts = lines.map(ListedAccount.init)
      if json {
        try printJSON(accounts)
      } else {
        for account in accounts {
          let standing = account.administrator ? "administrator" : "member"
          print("\(account.email ?? account.id)\t\(standing)\t\(account.name)")
        }
      }
    }
  }
}

/// An account as it is printed.
private struct ListedAccount: Encodable {
  let id: String
  let name: String
  let email: String?
  let administrator: Bool
  let password: Bool
  let providers: [String]
  let created: String

  init(_ line: ControlAnswer.AccountLine) {
    id = line.id
    name = line.name
    email = line.email
    administrator = line.isAdministrator
    password = line.hasPassword
    providers = line.issuers
    created = PadTimestamp.text(line.created)
  }
}
