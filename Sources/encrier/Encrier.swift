// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The command line.
struct Encrier: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encrier",
    abstract: "Écrire à plusieurs · Write together.",
    subcommands: [
      Serve.self, Pad.self, Export.self, Import.self, AccountCommand.self, IdentityCommand.self,
      EditionCommand.self, KnowledgeBaseCommand.self, Check.self, Doc.self, Restore.self,
      RenderMarkdown.self,
    ]
  )
}
