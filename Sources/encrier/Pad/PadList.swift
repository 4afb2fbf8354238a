// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads

/// `encrier pad list`: prints the pads by name.
struct PadList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Liste les pads · Lists the pads."
  )

  private static let pageSize = 500

  @OptionGroup var options: PadOptions

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      var lines: [ControlAnswer.Line] = []
      var isComplete = false
      while !isComplete {
        let request = ControlRequest.list(after: lines.last?.name ?? "", limit: Self.pageSize)
        let answer = await pads.perform(request)
        guard case .pads(let page) = answer else { throw CommandFailure(answer, pad: "") }
        lines += page
        isComplete = page.count < Self.pageSize
      }
      try printAll(lines)
    }
  }

  private func printAll(_ lines: [ControlAnswer.Line]) throws {
    if json {
      try printJSON(lines.map(ListedPad.init))
    } else {
      for pad in lines.map(ListedPad.init) { print("\(pad.id)\t\(pad.updated)\t\(pad.title)") }
    }
  }
}

/// A pad as it is printed.
private struct ListedPad: Encodable {
  let id: String
  let title: String
  let created: String
  let updated: String

  init(_ line: ControlAnswer.Line) {
    id = line.name
    title = line.title
    created = PadTimestamp.text(line.created)
    updated = PadTimestamp.text(line.updated)
  }
}
