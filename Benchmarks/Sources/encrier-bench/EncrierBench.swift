// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Measures the engine and the server.
@main
struct EncrierBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encrier-bench",
    abstract: "Measures Encrier's merge engine and its server.",
    subcommands: [EngineCommand.self, ServerCommand.self]
  )
}
