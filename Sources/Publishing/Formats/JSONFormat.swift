// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// All of a pad for programs: text, who wrote it, comments, metadata.
enum JSONFormat {
  /// What the file says it is; it changes when what members mean changes.
  static let name = "encrier-pad/1"

  static func file(of pad: PadContents) -> [UInt8] {
    var members: [Value.Member] = [
      .init(key: "format", value: .string(name)),
      .init(key: "pad", value: .string(pad.name)),
      .init(key: "title", value: .string(pad.title)),
      .init(key: "created", value: .string(PadTimestamp.text(pad.created))),
      .init(key: "updated", value: .string(PadTimestamp.text(pad.updated))),
      .init(key: "metadata", value: .object(pad.meta)),
      .init(key: "text", value: .string(pad.text)),
    ]
    if let authors = pad.authors {
      members.append(.init(key: "attribution", value: attribution(authors)))
    }
    members.append(.init(key: "comments", value: pad.comments))
    return Array((Value.object(members).jsonText ?? "{}").utf8) + [UInt8(ascii: "\n")]
  }

  /// Who wrote what, as the API tells it.
  private static func attribution(_ authors: PadContents.Authors) -> Value {
    var moment: [Value.Member] = [
      .init(key: "sequence", value: .number(Double(authors.moment.sequence)))
    ]
    if let milliseconds = authors.moment.time {
      moment.append(.init(key: "time", value: .string(PadTimestamp.text(milliseconds))))
    }
    return [
      "moment": .object(moment),
      "persons": .array(authors.persons.map(person)),
      "runs": .array(
        authors.runs.map { run in
          [
            "person": .number(Double(run.person)), "from": .number(Double(run.from)),
            "length": .number(Double(run.length)),
          ]
        }
      ),
    ]
  }

  /// Who asks is nobody in particular in a file.
  private static func person(_ person: HistoryPerson) -> Value {
    var members: [Value.Member] = [
      .init(key: "id", value: .number(Double(person.id))),
      .init(key: "kind", value: .string(person.kind.rawValue)),
    ]
    if let name = person.name { members.append(.init(key: "name", value: .string(name))) }
    if person.isRelaying { members.append(.init(key: "relayed", value: true)) }
    return .object(members)
  }
}
