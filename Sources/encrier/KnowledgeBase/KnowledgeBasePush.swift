// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PadServer
import Pads
import Publishing

/// `encrier kb push`: brings a built knowledge base to where it is kept, too.
struct KnowledgeBasePush: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Porte la base de connaissances ailleurs · Brings the knowledge base elsewhere.",
    discussion: """
      Vers un dépôt git (rien n'est jamais forcé : ce que d'autres y ont écrit est fusionné), vers un \
      dossier de MkDocs, Hugo ou Obsidian (ce que d'autres y ont changé n'est pas touché), ou vers une \
      adresse qui reçoit en JSON chaque édition qu'elle ne connaît pas.

      To a git repository (nothing is ever forced: what others wrote there is merged), to a folder of \
      MkDocs, Hugo or Obsidian (what others changed there is not touched), or to an address that is \
      sent each edition it does not know as JSON.
      """
  )

  @Argument(help: "Dossier de « encrier kb build » · Folder of \"encrier kb build\".")
  var folder: String

  @Option(help: "Dépôt distant · Remote repository.")
  var git: String?

  @Option(name: .customLong("folder"), help: "Autre dossier · Other folder.")
  var otherFolder: String?

  @Option(help: "Adresse http(s) · http(s) address.")
  var webhook: String?

  @Option(
    name: .customLong("secret-file"),
    help: "Fichier du secret qui signe ce qui va à --webhook · File of the secret that signs it."
  )
  var secretFile: String?

  @Flag(
    name: .customLong("allow-private"),
    help: "--webhook peut être sur un réseau privé · --webhook may be on a private network."
  )
  var allowsPrivate = false

  @Option(help: "Adresse du site, pour --webhook · The site's address, for --webhook.")
  var url: String?

  @OptionGroup var options: PadOptions

  @Flag(
    name: .customLong("dry-run"),
    help: "Ne change rien et dit ce qui changerait · Changes nothing and says what would change."
  )
  var dryRun = false

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func validate() throws {
    guard [git, otherFolder, webhook].count(where: { $0 != nil }) == 1 else {
      throw ValidationError("--git, --folder, --webhook : il en faut un · one of them is needed")
    }
    if let webhook {
      _ = try WebhookOptions.webhook(webhook, secretFile, allowsPrivate, "webhook")
    } else if secretFile != nil || allowsPrivate || url != nil {
      throw ValidationError("il faut aussi --webhook · --webhook is needed, too")
    }
  }

  func run() async throws {
    do {
      if let git { try await push(toGit: git) }
      if let otherFolder { try push(toFolder: otherFolder) }
      if let webhook { try await push(toWebhook: webhook) }
    } catch let error as KnowledgeBaseError {
      throw CommandFailure(error)
    }
  }

  private func push(toGit remote: String) async throws {
    let push = try await GitHome(folder).push(to: remote, isDry: dryRun)
    guard !json else { return try printJSON(push) }
    for line in push.commits { print("+ \(CheckWords.shown(line))") }
    for tag in push.tags { print("+ \(CheckWords.shown(tag))") }
    PushWords.tell(push, isDry: dryRun)
  }

  private func push(toFolder path: String) throws {
    let changes = try FolderHome(path).push(from: folder, isDry: dryRun)
    guard !json else { return try printJSON(changes) }
    for place in changes.written { print("+ \(CheckWords.shown(place))") }
    for place in changes.removed { print("- \(CheckWords.shown(place))") }
    PushWords.tell(changes, isDry: dryRun)
  }

  private func push(toWebhook address: String) async throws {
    let webhook = try WebhookOptions.webhook(address, secretFile, allowsPrivate, "webhook")
    var settings = KnowledgeBaseSettings()
    settings.url = url.map { String($0.reversed().drop { $0 == "/" }.reversed()) }
    var told = try ToldNews(by: address, in: folder)
    var names: [String] = []
    try await options.withPads(creating: false) { pads in
      let source = CommandEditions(pads: pads)
      for publication in told.news(in: try await source.publications()) {
        let sign = publication.withdrawn == nil ? "+" : "-"
        names.append("\(sign) \(ToldNews.name(publication))")
        guard !dryRun else { continue }
        let news = try await EditionNews.of(publication, in: source, settings)
        do throws(Webhook.Failure) {
          try await webhook.tell(news, pauses: [.seconds(1), .seconds(4)])
        } catch {
          throw CommandFailure(error)
        }
        told.note(publication)
        // What was told stays told, whatever comes next.
        try told.write(by: address, in: folder)
      }
    }
    guard !json else { return try printJSON(names) }
    for name in names { print(CheckWords.shown(name)) }
    PushWords.tell(count: names.count, isDry: dryRun)
  }
}
