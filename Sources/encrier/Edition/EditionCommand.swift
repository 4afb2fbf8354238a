// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads
import Publishing

/// `encrier edition`: finishes pads, and tells of what was finished.
struct EditionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edition",
    abstract: "Finit des pads en éditions · Finishes pads as editions.",
    subcommands: [
      EditionList.self, EditionFinish.self, EditionBegin.self, EditionPackageCommand.self,
      EditionPublish.self, EditionWithdraw.self,
    ]
  )
}

/// `encrier edition list`: prints a pad's editions.
struct EditionList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Liste les éditions d'un pad · Lists the editions of a pad."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.change(pad, .editions(pad: pad), json: json)
  }
}

/// `encrier edition finish`: makes a pad an edition.
struct EditionFinish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finish",
    abstract: "Finit un pad : il devient une édition et ne change plus "
      + "· Finishes a pad: it becomes an edition and changes no more."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Option(help: "Ce qui est à dire de l'édition · What there is to say of the edition.")
  var note: String?

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.change(pad, .finish(pad: pad, note: note), json: json)
  }
}

/// `encrier edition begin`: makes a finished pad one to write in again.
struct EditionBegin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "begin",
    abstract:
      "Commence l'édition suivante d'un pad fini · Begins the next edition of a finished pad."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Option(help: "Pourquoi · Why.")
  var note: String?

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.change(pad, .beginEdition(pad: pad, note: note), json: json)
  }
}

/// `encrier edition package`: writes all of an edition as one file.
struct EditionPackageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package",
    abstract: "Écrit toute une édition et son historique dans un fichier "
      + "· Writes all of an edition and its history to a file."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Argument(help: "Numéro de l'édition · The edition's number.")
  var number: Int

  @Option(help: "Fichier · File.")
  var output: String

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.edition(pad: pad, number: number))
      guard case .edition(let edition, let manifest, let parts) = answer else {
        throw CommandFailure(answer, pad: pad)
      }
      let contents = EditionContents(
        edition: edition,
        manifest: Array(manifest),
        parts: parts.mapValues { Array($0) }
      )
      let bytes: [UInt8]
      do throws(FormatError) {
        bytes = try await EditionPackage.file(of: contents, log: Array(parts[.log] ?? Data())) {
          name in
          guard case .image(let image?) = await pads.perform(.image(name: name)) else { return nil }
          return Array(image)
        }
      } catch {
        throw CommandFailure(error)
      }
      try PadFiles.write(Data(bytes), to: output)
    }
  }
}

extension PadOptions {
  /// Asks for something about a pad's editions, and prints these.
  fileprivate func change(_ pad: String, _ request: ControlRequest, json: Bool) async throws {
    try await withPads(creating: false) { pads in
      let answer = await pads.perform(request)
      guard case .editions(let editions) = answer else { throw CommandFailure(answer, pad: pad) }
      guard !json else { return try printJSON(editions) }
      for edition in editions.editions {
        let state = edition.number == editions.current ? "*" : edition.erased == nil ? "" : "-"
        let manifest = edition.manifest
        print(
          "\(edition.number)\(state)\t\(manifest?.finished ?? "-")\t\(edition.sha256)\t"
            + (manifest?.title ?? "-") + "\t" + Self.words(of: edition.publication)
        )
      }
    }
  }

  private static func words(of publication: PublishedEdition?) -> String {
    guard let publication else { return "-" }
    let place = "texts/\(publication.address)/edition-\(publication.number)"
    return publication.withdrawn == nil
      ? place : Sentence(french: "\(place), retirée", english: "\(place), withdrawn").text
  }
}
