// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `encrier doc`: works on files of Yjs updates (v1), with no server.
struct Doc: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lit des fichiers Yjs · Reads Yjs files.",
    subcommands: [DocText.self, DocMerge.self, DocInspect.self]
  )
}
