// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Pads

/// `encrier pad history`: prints who worked on a pad and when.
struct PadHistory: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Affiche qui a travaillé sur un pad, et quand · Prints who worked on a pad and when."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let answer = await pads.perform(.timeline(pad: pad))
      guard case .timeline(let timeline) = answer else { throw CommandFailure(answer, pad: pad) }
      guard !json else { return try printJSON(timeline) }
      let names = timeline.persons.names
      for span in timeline.spans {
        let times = "\(PadTimestamp.text(span.from))\t\(PadTimestamp.text(span.to))"
        let amounts = "+\(span.written)\t-\(span.deleted)"
        print("\(span.first)\t\(span.last)\t\(times)\t\(names[span.person] ?? "-")\t\(amounts)")
      }
    }
  }
}

/// `encrier pad versions`: prints the versions of a pad, or names one.
struct PadVersions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "versions",
    abstract: "Affiche les versions d'un pad, ou en nomme une "
      + "· Prints the versions of a pad, or names one."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Option(help: "Nom d'une nouvelle version · Name of a new version.")
  var name: String?

  @Option(help: "Son moment, sinon maintenant · Its moment, else now.")
  var at: String?

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      if let name {
        let moment = try await pads.moment(at ?? "now", of: pad)
        let answer = await pads.perform(.nameVersion(pad: pad, at: moment, name: name))
        guard case .named(let version) = answer else { throw CommandFailure(answer, pad: pad) }
        return print(version.id)
      }
      let answer = await pads.perform(.timeline(pad: pad))
      guard case .timeline(let timeline) = answer else { throw CommandFailure(answer, pad: pad) }
      guard !json else { return try printJSON(timeline.versions) }
      for version in timeline.versions {
        let time = PadTimestamp.text(version.time)
        print("\(version.id)\t\(version.sequence)\t\(time)\t\(version.name ?? "-")")
      }
    }
  }
}

/// `encrier pad diff`: prints what is different between two moments.
struct PadDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Affiche ce qui change d'un moment à l'autre "
      + "· Prints what is different between two moments."
  )

  @OptionGroup var options: PadOptions

  @Argument(help: "Nom du pad · The pad's name.")
  var pad: String

  @Option(
    help: "Moment : numéro, heure RFC 3339 ou version · Moment: number, RFC 3339 time or version."
  )
  var from: String

  @Option(help: "Second moment, sinon maintenant · Second moment, else now.")
  var to = "now"

  @Flag(help: "En JSON · As JSON.")
  var json = false

  func run() async throws {
    try await options.withPads(creating: false) { pads in
      let (from, to) = (
        try await pads.moment(from, of: pad), try await pads.moment(to, of: pad)
      )
      let answer = await pads.perform(.difference(pad: pad, from: from, to: to))
      guard case .difference(let found) = answer else { throw CommandFailure(answer, pad: pad) }
      guard !json else { return try printJSON(found) }
      // As wdiff writes it.
      let text = found.parts.map { part in
        switch part.kind {
        case "inserted": "{+\(part.text)+}"
        case "deleted": "[-\(part.text)-]"
        default: part.text
        }
      }.joined()
      FileHandle.standardOutput.write(Data(text.utf8))
    }
  }
}

/// How history is printed.

extension [HistoryPerson] {
  /// What each is called, by ID.
  fileprivate var names: [Int: String] {
    Dictionary(map { ($0.id, $0.name ?? "\($0.kind.rawValue)-\($0.id)") }) { first, _ in first }
  }
}

extension PadAccess {
  /// Finds the moment that a command names: a number, a time or a version's ID.
  func moment(_ text: String, of pad: String) async throws -> Moment {
    if let moment = Moment(text) { return moment }
    let answer = await perform(.version(pad: pad, id: text))
    guard case .moment(let moment) = answer else { throw CommandFailure(answer, pad: pad) }
    return moment
  }
}
