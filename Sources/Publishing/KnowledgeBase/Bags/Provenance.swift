// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// Where an edition comes from, in the terms of [W3C PROV](https://www.w3.org/TR/prov-dm/), as
/// [PROV-JSON](https://www.w3.org/submissions/prov-json/).
///
/// People are in it by the names they are published by and no other; those who have none are counted by
/// what they are.
struct Provenance {
  private typealias Members = [Value.Member]

  private let card: EditionCard
  private let rows: [LogPart.Row]
  /// What is said, by the kind of statement.
  private var statements: [(kind: String, members: Members)] = []
  private var count = 0

  /// Tells of an edition.
  ///
  /// - Parameters:
  ///   - card: The edition.
  ///   - log: The history under it, as its part holds it.
  init(_ card: EditionCard, log: [UInt8]) {
    self.card = card
    rows = LogPart.rows(of: log).rows
    tellEntities()
    tellActivities()
    tellAgents()
    tellRelations()
  }

  /// The document.
  var json: String {
    let prefixes: Members = [
      .init(key: "dcterms", value: "http://purl.org/dc/terms/"),
      .init(key: "edition", value: .string("urn:sha256:\(card.sha256)#")),
      .init(key: "sha256", value: "urn:sha256:"),
    ]
    let others = statements.map { Value.Member(key: $0.kind, value: .object($0.members)) }
    let document = Value.object([.init(key: "prefix", value: .object(prefixes))] + others)
    return (document.jsonText ?? "{}") + "\n"
  }

  private var edition: String { "sha256:\(card.sha256)" }
  private var text: String { part(.text) }
  private var log: String { part(.log) }
  private let writing = "edition:writing"
  private let finishing = "edition:finishing"
  private let publishing = "edition:publishing"

  /// A part by its hash.
  private func part(_ part: EditionPart) -> String {
    "sha256:\(card.manifest.parts[part]?.sha256 ?? "")"
  }

  private mutating func tellEntities() {
    tell(
      "entity",
      edition,
      [
        ("prov:type", .name("prov:Collection")), ("dcterms:title", .string(card.title)),
        ("dcterms:identifier", .string("\(card.address)/\(card.number)")),
      ]
    )
    tell("entity", text, [("prov:label", "text.md"), ("dcterms:format", "text/markdown")])
    if text != log { tell("entity", log, [("prov:label", "log.bin")]) }
    for part in [text, log] {
      relate("hadMember", [("collection", .string(edition)), ("entity", .string(part))])
    }
    guard let previous = card.manifest.previous else { return }
    tell(
      "entity",
      "sha256:\(previous)",
      [
        ("dcterms:identifier", .string("\(card.address)/\(card.number - 1)"))
      ]
    )
    derive(from: "sha256:\(previous)", isRevision: true)
  }

  private mutating func tellActivities() {
    var times: [(String, Value)] = []
    if let first = rows.map(\.time).min(), let last = rows.map(\.time).max() {
      times = [
        ("prov:startTime", .string(PadTimestamp.text(first))),
        ("prov:endTime", .string(PadTimestamp.text(last))),
      ]
    }
    tell("activity", writing, times + [("prov:label", "writing")])
    let finished = Value.string(card.manifest.finished)
    tell(
      "activity",
      finishing,
      [
        ("prov:startTime", finished), ("prov:endTime", finished), ("prov:label", "finishing"),
      ]
    )
    let published = Value.string(PadTimestamp.text(card.published))
    tell(
      "activity",
      publishing,
      [
        ("prov:startTime", published), ("prov:endTime", published), ("prov:label", "publishing"),
      ]
    )
    for part in Set([text, log]).sorted() {
      relate("wasGeneratedBy", [("entity", .string(part)), ("activity", .string(writing))])
      use(part, by: finishing, at: finished)
    }
    relate(
      "wasGeneratedBy",
      [
        ("entity", .string(edition)), ("activity", .string(finishing)), ("time", finished),
      ]
    )
    use(edition, by: publishing, at: published)
  }

  private mutating func tellAgents() {
    let software = "edition:encrier"
    tell(
      "agent",
      software,
      [
        ("prov:type", .name("prov:SoftwareAgent")), ("prov:label", "Encrier"),
      ]
    )
    for activity in [writing, finishing, publishing] {
      associate(activity, with: software, as: "software")
    }
    for (place, contributor) in card.contributors.enumerated() {
      let agent = "edition:contributor-\(place + 1)"
      let name = contributor.name.map { [("prov:label", Value.string($0))] } ?? []
      tell(
        "agent",
        agent,
        [("prov:type", .name("prov:Person"))] + name + [
          ("edition:kind", .string(contributor.kind))
        ]
      )
      relate(
        "wasAttributedTo",
        [
          ("entity", .string(text)), ("agent", .string(agent)),
        ],
        [("edition:length", .integer(contributor.length))]
      )
      associate(writing, with: agent, as: "contributor")
    }
    for (place, signer) in card.manifest.signers.enumerated() {
      let agent = "edition:signer-\(place + 1)"
      tell(
        "agent",
        agent,
        [
          ("prov:type", .name("prov:Person")), ("prov:label", .string(signer)),
        ]
      )
      associate(finishing, with: agent, as: "signer")
      relate("wasAttributedTo", [("entity", .string(edition)), ("agent", .string(agent))])
    }
  }

  /// How it stands to other texts, as its description says.
  private mutating func tellRelations() {
    for (place, relation) in card.description.relations.enumerated() {
      let other = "edition:related-\(place + 1)"
      var members: [(String, Value)] = [("dcterms:title", .string(relation.title))]
      if let target = relation.target { members.append(("dcterms:source", .string(target))) }
      tell("entity", other, members)
      switch relation.kind {
      case .isBasedOn: derive(from: other, isRevision: false)
      case .replaces: derive(from: other, isRevision: true)
      case .isVersionOf:
        relate("alternateOf", [("alternate1", .string(edition)), ("alternate2", .string(other))])
      case .respondsTo, .cites: use(other, by: writing, at: nil)
      case nil:
        relate(
          "wasInfluencedBy",
          [("influencee", .string(edition)), ("influencer", .string(other))]
        )
      }
    }
  }

  private mutating func derive(from other: String, isRevision: Bool) {
    relate(
      "wasDerivedFrom",
      [("generatedEntity", .string(edition)), ("usedEntity", .string(other))],
      isRevision ? [("prov:type", .name("prov:Revision"))] : []
    )
  }

  private mutating func use(_ entity: String, by activity: String, at time: Value?) {
    relate(
      "used",
      [("activity", .string(activity)), ("entity", .string(entity))]
        + (time.map { [("time", $0)] } ?? [])
    )
  }

  private mutating func associate(_ activity: String, with agent: String, as role: Value) {
    relate(
      "wasAssociatedWith",
      [("activity", .string(activity)), ("agent", .string(agent))],
      [("prov:role", role)]
    )
  }

  /// Says how entities stand to one another; such a statement has no name of its own.
  private mutating func relate(
    _ kind: String,
    _ roles: [(String, Value)],
    _ attributes: [(String, Value)] = []
  ) {
    count += 1
    tell(kind, "_:\(count)", roles.map { ("prov:\($0.0)", $0.1) } + attributes)
  }

  private mutating func tell(_ kind: String, _ name: String, _ members: [(String, Value)]) {
    let object = Value.object(members.map { Value.Member(key: $0.0, value: $0.1) })
    let member = Value.Member(key: name, value: object)
    if let place = statements.firstIndex(where: { $0.kind == kind }) {
      statements[place].members.append(member)
    } else {
      statements.append((kind, [member]))
    }
  }
}

extension Value {
  /// A name that a prefix makes whole.
  fileprivate static func name(_ name: String) -> Value {
    ["$": .string(name), "type": "prov:QUALIFIED_NAME"]
  }

  fileprivate static func integer(_ number: Int) -> Value {
    ["$": .string("\(number)"), "type": "xsd:long"]
  }
}
