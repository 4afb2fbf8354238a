// SPDX-License-Identifier: Apache-2.0

/// A place between two items of a text, and the attributes in force there.
struct TextPosition {
  var left: Slot
  var right: Slot
  var attributes: TextAttributes
}

// Edits of formatted text, as Yjs 13.5.43 makes them (`YText.js`); the room for them has been
// checked before.

extension Store {
  /// The place at a visible offset; an item that holds it is split.
  ///
  /// - Complexity: O(log *n*) without formats, else O(*n*) in the items before.
  mutating func textPosition(at offset: Int, in type: UInt32) -> TextPosition {
    guard types.rows[type].hasFormats else {
      let (left, right) = neighbours(at: offset, in: type)
      return TextPosition(left: left, right: right, attributes: TextAttributes())
    }
    var inForce: [Slot] = []
    var rest = UInt32(offset)
    var left = noSlot
    var right = types.rows[type].start
    while right != noSlot, rest > 0 {
      let length = items.spans[right].visibleLength
      if rest < length { splitForEdit(right, at: rest) }
      rest -= min(rest, length)
      note(right, in: &inForce)
      left = right
      right = items.links[right].right
    }
    return TextPosition(left: left, right: right, attributes: attributes(inForce))
  }

  /// Splits an item; the halves are joined again at the end of the transaction if nothing came
  /// between them.
  mutating func splitForEdit(_ slot: Slot, at offset: UInt32) {
    let right = split(slot, at: offset)
    transaction.joinable.append(items.spans[right].id)
  }

  /// Steps over the item on the right.
  func advance(_ position: inout TextPosition) {
    let span = items.spans[position.right]
    if span.kind == .format, !span.isDeleted {
      position.attributes.apply(format(of: position.right))
    }
    position.left = position.right
    position.right = items.links[position.right].right
  }

  /// Inserts one item of content or a new shared type with attributes.
  ///
  /// Attributes in force that are not named end before the content and go on behind it.
  mutating func insert(
    _ content: PreparedContent,
    at position: inout TextPosition,
    attributes: TextAttributes,
    edit: LocalEdit
  ) {
    var wanted = attributes
    for member in position.attributes.members where wanted[member.key] == nil {
      wanted[member.key] = .null
    }
    skipFormats(equalTo: wanted, from: &position)
    let negated = insertFormats(wanted, at: &position, edit: edit)
    position.left = insert(content, between: position.left, and: position.right, edit: edit)
    insertNegated(negated, at: &position, edit: edit)
  }

  /// Gives the next visible units attributes; beyond the end it inserts line feeds, as Yjs does.
  mutating func format(
    _ length: Int,
    at position: inout TextPosition,
    attributes: TextAttributes,
    edit: LocalEdit
  ) {
    var rest = length
    skipFormats(equalTo: attributes, from: &position)
    var negated = insertFormats(attributes, at: &position, edit: edit)
    while position.right != noSlot {
      let span = items.spans[position.right]
      guard rest > 0 || (!negated.isEmpty && (span.isDeleted || span.kind == .format)) else {
        break
      }
      if span.kind == .format, !span.isDeleted {
        let format = format(of: position.right)
        if let value = attributes[format.key] {
          if value.hasSameMeaning(as: format.value) {
            negated[format.key] = nil
          } else {
            // What comes behind the range is none of ours.
            if rest == 0 { break }
            negated[format.key] = format.value
          }
          delete(position.right)
        } else {
          position.attributes[format.key] = format.value
        }
      } else if !span.isDeleted {
        if rest < Int(span.length) { splitForEdit(position.right, at: UInt32(rest)) }
        rest -= Int(items.spans[position.right].length)
      }
      advance(&position)
    }
    if rest > 0 {
      let lines = PreparedContent.run(
        .string,
        bytes: [UInt8](repeating: 0x0A, count: rest),
        length: rest
      )
      position.left = insert(lines, between: position.left, and: position.right, edit: edit)
    }
    insertNegated(negated, at: &position, edit: edit)
  }

  /// Deletes the next visible units, and the formats that mean nothing without them.
  mutating func deleteText(_ length: Int, at position: inout TextPosition) {
    var rest = length
    let before = position.attributes
    let start = position.right
    while rest > 0, position.right != noSlot {
      let span = items.spans[position.right]
      if !span.isDeleted, span.kind == .string || span.kind == .type || span.kind == .embed {
        if rest < Int(span.length) { splitForEdit(position.right, at: UInt32(rest)) }
        rest -= Int(items.spans[position.right].length)
        delete(position.right)
      }
      advance(&position)
    }
    cleanUpFormats(
      from: start,
      to: position.right,
      before: before,
      after: &position.attributes
    )
  }

  // MARK: Parts

  /// Steps over deleted items and over formats that already say what is wanted.
  private func skipFormats(equalTo wanted: TextAttributes, from position: inout TextPosition) {
    while position.right != noSlot {
      let span = items.spans[position.right]
      if !span.isDeleted {
        guard span.kind == .format else { return }
        let format = format(of: position.right)
        guard wanted.comparable(format.key).hasSameMeaning(as: format.value) else { return }
      }
      advance(&position)
    }
  }

  /// Inserts formats for what is not in force yet, and returns what to insert behind the range.
  private mutating func insertFormats(
    _ wanted: TextAttributes,
    at position: inout TextPosition,
    edit: LocalEdit
  ) -> TextAttributes {
    var negated = TextAttributes()
    for member in wanted.members {
      let current = position.attributes.comparable(member.key)
      if current.hasSameMeaning(as: member.value) { continue }
      negated[member.key] = current
      insertFormat(member, at: &position, edit: edit)
    }
    return negated
  }

  /// Ends the attributes of a range, unless what follows ends them anyway.
  private mutating func insertNegated(
    _ attributes: TextAttributes,
    at position: inout TextPosition,
    edit: LocalEdit
  ) {
    var negated = attributes
    while position.right != noSlot {
      let span = items.spans[position.right]
      if !span.isDeleted {
        guard span.kind == .format else { break }
        let format = format(of: position.right)
        guard negated[format.key]?.hasSameMeaning(as: format.value) == true else { break }
        negated[format.key] = nil
      }
      advance(&position)
    }
    for member in negated.members { insertFormat(member, at: &position, edit: edit) }
  }

  private mutating func insertFormat(
    _ member: Value.Member,
    at position: inout TextPosition,
    edit: LocalEdit
  ) {
    // What cannot be written was refused before the edit began.
    guard let bytes = try? Self.formatBytes(member.key, member.value, depth: .max) else { return }
    let format = PreparedContent.run(.format, bytes: bytes, length: 1)
    position.left = insert(format, between: position.left, and: position.right, edit: edit)
    position.attributes.apply(member)
  }
}
