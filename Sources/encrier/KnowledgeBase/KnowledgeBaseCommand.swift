// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `encrier kb`: makes the knowledge base of what is published.
struct KnowledgeBaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kb",
    abstract: "Construit la base de connaissances des éditions publiées "
      + "· Builds the knowledge base of published editions.",
    subcommands: [KnowledgeBaseBuild.self]
  )
}
