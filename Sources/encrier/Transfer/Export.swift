// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads
import Publishing

/// `encrier export`: writes pads as files.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Exporte des pads en fichiers · Exports pads as files."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String?

  @Flag(help: "Tous les pads · All pads.")
  var all = false

  @Option(
    help: "md, txt, html, pdf, odt, docx, epub, json, yjs, etherpad.",
    transform: Self.format
  )
  var format = ExportFormat.markdown

  @Option(
    help: """
      Fichier, ou dossier s'il y en a un ou pour tous ; - écrit la sortie \
      · File, or folder if there is one or for all; - is standard output.
      """
  )
  var output: String

  func validate() throws {
    guard all == (pad == nil), !all || output != "-" else {
      throw ValidationError("PAD ou --all · PAD or --all")
    }
  }

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let names = if let pad { [pad] } else { try await Self.names(in: pads) }
      if all { try Self.makeFolder(output) }
      let files = PadFiles(pads: pads, format: format)
      let progress = Progress(of: names.count)
      var failures: [(pad: String, failure: CommandFailure)] = []
      for name in names {
        progress.begin(name)
        do {
          try await files.write(name, to: place(of: name))
        } catch let failure as CommandFailure {
          guard all else { throw failure }
          failures.append((name, failure))
        }
      }
      progress.end()
      guard let first = failures.first else { return }
      for (pad, failure) in failures {
        FileHandle.standardError.write(Data("\(pad): \(failure.sentence.text)\n".utf8))
      }
      throw CommandFailure(
        french:
          "\(failures.count) pad(s) sur \(names.count) n'ont pas été exportés, dont \(first.pad).",
        english:
          "\(failures.count) of \(names.count) pad(s) were not exported, among them \(first.pad)."
      )
    }
  }

  private static func format(_ text: String) throws -> ExportFormat {
    guard let format = ExportFormat(rawValue: text) else {
      throw ValidationError("« \(text) » n'est pas un format · \"\(text)\" is no format")
    }
    return format
  }

  /// Where a pad goes: its name is a file's, whatever stands in its title.
  private func place(of name: String) -> String {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
    return isFolder.boolValue ? "\(output)/\(name).\(format.rawValue)" : output
  }

  private static func names(in pads: PadAccess) async throws -> [String] {
    var names: [String] = []
    let pageSize = 500
    while true {
      let answer = await pads.perform(.list(after: names.last ?? "", limit: pageSize))
      guard case .pads(let page) = answer else { throw CommandFailure(answer, pad: "") }
      names += page.map(\.name)
      if page.count < pageSize { return names }
    }
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(
        french: "Le dossier \(path) ne peut pas être créé.",
        english: "The folder \(path) cannot be made."
      )
    }
  }
}
