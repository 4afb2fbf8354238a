// SPDX-License-Identifier: Apache-2.0

import TextCRDT
import Testing

@testable import Pads

@Suite("Descriptions")
struct DescriptionTests {
  private static let structured: [Value.Member] = [
    .init(
      key: "people",
      value: [
        "Ada",
        ["name": "La Coop", "kind": "organisation", "roles": ["host", "funder"]],
        ["kind": "person"], .number(3), "",
      ]
    ),
    .init(
      key: "places",
      value: [
        ["name": "Lyon", "latitude": .number(45.75), "longitude": .number(4.85)],
        ["name": "Nulle part", "latitude": .number(95), "longitude": .number(4)],
        "Paris",
      ]
    ),
    .init(
      key: "events",
      value: [["name": "Assemblée", "date": "2024-05-28", "end": "2024-05-29", "place": "Lyon"]]
    ),
    .init(key: "concepts", value: ["commun", .null, "usage"]),
    .init(
      key: "relations",
      value: ["Un texte", ["type": "cites", "title": "Autre", "target": "https://a.org"]]
    ),
    .init(key: "signers", value: ["Léo"]),
  ]

  @Test("are read from names and from objects, and what is neither is passed over")
  func reading() {
    let description = Description(Self.structured)
    #expect(description.people.map(\.name) == ["Ada", "La Coop"])
    #expect(description.people.map(\.kind) == [.person, .organisation])
    #expect(description.people.last?.roles == ["host", "funder"])
    #expect(description.places.map(\.name) == ["Lyon", "Nulle part", "Paris"])
    #expect(description.places.map(\.latitude) == [45.75, nil, nil])
    #expect(description.events.map(\.end) == ["2024-05-29"])
    #expect(description.concepts == ["commun", "usage"])
    #expect(description.relations.map(\.kind) == [nil, .cites])
    #expect(description.relations.map(\.target) == [nil, "https://a.org"])
    #expect(description.signers == ["Léo"])
  }

  @Test("know a place and an event that are said in one word")
  func oldForm() {
    let description = Description([
      .init(key: "place", value: "Lyon"), .init(key: "event", value: "Assemblée"),
    ])
    #expect(description.places.map(\.name) == ["Lyon"])
    #expect(description.events.map(\.name) == ["Assemblée"])
  }

  @Test("may be set, kept and read again")
  func kept() async throws {
    let house = try House()
    let room = try await house.room("pad")
    let changes = Dictionary(
      uniqueKeysWithValues: Self.structured.map { ($0.key, Optional($0.value)) }
    )
    #expect(throws: PadError.self) { try MetaChanges(changes) }
    let fit = changes.merging([
      "people": ["Ada", ["name": "La Coop", "kind": "organisation", "roles": ["host"]]],
      "concepts": ["commun"],
    ]) { $1 }
    try await room.setMeta(try MetaChanges(fit))
    let metadata = try #require(try await room.metadata())
    guard case .object(let members) = metadata.fields else { throw NotAnObject() }
    #expect(Description(members).people.map(\.name) == ["Ada", "La Coop"])
    #expect(Description(members).places.map(\.latitude) == [45.75, nil, nil])
  }

  private struct NotAnObject: Error {}
}
