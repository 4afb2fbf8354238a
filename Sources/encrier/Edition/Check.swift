// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads
import Publishing

/// `encrier check`: proves that nothing was changed.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prouve qu'une édition n'a pas changé · Proves that an edition has not changed.",
    discussion: """
      Un pad est vérifié dans les données seules, un paquet par lui-même seul ; ce qui ne va pas est \
      nommé, et la commande échoue.

      A pad is checked by the data alone, a package by itself alone; what is wrong is named, and the \
      command fails.
      """
  )

  @OptionGroup var options: PadOptions

  @Option(
    help: """
      Nom d'un pad, PAD/NUMÉRO, ou paquet : fichier .zip ou ./dossier \
      · A pad's name, PAD/NUMBER, or a package: a .zip file or ./folder.
      """
  )
  var edition: String

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    let checks = try isPackage ? [checkPackage()] : await checkPad()
    if json {
      try printJSON(checks)
    } else {
      for check in checks {
        print(CheckWords.line(of: check))
        for fault in check.edition.faults { print("  " + CheckWords.words(of: fault)) }
        for file in check.files { print("  \(CheckWords.shown(file)): " + CheckWords.otherFile) }
      }
    }
    guard checks.allSatisfy(\.isSound) else {
      throw CommandFailure(
        french: "Ce n'est pas ce qui a été fini.",
        english: "This is not what was finished."
      )
    }
  }

  /// A name is a pad's; a package is called by a path, or by its ending.
  private var isPackage: Bool {
    FileManager.default.fileExists(atPath: edition)
      && (edition.contains("/") || edition.hasSuffix(".zip"))
  }

  private func checkPackage() throws -> PackageCheck {
    do throws(FormatError) {
      return try EditionPackage.check(edition)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func checkPad() async throws -> [PackageCheck] {
    let parts = edition.split(separator: "/", maxSplits: 1).map(String.init)
    let pad = parts.first ?? ""
    let number = parts.count == 2 ? Int(parts[1]) ?? 0 : nil
    var found: [EditionCheck] = []
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.checkEditions(pad: pad, number: number))
      guard case .checkedEditions(let checks) = answer, !checks.isEmpty else {
        guard case .checkedEditions = answer else { throw CommandFailure(answer, pad: pad) }
        throw CommandFailure(.failure(.noSuchEdition), pad: pad)
      }
      found = checks
    }
    return found.map { PackageCheck(edition: $0, files: []) }
  }
}
