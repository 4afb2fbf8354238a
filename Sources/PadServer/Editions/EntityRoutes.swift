// SPDX-License-Identifier: Apache-2.0

import Pads
import WebServer

/// Who and what the descriptions of one's pads name, to complete others and to correct all at once.
struct EntityRoutes: Sendable {
  let visitors: Visitors
  let addresses: Addresses
  /// What published texts name; nil where the knowledge base is not served.
  let knowledgeBase: KnowledgeBaseKeeper?
  let maximumBodyBytes: Int

  private var pads: PadHouse { visitors.pads }

  var routes: [Route] { [list, correct] }

  private static let name = Schema.text(maximumBytes: 1_024)
  private static let kind = Schema.text(maximumBytes: 16)
  private static let latitude = Schema.number(-90...90)
  private static let longitude = Schema.number(-180...180)

  /// Who and what there is.
  static let entities = Schema.object([
    .init(
      name: "entities",
      schema: .list(
        of: .object([
          .init(name: "kind", schema: kind, isRequired: true),
          .init(
            name: "name",
            schema: .text(maximumBytes: MetaChanges.maximumFieldBytes),
            isRequired: true
          ),
          .init(name: "count", schema: .integer(0...100_000), isRequired: true),
          .init(name: "url", schema: .formatted("uri-reference")),
          .init(name: "latitude", schema: latitude), .init(name: "longitude", schema: longitude),
          .init(name: "date", schema: .text(maximumBytes: MetaChanges.maximumFieldBytes)),
        ]),
        maximumCount: 1_000_000
      ),
      isRequired: true
    )
  ])

  private static let correction = Schema.object([
    .init(name: "kind", schema: kind, isRequired: true),
    .init(name: "names", schema: .list(of: name, maximumCount: 100), isRequired: true),
    .init(name: "name", schema: name, isRequired: true),
    .init(name: "latitude", schema: latitude), .init(name: "longitude", schema: longitude),
  ])

  private static let result = Schema.object([
    .init(name: "changed", schema: .integer(0...100_000), isRequired: true),
    .init(name: "finished", schema: .integer(0...100_000), isRequired: true),
  ])

  private var list: Route {
    Route(
      method: "GET",
      path: "/api/v1/entities",
      operation: Operation(
        summary: "People, organisations, places, events and concepts that one's pads name, "
          + "and those that published texts name",
        success: (200, .json(Self.entities))
      ),
      action: .respond { [self] request throws(Problem) in
        let found = try await naming { () throws(PadError) in
          try await pads.entities(of: visitors.guests.identity(of: request.head))
        }
        let known = knowledgeBase?.report.entities ?? PublishedEntities()
        return .json([
          "entities": .array(
            known.joined(with: found).map { entity in
              Self.json(
                of: entity,
                known.place(of: entity).flatMap { addresses.knowledgeBase($0, for: request.head) }
              )
            }
          )
        ])
      }
    )
  }

  private var correct: Route {
    Route(
      method: "POST",
      path: "/api/v1/entities",
      operation: Operation(
        summary: "Calls something by one name in all of one's pads that are not finished",
        body: .json(Self.correction),
        success: (200, .json(Self.result)),
        problems: [400, 413, 415, 429, 507]
      ),
      maximumBodyBytes: maximumBodyBytes,
      action: .respond { [self] request throws(Problem) in
        let body = request.json
        guard let kind = KnownEntity.Kind(rawValue: body["kind"]?.text ?? "") else {
          throw .invalidParameter("kind")
        }
        let name = body["name"]?.text ?? ""
        guard !name.allSatisfy(\.isWhitespace) else { throw .invalidParameter("name") }
        guard case .array(let names)? = body["names"] else { throw .invalidParameter("names") }
        let correction = EntityCorrection(
          kind: kind,
          names: Set(names.compactMap(\.text)),
          name: name,
          latitude: body["latitude"]?.double,
          longitude: body["longitude"]?.double
        )
        let result = try await naming { () throws(PadError) in
          try await pads.correct(correction, by: visitors.guests.identity(of: request.head))
        }
        return .json([
          "changed": .integer(result.changed), "finished": .integer(result.finished),
        ])
      }
    )
  }

  private static func json(of entity: KnownEntity, _ url: String?) -> JSONValue {
    var members: [String: JSONValue] = [
      "kind": .string(entity.kind.rawValue), "name": .string(entity.name),
      "count": .integer(entity.count),
    ]
    members["latitude"] = entity.latitude.map { .number($0) }
    members["longitude"] = entity.longitude.map { .number($0) }
    members["date"] = entity.date.map { .string($0) }
    members["url"] = url.map { .string($0) }
    return .object(members)
  }
}

extension JSONValue {
  fileprivate var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
