// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `encrier kb`: makes the knowledge base of what is published.
struct KnowledgeBaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kb",
    abstract: "Construit, vérifie et porte ailleurs la base de connaissances des éditions publiées "
      + "· Builds the knowledge base of published editions, checks it and brings it elsewhere.",
    subcommands: [
      KnowledgeBaseBuild.self, KnowledgeBaseCheckCommand.self, KnowledgeBasePush.self,
    ]
  )
}
