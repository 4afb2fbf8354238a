// SPDX-License-Identifier: Apache-2.0

import TextCRDT
import Testing

@testable import Pads
@testable import Publishing

@Suite("Dublin Core")
struct DublinCoreTests {
  private static func description(_ field: String, _ value: Value) -> Description {
    Description([.init(key: field, value: value)])
  }

  @Test(
    "says places as points and events as periods, which are read again",
    arguments: [
      "Lyon", "a; b", "c\\d;", "x=y; north=1", "é ",
    ]
  )
  func returns(name: String) throws {
    let places: Value = [["name": .string(name), "latitude": 45.75, "longitude": -4.85]]
    let place = try #require(Self.description("places", places).places.first)
    let line = DublinCore.point(place)
    #expect(DublinCore.members(line) == ["name": name, "north": "45.75", "east": "-4.85"])
    let fields = ImportedFields.known([.init(key: "dcterms.spatial", value: .string(line))])
    #expect(fields == [.init(key: "places", value: places)])

    let events: Value = [["name": .string(name), "date": "2024-05", "place": "Metz; ici"]]
    let event = try #require(Self.description("events", events).events.first)
    let read = ImportedFields.known([
      .init(key: "dcterms.temporal", value: [.string(DublinCore.period(event)), "Autre"])
    ])
    #expect(
      read == [
        .init(
          key: "events",
          value: [["name": .string(name), "date": "2024-05", "place": "Metz; ici"], "Autre"]
        )
      ]
    )
  }

  @Test("says a name alone as it is")
  func names() throws {
    let place = try #require(Self.description("place", "Lyon").places.first)
    let event = try #require(Self.description("events", ["Fête"]).events.first)
    #expect(DublinCore.point(place) == "Lyon" && DublinCore.period(event) == "Fête")
    #expect(
      ImportedFields.known([.init(key: "dcterms.spatial", value: "Lyon")])
        == [.init(key: "place", value: "Lyon")]
    )
  }

  @Test(
    "has authors: those whose role says so, else persons, else whoever there is",
    arguments: [
      ([["name": "A", "roles": ["author"]], "B"], ["A"], ["B"]),
      (
        [["name": "A", "kind": "organisation"], ["name": "B", "roles": ["editor"]]], ["B"], ["A"]
      ),
      ([["name": "A", "kind": "organisation"]], ["A"], []),
      ([["roles": ["author"]]], [], []),
    ] as [(Value, [String], [String])]
  )
  func authors(people: Value, authors: [String], others: [String]) {
    let about = Self.description("people", people)
    #expect(about.authors == authors && about.contributors == others)
  }

  @Test("is read from what people write by hand")
  func fits() {
    func fitting(_ field: String, _ value: Value) -> Value { FittingValue.value(value, in: field) }
    #expect(fitting("people", "A") == ["A"] && fitting("people", ["A", 12]) == ["A", "12"])
    #expect(
      fitting("people", ["name": 2024, "roles": "author, editor"])
        == [["name": "2024", "roles": ["author", "editor"]]]
    )
    #expect(
      fitting("places", [["name": "L", "latitude": "45.5", "longitude": 4]])
        == [["name": "L", "latitude": 45.5, "longitude": 4]]
    )
    #expect(fitting("events", [["name": "F", "date": 2024]]) == [["name": "F", "date": "2024"]])
    #expect(
      fitting("relations", [["type": "cites", "target": "https://a.fr"]])
        == [["type": "cites", "target": "https://a.fr", "title": "https://a.fr"]]
    )
  }
}
