// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PadServer
import Pads
import Publishing

/// `encrier kb build`: writes the knowledge base to a folder.
struct KnowledgeBaseBuild: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Écrit la base de connaissances dans un dossier "
      + "· Writes the knowledge base to a folder.",
    discussion: """
      Seuls les fichiers dont le contenu change sont écrits ; les mêmes éditions donnent toujours les \
      mêmes octets. Un fichier que quelqu'un d'autre a changé arrête tout, sauf avec --overwrite.

      Only files whose content changes are written; the same editions always give the same bytes. A \
      file that somebody else changed ends it, unless there is --overwrite.
      """
  )

  @OptionGroup var options: PadOptions

  @Option(
    help: "Dossier : vide, absent ou d'une telle base · Folder: empty, absent or one of these."
  )
  var output: String

  @Option(help: "Titre de la base · What the knowledge base is called.")
  var title: String?

  @Option(help: "Adresse http(s) où sera son site · The http(s) address its site will be found at.")
  var url: String?

  @Flag(help: "Aussi des paquets BagIt avec l'historique · Also BagIt packages with the history.")
  var bags = false

  @Flag(
    help: """
      Aussi un dépôt git du contenu, qui garde ce qui est retiré \
      · Also a git repository of the content, which keeps what is withdrawn.
      """
  )
  var git = false

  @Option(
    help: """
      Clé OpenPGP qui signe les étiquettes du dépôt \
      · OpenPGP key that signs the repository's tags.
      """
  )
  var sign: String?

  @Flag(
    name: .customLong("no-site"),
    help: "Le contenu en Markdown seul, sans pages · Only the Markdown, no pages."
  )
  var noSite = false

  @Option(help: "Dossier de la page construite (sinon cherché) · Folder of the built page.")
  var web: String?

  @Flag(help: "Écrit par-dessus ce que d'autres ont changé · Writes over what others changed.")
  var overwrite = false

  @Flag(
    name: .customLong("dry-run"),
    help: "N'écrit rien et dit ce qui changerait · Writes nothing and says what would change."
  )
  var dryRun = false

  @Flag(help: "En JSON · As JSON.")
  var json = false

  /// What a build did, as programs read it.
  private struct Report: Encodable {
    let written: [String]
    let removed: [String]
    let kept: Int
    let unreadable: [String]
  }

  func validate() throws {
    if sign != nil, !git {
      throw ValidationError("--sign : il faut aussi --git · --git is needed, too")
    }
    guard let url else { return }
    guard ["http://", "https://"].contains(where: url.hasPrefix),
      let host = URLComponents(string: url)?.host, !host.isEmpty
    else {
      throw ValidationError("--url : il faut une adresse http(s) · an http(s) address is needed")
    }
  }

  func run() async throws {
    let settings = try settings()
    try await options.withPads(creating: false) { pads in
      let builder = KnowledgeBaseBuilder(
        CommandEditions(pads: pads),
        settings: settings,
        renderer: BoundedRenderer(command: ["/proc/self/exe", "render-markdown"])
      )
      let changes: KnowledgeBaseFolder.Changes
      do throws(KnowledgeBaseError) {
        changes = try await build(with: builder)
      } catch {
        throw CommandFailure(error)
      }
      try tell(changes)
      guard changes.unreadable.isEmpty else { throw CommandFailure(unreadable: changes.unreadable) }
    }
  }

  private func settings() throws -> KnowledgeBaseSettings {
    var settings = KnowledgeBaseSettings()
    if let title { settings.title = title }
    settings.url = url.map { String($0.reversed().drop { $0 == "/" }.reversed()) }
    settings.hasBags = bags
    settings.hasGit = git
    settings.signingKey = sign
    guard !noSite else { return settings }
    guard let directory = web ?? WebDirectory.find() else {
      throw CommandFailure(
        french: "La page construite n'a pas été trouvée (web/build, --web) ; --no-site s'en passe.",
        english: "The built page was not found (web/build, --web); --no-site does without."
      )
    }
    settings.webDirectory = directory
    return settings
  }

  private func build(
    with builder: KnowledgeBaseBuilder
  ) async throws(KnowledgeBaseError) -> KnowledgeBaseFolder.Changes {
    var folder = try KnowledgeBaseFolder(output, overwriting: overwrite, isDry: dryRun)
    let progress = CountedProgress()
    defer { progress.end() }
    return try await builder.build(into: &folder) { done, all in progress.show(done, of: all) }
  }

  private func tell(_ changes: KnowledgeBaseFolder.Changes) throws {
    guard !json else {
      return try printJSON(
        Report(
          written: changes.written,
          removed: changes.removed,
          kept: changes.kept,
          unreadable: changes.unreadable
        )
      )
    }
    if dryRun {
      for place in changes.written { print("+ \(place)") }
      for place in changes.removed { print("- \(place)") }
    }
    let counts = (changes.written.count, changes.removed.count, changes.kept)
    print(
      Sentence(
        french: dryRun
          ? "Rien n'est écrit. À écrire : \(counts.0), à retirer : \(counts.1), inchangés : \(counts.2)."
          : "Écrits : \(counts.0), retirés : \(counts.1), inchangés : \(counts.2).",
        english: dryRun
          ? "Nothing is written. To write: \(counts.0), to remove: \(counts.1), unchanged: \(counts.2)."
          : "Written: \(counts.0), removed: \(counts.1), unchanged: \(counts.2)."
      ).text
    )
  }
}
