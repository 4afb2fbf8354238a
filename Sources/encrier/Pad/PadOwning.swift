// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads

/// `encrier pad delete`: puts a pad into the trash.
struct PadDelete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Met un pad à la corbeille · Puts a pad into the trash."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.trash(pad: pad))
      guard case .done = answer else { throw CommandFailure(answer, pad: pad) }
    }
  }
}

/// `encrier pad restore`: takes a pad out of the trash, or brings its text back as it was.
struct PadRestore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Sort un pad de la corbeille, ou rétablit un texte d'avant (--at) "
      + "· Takes a pad out of the trash, or brings an earlier text back (--at)."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Option(
    help: "Moment : numéro, heure RFC 3339 ou version · Moment: number, RFC 3339 time or version."
  )
  var at: String?

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      guard let at else {
        let answer = await pads.perform(.restore(pad: pad))
        guard case .done = answer else { throw CommandFailure(answer, pad: pad) }
        return
      }
      let moment = try await pads.moment(at, of: pad)
      let answer = await pads.perform(.restoreText(pad: pad, at: moment))
      guard case .restored(let sequence) = answer else { throw CommandFailure(answer, pad: pad) }
      print(sequence)
    }
  }
}

/// `encrier pad owner`: prints an address that makes who opens it the pad's owner, once.
struct PadOwner: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "owner",
    abstract: "Affiche l'adresse qui rend un pad à qui l'ouvre, une fois, pendant un jour "
      + "· Prints the address that gives a pad to who opens it, once, for a day."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.offerOwnership(pad: pad))
      guard case .secret(let secret) = answer else { throw CommandFailure(answer, pad: pad) }
      // Behind the #, which browsers send to nobody.
      print("/p/\(pad)#own=\(secret)")
    }
  }
}

/// `encrier pad audit`: prints what was done about who may do what in a pad.
struct PadAudit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Affiche qui a partagé ou supprimé quoi · Prints who shared or deleted what."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.audit(pad: pad))
      guard case .audit(let entries) = answer else { throw CommandFailure(answer, pad: pad) }
      if json {
        try printJSON(entries)
      } else {
        for entry in entries {
          let time = PadTimestamp.text(entry.time)
          let deed = entry.deed.rawValue
          print("\(time)\t\(entry.who ?? "-")\t\(deed)\t\(entry.subject ?? "-")")
        }
      }
    }
  }
}
