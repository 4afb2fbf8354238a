// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads
import Publishing

/// `encrier import`: makes pads of files.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fait des pads de fichiers (md, html, odt, docx, json) · Makes pads of files."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Fichier ou dossier · File or folder.")
  var path: String

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    let files = try ImportedFiles(path)
    guard !files.isEmpty else {
      throw CommandFailure(
        french: "Il n'y a rien à importer dans \(path).",
        english: "There is nothing to import in \(path)."
      )
    }
    try await options.withPads(creating: true) { pads in
      let intake = PadIntake(pads: pads, files: files)
      let progress = Progress(of: files.names.count)
      var results: [ImportResult] = []
      for name in files.names {
        progress.begin(name)
        results.append(await intake.take(name))
      }
      progress.end()
      results += files.others.map { ImportResult(file: $0, notes: [ImportNote(.file)]) }
      try tell(results)
      let failed = results.count { $0.pad == nil && $0.notes.contains { $0.kind == .failed } }
      guard failed == 0 else {
        throw CommandFailure(
          french: "\(failed) fichier(s) n'ont pas été importés.",
          english: "\(failed) file(s) were not imported."
        )
      }
    }
  }

  private func tell(_ results: [ImportResult]) throws {
    if json { return try printJSON(results) }
    for result in results {
      print("\(result.pad ?? "-")\t\(result.file)")
      for note in result.notes {
        print("\t\(note.sentence.text)")
      }
    }
  }
}

/// What became of a file.
struct ImportResult: Encodable {
  let file: String
  var pad: String?
  var notes: [ImportNote]
}

extension ImportNote {
  /// What was not understood, for people.
  var sentence: Sentence {
    let (french, english) =
      switch kind {
      case .frontMatter:
        (
          "en-tête YAML incompris, laissé dans le texte",
          "front matter not understood, left in the text"
        )
      case .field: ("champ non repris", "field not taken over")
      case .imageMissing: ("images absentes du fichier", "images that are not in the file")
      case .imageRefused: ("image non reprise", "image not taken over")
      case .looks: ("mises en forme sans équivalent", "looks that Markdown has not")
      case .table: ("tableaux simplifiés", "tables made simpler")
      case .content: ("contenu laissé de côté", "content left out")
      case .file: ("sorte de fichier inconnue", "kind of file that is not known")
      case .failed: ("échec", "failed")
      }
    let suffix = detail.map { " (\($0))" } ?? ""
    return Sentence(french: french + suffix, english: english + suffix)
  }
}
