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
      Nom d'un pad, PAD/NUMÉRO, ou fichier ou dossier d'un paquet \
      · A pad's name, PAD/NUMBER, or a package's file or folder.
      """
  )
  var edition: String

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    let isFile = FileManager.default.fileExists(atPath: edition)
    let (checks, files) = isFile ? try checkPackage() : try await checkPad()
    if json {
      try printJSON(checks)
    } else {
      for check in checks { print(CheckWords.line(of: check)) }
      for check in checks {
        for fault in check.faults { print("  " + CheckWords.words(of: fault)) }
      }
      for file in files { print("  \(file): " + CheckWords.otherFile) }
    }
    guard files.isEmpty, checks.allSatisfy({ $0.faults.isEmpty }) else {
      throw CommandFailure(
        french: "Ce n'est pas ce qui a été fini.",
        english: "This is not what was finished."
      )
    }
  }

  private func checkPackage() throws -> ([EditionCheck], [String]) {
    do throws(FormatError) {
      let check = try EditionPackage.check(edition)
      return ([check.edition], check.files)
    } catch {
      throw CommandFailure(error)
    }
  }

  private func checkPad() async throws -> ([EditionCheck], [String]) {
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
    return (found, [])
  }
}
