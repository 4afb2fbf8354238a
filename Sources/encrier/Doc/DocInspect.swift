// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import TextCRDT

/// `encrier doc inspect`: says what an update holds.
struct DocInspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Décrit une mise à jour · Describes an update."
  )

  @Argument(help: "Mise à jour Yjs v1 · Yjs v1 update.")
  var file: String

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() throws {
    let update = try UpdateFile.read(file)
    let report = UpdateReport(try UpdateFile.summary(of: update, file: file), bytes: update.count)
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(report), as: UTF8.self))
    } else {
      print(report.lines.joined(separator: "\n"))
    }
  }
}

/// An update's summary as it is printed.
private struct UpdateReport: Encodable {
  struct Client: Encodable {
    let client: UInt64
    let firstClock: UInt64
    let nextClock: UInt64
    let blocks: Int
  }

  struct Delete: Encodable {
    let client: UInt64
    let clock: UInt64
    let length: UInt64
  }

  let bytes: Int
  let roots: [String]
  let clients: [Client]
  let blocks: [String: Int]
  let deletes: [Delete]

  init(_ summary: UpdateSummary, bytes: Int) {
    self.bytes = bytes
    roots = summary.roots
    clients = summary.sections.map { section in
      Client(
        client: section.client.rawValue,
        firstClock: section.clocks.lowerBound,
        nextClock: section.clocks.upperBound,
        blocks: section.blockCount
      )
    }
    blocks = Dictionary(uniqueKeysWithValues: summary.kinds.map { ($0.kind, $0.count) })
    deletes = summary.deletes.ranges.sorted { $0.key < $1.key }.flatMap { client, ranges in
      ranges.map { range in
        Delete(
          client: client.rawValue,
          clock: range.lowerBound,
          length: range.upperBound - range.lowerBound
        )
      }
    }
  }

  var lines: [String] {
    func label(_ french: String, _ english: String) -> String {
      Sentence(french: french, english: english).text
    }
    var lines = ["\(label("octets", "bytes")): \(bytes)"]
    lines.append("\(label("racines", "roots")): \(roots.joined(separator: ", "))")
    for client in clients {
      lines.append(
        "client \(client.client): \(label("horloges", "clocks"))"
          + " \(client.firstClock)..<\(client.nextClock),"
          + " \(label("blocs", "blocks")) \(client.blocks)"
      )
    }
    for (kind, count) in blocks.sorted(by: { $0.key < $1.key }) {
      lines.append("\(label("blocs", "blocks")) \(kind): \(count)")
    }
    for delete in deletes {
      lines.append(
        "\(label("supprimé", "deleted")): client \(delete.client),"
          + " \(delete.clock)..<\(delete.clock + delete.length)"
      )
    }
    return lines
  }
}
