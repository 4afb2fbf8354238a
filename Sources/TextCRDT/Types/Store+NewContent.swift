// SPDX-License-Identifier: Apache-2.0

/// Where a local edit goes and in whose name.
struct LocalEdit {
  /// Index of the document's own client.
  var client: UInt32
  /// Index of the type that is edited.
  var type: UInt32
}

extension Store {
  /// Begins an edit of a type.
  ///
  /// - Throws: ``EditError/typeDeleted``.
  mutating func beginEdit(of type: UInt32, by clientID: ClientID) throws(EditError) -> LocalEdit {
    // What an update that was only prepared has registered must not be mixed with the edit's.
    abandonPlan()
    guard !isDeleted(type) else { throw .typeDeleted }
    return LocalEdit(client: clients.insert(clientID), type: type)
  }

  /// Whether a type is gone: itself or what it was in has been deleted.
  func isDeleted(_ type: UInt32) -> Bool {
    let row = types.rows[type]
    return !row.isRoot && (row.item == noSlot || items.spans[row.item].isDeleted)
  }

  /// How many types may nest in a type.
  func remainingDepth(in type: UInt32) -> Int {
    limits.maximumDepth - Int(types.rows[type].depth)
  }

  /// Refuses an edit that would exceed a limit.
  mutating func checkRoom(for content: ContentPreparation, edit: LocalEdit) throws(EditError) {
    try checkRoom(for: content.bytes, length: content.units, client: edit.client)
    guard items.count + content.blocks <= limits.maximumBlocks else {
      throw .limitExceeded(.blocks)
    }
  }

  /// Inserts prepared content; the room for it has been checked.
  ///
  /// - Returns: The item that holds it.
  @discardableResult
  mutating func insert(
    _ content: PreparedContent,
    between left: Slot,
    and right: Slot,
    key: UInt32 = noIndex,
    edit: LocalEdit
  ) -> Slot {
    switch content {
    case .run(let kind, let bytes, let length):
      return insertLocally(
        kind,
        stage(bytes, client: edit.client),
        length: length,
        client: edit.client,
        between: left,
        and: right,
        parent: edit.type,
        key: key
      )
    case .type(let prepared):
      let name = prepared.kind.hasName ? names.insert(prepared.name) : noIndex
      let depth = types.rows[edit.type].depth + 1
      let type = types.insert(prepared.kind, name: name, depth: depth)
      let slot = insertLocally(
        .type,
        ContentSlice(start: type, byteCount: 0),
        length: 1,
        client: edit.client,
        between: left,
        and: right,
        parent: edit.type,
        key: key
      )
      fill(LocalEdit(client: edit.client, type: type), with: prepared)
      return slot
    }
  }

  /// Inserts prepared elements one behind the other.
  mutating func insert(
    _ contents: [PreparedContent],
    between left: Slot,
    and right: Slot,
    edit: LocalEdit
  ) {
    var left = left
    for content in contents {
      left = insert(content, between: left, and: right, edit: edit)
    }
  }

  /// Sets what stands under a key.
  mutating func setEntry(_ key: [UInt8], to content: PreparedContent, edit: LocalEdit) {
    let name = names.insert(key)
    insert(
      content,
      between: types.entry(of: edit.type, key: name),
      and: noSlot,
      key: name,
      edit: edit
    )
  }

  /// Carries out the steps of an edit of a text.
  mutating func apply(_ edits: [PreparedEdit], edit: LocalEdit) {
    var position = TextPosition(
      left: noSlot,
      right: types.rows[edit.type].start,
      attributes: TextAttributes()
    )
    for step in edits {
      switch step {
      case .retain(let count, let attributes):
        format(count, at: &position, attributes: attributes, edit: edit)
      case .insert(let content, let attributes):
        insert(content, at: &position, attributes: attributes, edit: edit)
      case .delete(let count): deleteText(count, at: &position)
      }
    }
  }

  private mutating func fill(_ edit: LocalEdit, with prepared: PreparedType) {
    insert(prepared.children, between: noSlot, and: types.rows[edit.type].start, edit: edit)
    apply(prepared.edits, edit: edit)
    for entry in prepared.entries { setEntry(entry.key, to: entry.content, edit: edit) }
  }
}
