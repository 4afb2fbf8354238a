// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pads
import WebServer

/// How a pad's history looks in JSON; Decisions/010 shows it.
enum HistoryShape {
  private static let number = Schema.integer(0...(1 << 53))
  private static let moment = Schema.object([
    .init(name: "sequence", schema: number, isRequired: true),
    .init(name: "time", schema: .formatted("date-time")),
  ])
  private static let persons = Schema.Member(
    name: "persons",
    schema: .list(
      of: .object([
        .init(name: "id", schema: number, isRequired: true),
        .init(name: "kind", schema: .text(maximumBytes: 16), isRequired: true),
        .init(name: "name", schema: .text(maximumBytes: 256)),
        .init(name: "mine", schema: .boolean),
        .init(name: "relayed", schema: .boolean),
      ]),
      maximumCount: 1 << 20
    ),
    isRequired: true
  )

  /// A version.
  static let version = Schema.object([
    .init(name: "id", schema: .text(maximumBytes: 32), isRequired: true),
    .init(name: "kind", schema: .text(maximumBytes: 16), isRequired: true),
    .init(name: "sequence", schema: number, isRequired: true),
    .init(name: "time", schema: .formatted("date-time"), isRequired: true),
    .init(name: "name", schema: .text(maximumBytes: NamedVersion.maximumNameBytes)),
    .init(name: "person", schema: number),
    .init(name: "created", schema: .formatted("date-time")),
    .init(name: "mayChange", schema: .boolean),
  ])

  private static let versionList = Schema.Member(
    name: "versions",
    schema: .list(of: version, maximumCount: 1 << 20),
    isRequired: true
  )

  /// The answer to a version's list.
  static let versions = Schema.object([versionList, persons])

  /// The timeline.
  static let timeline = Schema.object([
    .init(name: "last", schema: moment, isRequired: true), persons,
    .init(
      name: "spans",
      schema: .list(
        of: .object([
          .init(name: "person", schema: number, isRequired: true),
          .init(name: "from", schema: .formatted("date-time"), isRequired: true),
          .init(name: "to", schema: .formatted("date-time"), isRequired: true),
          .init(name: "first", schema: number, isRequired: true),
          .init(name: "last", schema: number, isRequired: true),
          .init(name: "written", schema: number, isRequired: true),
          .init(name: "deleted", schema: number, isRequired: true),
        ]),
        maximumCount: 5_000
      ),
      isRequired: true
    ),
    .init(
      name: "events",
      schema: .list(
        of: .object([
          .init(name: "kind", schema: .text(maximumBytes: 32), isRequired: true),
          .init(name: "sequence", schema: number, isRequired: true),
          .init(name: "time", schema: .formatted("date-time"), isRequired: true),
          .init(name: "person", schema: number),
          .init(name: "of", schema: number),
          .init(name: "length", schema: number),
        ]),
        maximumCount: 1_000
      ),
      isRequired: true
    ),
    versionList,
    .init(name: "next", schema: number),
  ])

  /// Steps.
  static let steps = Schema.object([
    persons,
    .init(
      name: "steps",
      schema: .list(
        of: .object([
          .init(name: "person", schema: number, isRequired: true),
          .init(name: "time", schema: .formatted("date-time"), isRequired: true),
          .init(name: "first", schema: number, isRequired: true),
          .init(name: "last", schema: number, isRequired: true),
          .init(name: "written", schema: number, isRequired: true),
          .init(name: "deleted", schema: number, isRequired: true),
        ]),
        maximumCount: 5_000
      ),
      isRequired: true
    ),
    .init(name: "next", schema: number),
  ])

  /// A text with its authors.
  static func attribution(maximumTextBytes: Int) -> Schema {
    .object([
      .init(name: "moment", schema: moment, isRequired: true), persons,
      .init(
        name: "runs",
        schema: .list(
          of: .object([
            .init(name: "person", schema: number, isRequired: true),
            .init(name: "from", schema: number, isRequired: true),
            .init(name: "length", schema: number, isRequired: true),
          ]),
          maximumCount: 1 << 24
        ),
        isRequired: true
      ),
      .init(
        name: "totals",
        schema: .list(
          of: .object([
            .init(name: "person", schema: number, isRequired: true),
            .init(name: "length", schema: number, isRequired: true),
          ]),
          maximumCount: 1 << 20
        ),
        isRequired: true
      ),
      .init(name: "text", schema: .text(maximumBytes: maximumTextBytes)),
    ])
  }

  /// A difference.
  static func difference(maximumTextBytes: Int) -> Schema {
    .object([
      .init(name: "from", schema: moment, isRequired: true),
      .init(name: "to", schema: moment, isRequired: true), persons,
      .init(
        name: "parts",
        schema: .list(
          of: .object([
            .init(name: "kind", schema: .text(maximumBytes: 16), isRequired: true),
            .init(
              name: "text",
              schema: .text(maximumBytes: maximumTextBytes),
              isRequired: true
            ),
            .init(name: "person", schema: number),
            .init(name: "time", schema: .formatted("date-time")),
            .init(name: "move", schema: number),
          ]),
          maximumCount: 1 << 24
        ),
        isRequired: true
      ),
    ])
  }

  /// Where a passage stands or stood.
  static let places = Schema.object([
    .init(name: "places", schema: number, isRequired: true),
    .init(name: "length", schema: number, isRequired: true),
    .init(name: "editions", schema: .list(of: number, maximumCount: 1_000)),
  ])

  static func json(of places: PassagePlaces) -> JSONValue {
    var members: [String: JSONValue] = [
      "places": .integer(places.count), "length": .integer(places.length),
    ]
    if !places.editions.isEmpty {
      members["editions"] = .array(places.editions.map { .integer($0) })
    }
    return .object(members)
  }

  /// The row that a restore made.
  static let done = Schema.object([.init(name: "sequence", schema: number, isRequired: true)])
}

extension HistoryShape {
  static func json(of moment: FoundMoment) -> JSONValue {
    var members: [String: JSONValue] = ["sequence": .integer(Int(moment.sequence))]
    if let time = moment.time { members["time"] = PadShape.timestamp(time) }
    return .object(members)
  }

  static func json(of persons: [HistoryPerson]) -> JSONValue {
    .array(
      persons.map { person in
        var members: [String: JSONValue] = [
          "id": .integer(person.id), "kind": .string(person.kind.rawValue),
        ]
        if let name = person.name { members["name"] = .string(name) }
        if person.isMine { members["mine"] = true }
        if person.isRelaying { members["relayed"] = true }
        return .object(members)
      }
    )
  }

  static func json(of version: PadVersionMark) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(version.id), "kind": .string(version.kind.rawValue),
      "sequence": .integer(Int(version.sequence)), "time": PadShape.timestamp(version.time),
    ]
    if let name = version.name { members["name"] = .string(name) }
    if let person = version.person { members["person"] = .integer(person) }
    if let created = version.created { members["created"] = PadShape.timestamp(created) }
    if version.mayChange { members["mayChange"] = true }
    return .object(members)
  }

  static func json(of span: HistorySpanAnswer) -> JSONValue {
    [
      "person": .integer(span.person), "from": PadShape.timestamp(span.from),
      "to": PadShape.timestamp(span.to), "first": .integer(Int(span.first)),
      "last": .integer(Int(span.last)), "written": .integer(span.written),
      "deleted": .integer(span.deleted),
    ]
  }

  static func json(of event: HistoryEvent) -> JSONValue {
    var members: [String: JSONValue] = [
      "kind": .string(event.kind), "sequence": .integer(Int(event.sequence)),
      "time": PadShape.timestamp(event.time),
    ]
    if let of = event.of { members["of"] = .integer(Int(of)) }
    if let length = event.length { members["length"] = .integer(length) }
    if let person = event.person { members["person"] = .integer(person) }
    return .object(members)
  }

  static func json(of step: PadStep) -> JSONValue {
    [
      "person": .integer(step.person), "time": PadShape.timestamp(step.time),
      "first": .integer(Int(step.first)), "last": .integer(Int(step.last)),
      "written": .integer(step.written), "deleted": .integer(step.deleted),
    ]
  }

  static func json(of part: DifferencePart) -> JSONValue {
    var members: [String: JSONValue] = ["kind": .string(part.kind), "text": .string(part.text)]
    if let person = part.person { members["person"] = .integer(person) }
    if let time = part.time { members["time"] = PadShape.timestamp(time) }
    if let move = part.move { members["move"] = .integer(move) }
    return .object(members)
  }

  static func json(of attributed: AttributedText, withText: Bool) -> JSONValue {
    var members: [String: JSONValue] = [
      "moment": json(of: attributed.moment), "persons": json(of: attributed.persons),
      "runs": .array(
        attributed.runs.map { run in
          [
            "person": .integer(run.person), "from": .integer(run.from),
            "length": .integer(run.length),
          ]
        }
      ),
      "totals": .array(
        attributed.totals.map { total in
          ["person": .integer(total.person), "length": .integer(total.length)]
        }
      ),
    ]
    if withText { members["text"] = .string(attributed.text) }
    return .object(members)
  }
}
