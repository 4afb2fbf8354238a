// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Pads

/// `encrier account`: who has an account, through the server if one runs on the data.
struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract: "Ajoute, liste, invite et supprime des membres "
      + "· Adds, lists, invites and removes members.",
    subcommands: [
      AccountAdd.self, AccountList.self, AccountInvite.self, AccountPassword.self,
      AccountRemove.self,
    ]
  )
}

/// `encrier account add`: makes an account, with a password from the terminal or standard input.
struct AccountAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Crée un compte ; le mot de passe se tape ou vient de l'entrée standard "
      + "· Makes an account; the password is typed or comes from standard input."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Adresse e-mail · E-mail address.")
  var email: String

  @Option(help: "Nom de la personne · The person's name.")
  var name: String

  @Flag(help: "S'occupe du serveur, comme le premier compte · Looks after the server.")
  var administrator = false

  func run() async throws {
    let password = try PasswordEntry.read()
    try await options.withPads(creating: true) { pads in
      let answer = await pads.perform(
        .addAccount(
          name: name,
          email: email,
          password: password,
          isAdministrator: administrator
        )
      )
      guard case .account(let id) = answer else { throw CommandFailure(answer, account: email) }
      print(id)
    }
  }
}

/// `encrier account invite`: prints an address by which somebody makes their account.
struct AccountInvite: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite",
    abstract: "Envoie ou affiche l'adresse par laquelle une personne crée son compte, une fois, "
      + "pendant quatorze jours · E-mails or prints the address by which somebody makes their "
      + "account, once, for fourteen days."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Adresse e-mail · E-mail address.")
  var email: String

  @Option(
    help: "Nom de la personne, qu'elle peut changer · The person's name, which they may change."
  )
  var name = ""

  @Flag(help: "S'occupera du serveur · Will look after the server.")
  var administrator = false

  @OptionGroup var mailing: MailingOptions

  func run() async throws {
    try await options.withPads(creating: true) { pads in
      let answer = await pads.perform(
        .invite(
          name: name,
          email: email,
          isAdministrator: administrator,
          mailed: mailing.wish
        )
      )
      try mailing.tell(answer, page: "invitation", account: email)
    }
  }
}

/// `encrier account password`: prints an address by which a member chooses a new password.
struct AccountPassword: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "password",
    abstract: "Envoie ou affiche l'adresse où choisir un nouveau mot de passe, une fois, pendant "
      + "un jour · E-mails or prints the address to choose a new password at, once, for a day."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Adresse e-mail ou identifiant · E-mail address or ID.")
  var account: String

  @OptionGroup var mailing: MailingOptions

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.offerPassword(account: account, mailed: mailing.wish))
      try mailing.tell(answer, page: "password", account: account)
    }
  }
}

/// `encrier account remove`: removes an account; what it wrote stays.
struct AccountRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Supprime un compte ; ce qu'il a écrit reste · Removes an account; its text stays."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Adresse e-mail ou identifiant · E-mail address or ID.")
  var account: String

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.removeAccount(account: account))
      guard case .account = answer else { throw CommandFailure(answer, account: account) }
    }
  }
}
