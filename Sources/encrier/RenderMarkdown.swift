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

  @Flag(help: "Sans les marques · Without the marks.")
  var plain = false

  func run() throws {
    BoundedRenderer.limitThisProcess()
    let text = try FileHandle.standardInput.read(upToCount: MarkdownRendering.maximumBytes + 1)
    let bytes = [UInt8](text ?? Data())
    let rendered = plain ? MarkdownRendering.plainText(bytes) : MarkdownRendering.html(bytes)
    guard let rendered else { throw ExitCode.failure }
    try FileHandle.standardOutput.write(contentsOf: Data(rendered))
  }
}
