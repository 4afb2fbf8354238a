// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import Pads
import Storage

/// `encrier pad`: makes, lists, reads and writes pads, through the server if one runs on the data.
struct Pad: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Crée, liste, lit et écrit des pads · Makes, lists, reads and writes pads.",
    subcommands: [
      PadNew.self, PadList.self, PadCat.self, PadPut.self, PadDelete.self, PadRestore.self,
      PadOwner.self, PadAudit.self, PadHistory.self, PadVersions.self, PadDiff.self,
      PadErase.self,
    ]
  )
}

/// What every command on pads needs to know.
struct PadOptions: ParsableArguments {
  @Option(help: "Dossier des données · Data folder.")
  var data = "data"

  /// Works on the pads and lets go of them, whatever happens.
  ///
  /// - Parameters:
  ///   - creating: Whether the data folder is made when there is none.
  ///   - body: The work.
  /// - Throws: ``CommandFailure``, or what the work throws.
  func withPads(
    creating: Bool,
    _ body: (PadAccess) async throws -> Void
  ) async throws {
    if !creating, !FileManager.default.fileExists(atPath: data + "/encrier.sqlite") {
      throw CommandFailure(
        french: "Il n'y a pas de données d'Encrier dans \(data).",
        english: "There are no data of Encrier in \(data)."
      )
    }
    let access: PadAccess
    do throws(StorageError) {
      access = try await PadAccess(
        path: data,
        logger: Logger(label: "encrier") { _ in SwiftLogNoOpLogHandler() }
      )
    } catch {
      throw CommandFailure(error)
    }
    do {
      try await body(access)
    } catch {
      await access.close()
      throw error
    }
    await access.close()
  }
}
