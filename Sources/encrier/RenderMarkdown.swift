// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Publishing

/// The server's own: Markdown from standard input as HTML, within bounds the system keeps.
struct RenderMarkdown: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render-markdown",
    shouldDisplay: false
  )

  func run() throws {
    BoundedRenderer.limitThisProcess()
    let text = try FileHandle.standardInput.read(upToCount: MarkdownRendering.maximumBytes + 1)
    guard let html = MarkdownRendering.html([UInt8](text ?? Data())) else {
      throw ExitCode.failure
    }
    try FileHandle.standardOutput.write(contentsOf: Data(html))
  }
}
