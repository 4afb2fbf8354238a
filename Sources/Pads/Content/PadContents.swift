// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import TextCRDT

/// All of a pad that leaves it by an export, as it was at one moment.
public struct PadContents: Codable, Equatable, Sendable {
  /// Who wrote the text.
  public struct Authors: Codable, Equatable, Sendable {
    /// The moment the text is of.
    public let moment: FoundMoment
    /// Those who wrote what stands.
    public let persons: [HistoryPerson]
    /// Who wrote what, in the text's order and without gaps.
    public let runs: [AuthorRun]
  }

  /// What the pad is called by who asks for it: its own name or a share name.
  public var name: String
  /// The title shown.
  public var title: String
  /// The text's first heading; nil when it has none.
  public let heading: String?
  /// When the first update was committed, in milliseconds since 1970.
  public let created: Int64
  /// When the last update was committed, in milliseconds since 1970.
  public let updated: Int64
  /// The text.
  public var text: String
  /// The root `meta` as JSON.
  public let metaJSON: String
  /// The root `comments` as JSON.
  public let commentsJSON: String
  /// The whole document as one v1 update.
  public let update: Data
  /// Who wrote the text; nil unless it was asked for.
  public var authors: Authors?

  /// The members of `meta`, in their order.
  public var meta: [Value.Member] { Self.members(metaJSON) }

  /// The comments.
  public var comments: Value { (try? Value(json: commentsJSON)) ?? .object([]) }

  /// A field of `meta` that holds a text.
  ///
  /// - Parameter field: Its name.
  /// - Returns: The text; `nil` when it holds none, or an empty one.
  public func metaText(_ field: String) -> String? {
    guard case .string(let text)? = meta.value(field),
      !text.isEmpty
    else { return nil }
    return text
  }

  /// A field of `meta` that holds texts.
  ///
  /// - Parameter field: Its name.
  /// - Returns: The texts; none when it holds something else.
  public func metaTexts(_ field: String) -> [String] {
    guard case .array(let values)? = meta.value(field) else { return [] }
    return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }

  private static func members(_ json: String) -> [Value.Member] {
    guard case .object(let members)? = try? Value(json: json) else { return [] }
    return members
  }
}

extension Room {
  /// All of the pad that an export may hold, but who wrote it.
  ///
  /// - Returns: The contents, or `nil` for a pad that does not exist yet.
  /// - Throws: ``PadError`` when the room closes meanwhile.
  nonisolated func contents() async throws(PadError) -> PadContents? {
    try await read { [name] document, facts in
      guard let created = facts.created, let updated = facts.updated else { return nil }
      let text = document.text(PadRoots.content).string
      return PadContents(
        name: name.rawValue,
        title: PadTitle.title(of: document, name: name),
        heading: PadTitle.firstHeading(in: text),
        created: created,
        updated: updated,
        text: text,
        metaJSON: document.map(PadRoots.meta).json.readableInJSON.jsonText ?? "{}",
        commentsJSON: document.map(PadRoots.comments).json.readableInJSON.jsonText ?? "{}",
        update: Data(document.encodedState(since: StateVector()))
      )
    }
  }
}

extension PadHouse {
  /// All of a pad that an export may hold.
  ///
  /// - Parameters:
  ///   - pad: The pad.
  ///   - withAuthors: Whether who wrote it is wanted, too.
  ///   - identity: Who asks.
  /// - Returns: The contents; text and authors are of one moment.
  /// - Throws: ``PadError``.
  public func contents(
    of pad: PadName,
    withAuthors: Bool,
    for identity: Identity
  ) async throws(PadError) -> PadContents {
    guard var contents = try await existingRoom(pad).contents() else { throw .notFound }
    guard withAuthors else { return contents }
    let written = try await attribution(of: pad, at: .now, for: identity)
    contents.text = written.text
    contents.authors = PadContents.Authors(
      moment: written.moment,
      persons: written.persons,
      runs: written.runs
    )
    return contents
  }
}

extension Value {
  /// The value with numbers in the place of what JSON cannot say.
  var readableInJSON: Value {
    switch self {
    case .bigInt(let integer): .number(Double(integer))
    case .array(let values): .array(values.map(\.readableInJSON))
    case .object(let members):
      .object(members.map { Member(key: $0.key, value: $0.value.readableInJSON) })
    case .undefined, .null, .bool, .number, .string, .bytes: self
    }
  }
}
