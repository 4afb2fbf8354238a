// SPDX-License-Identifier: Apache-2.0

import Storage
public import TextCRDT

extension Room {
  /// The pad's text and its version, when everything in it is on disk.
  ///
  /// - Returns: The text; empty for a pad that does not exist yet.
  /// - Throws: ``PadError`` when the room closes meanwhile.
  public nonisolated func text() async throws(PadError) -> PadText {
    try await read { document, facts in
      PadText(text: document.text(PadRoots.content).string, version: facts.version)
    }
  }

  /// Puts a text in the place of the pad's, changing only what differs; returns after the commit.
  ///
  /// Open editors see it as somebody's typing.
  ///
  /// - Parameters:
  ///   - text: The new text; its line ends become LF.
  ///   - condition: The only version that may be replaced; `nil` for any.
  ///   - author: Who asked for it.
  /// - Returns: The version after the commit.
  /// - Throws: ``PadError/changed`` when the condition does not hold; ``PadError/textTooLarge(_:)``.
  @discardableResult
  public nonisolated func replaceText(
    _ text: String,
    ifVersion condition: PadVersion? = nil,
    by author: Identity = .server
  ) async throws(PadError) -> PadVersion {
    let normal = try normalized(text)
    return try await edit(ifVersion: condition, by: author) { document throws(EditError) in
      try document.text(PadRoots.content).replace(with: normal)
      return []
    }.version
  }

  /// Changes fields of the pad's metadata; returns after the commit.
  ///
  /// - Parameters:
  ///   - changes: The fields to set or to remove.
  ///   - author: Who asked for it.
  /// - Returns: The version after the commit.
  /// - Throws: ``PadError``.
  @discardableResult
  public nonisolated func setMeta(
    _ changes: MetaChanges,
    by author: Identity = .server
  ) async throws(PadError) -> PadVersion {
    try await edit(by: author) { document throws(EditError) in
      try changes.apply(to: document)
      return []
    }.version
  }

  /// What there is to say about the pad.
  ///
  /// - Returns: The metadata, or `nil` for a pad that does not exist yet.
  /// - Throws: ``PadError`` when the room closes meanwhile.
  public nonisolated func metadata() async throws(PadError) -> PadMetadata? {
    try await read { [name] document, facts in
      guard let created = facts.created, let updated = facts.updated else { return nil }
      return PadMetadata(
        name: name,
        title: PadTitle.title(of: document, name: name),
        created: created,
        updated: updated,
        version: facts.version,
        sessionCount: facts.sessionCount,
        fields: document.map(PadRoots.meta).json
      )
    }
  }

  /// What a state vector lacks, as one v1 update.
  ///
  /// - Parameter stateVector: What the reader has.
  /// - Returns: The update, with the whole delete set.
  /// - Throws: ``PadError`` when the room closes meanwhile.
  public nonisolated func state(
    since stateVector: StateVector = StateVector()
  ) async throws(PadError) -> [UInt8] {
    try await read { document, _ in document.encodedState(since: stateVector) }
  }

  /// Brings the pad into being, with a text and metadata or without.
  nonisolated func create(
    text: String?,
    meta: MetaChanges,
    by author: Identity,
    crediting writers: FirstWriters = FirstWriters()
  ) async throws(PadError) -> PadVersion {
    let normal = try text.map(normalized)
    return try await edit(isCreation: true, by: author) { document throws(EditError) in
      let inserted = try normal.map { text throws(EditError) in
        try document.text(PadRoots.content).replace(with: text)
      }
      try meta.apply(to: document)
      return writers.credits(for: inserted ?? [])
    }.version
  }

  private nonisolated func normalized(_ text: String) throws(PadError) -> String {
    guard text.utf8.count <= services.limits.maximumTextBytes else {
      throw .textTooLarge(text.utf8.count)
    }
    return LineEnds.normalized(text)
  }

  nonisolated func edit(
    ifVersion condition: PadVersion? = nil,
    isCreation: Bool = false,
    isErasure: Bool = false,
    by author: Identity,
    _ body: @escaping @Sendable (Document) throws(EditError) -> [Credit]
  ) async throws(PadError) -> RoomEditResult {
    let result: Result<RoomEditResult, PadError> = await withCheckedContinuation { continuation in
      post(
        .edit(
          RoomEdit(
            condition: condition,
            author: author,
            isCreation: isCreation,
            isErasure: isErasure,
            body: body,
            finish: { continuation.resume(returning: $0) }
          )
        )
      )
    }
    return try result.get()
  }

  nonisolated func read<T: Sendable>(
    _ body: @escaping @Sendable (Document, RoomFacts) -> T
  ) async throws(PadError) -> T {
    let result: Result<T, PadError> = await withCheckedContinuation { continuation in
      post(
        .read(
          RoomRead(
            body: { continuation.resume(returning: .success(body($0, $1))) },
            fail: { continuation.resume(returning: .failure($0)) }
          )
        )
      )
    }
    return try result.get()
  }
}
