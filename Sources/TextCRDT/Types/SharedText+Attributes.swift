// SPDX-License-Identifier: Apache-2.0

// Text with attributes and embeds, in the semantics of Yjs 13.5.

extension SharedText {
  /// The visible text and embeds with their attributes, in runs.
  ///
  /// - Complexity: O(*n*) in items and bytes.
  public var runs: [TextRun] {
    document.store.runs(of: type).map { run in
      switch run.content {
      case .string(let bytes): .text(String(decoding: bytes, as: UTF8.self), run.attributes)
      case .item(let slot):
        .embed(document.contents(of: slot).last ?? .value(.undefined), run.attributes)
      }
    }
  }

  /// Inserts text that has these attributes and no others.
  ///
  /// - Parameters:
  ///   - text: The text to insert; may be empty.
  ///   - offset: In visible UTF-16 units, `0...length`.
  ///   - attributes: What is said of the text.
  /// - Throws: ``EditError``; the document is then unchanged.
  /// - Complexity: O(*n*) in items.
  public func insert(
    _ text: String,
    at offset: Int,
    attributes: TextAttributes
  ) throws(EditError) {
    try insert(text, at: offset, inheriting: false, attributes)
  }

  /// Inserts one object or shared type.
  ///
  /// - Parameters:
  ///   - embed: A value JSON can hold, or a new shared type.
  ///   - offset: In visible UTF-16 units, `0...length`.
  ///   - attributes: What is said of it; attributes in force before it are not taken on.
  /// - Throws: ``EditError``; the document is then unchanged.
  /// - Complexity: O(*n*) in items.
  public func insert(
    embed: NewContent,
    at offset: Int,
    attributes: TextAttributes = [:]
  ) throws(EditError) {
    try edit(at: offset) { preparation, depth throws(EditError) in
      try preparation.note(attributes)
      return .insert(try preparation.prepareEmbed(embed, depth: depth), attributes)
    }
  }

  /// Gives a range attributes, or takes them by `null`.
  ///
  /// - Parameters:
  ///   - range: In visible UTF-16 units, within `0..<length`.
  ///   - attributes: Names and values; others stay as they are.
  /// - Throws: ``EditError``; the document is then unchanged.
  /// - Complexity: O(*n*) in items.
  public func format(
    _ range: Range<Int>,
    _ attributes: TextAttributes
  ) throws(EditError) {
    guard range.upperBound <= length else { throw .offsetOutOfBounds(range.upperBound) }
    guard !range.isEmpty else { return }
    try edit(at: range.lowerBound) { preparation, _ throws(EditError) in
      try preparation.note(attributes)
      return .retain(range.count, attributes)
    }
  }

  /// Carries out the steps of an edit that goes through the text from its start.
  ///
  /// - Parameter edits: What to step over, insert and delete.
  /// - Throws: ``EditError``; the document is then unchanged.
  /// - Complexity: O(*n*) in items.
  public func apply(_ edits: [TextEdit]) throws(EditError) {
    let edit = try document.store.beginEdit(of: type, by: document.clientID)
    var preparation = ContentPreparation(limits: document.limits)
    let depth = document.store.remainingDepth(in: type)
    let prepared = try preparation.prepare(edits, length: length, depth: depth)
    try document.store.checkRoom(for: preparation, edit: edit)
    document.begin()
    document.store.apply(prepared, edit: edit)
    document.end()
  }

  // MARK: Parts

  /// Whether attributes must be looked for.
  var hasFormats: Bool { document.store.types.rows[type].hasFormats }

  func insert(
    _ text: String,
    at offset: Int,
    inheriting: Bool,
    _ attributes: TextAttributes
  ) throws(EditError) {
    guard !text.isEmpty else { return try checkOffset(offset) }
    try edit(at: offset, inheriting: inheriting) { preparation, _ throws(EditError) in
      try preparation.note(attributes)
      return .insert(try preparation.prepareText(text), attributes)
    }
  }

  func removeFormatted(_ range: Range<Int>) throws(EditError) {
    guard range.upperBound <= length else { throw .offsetOutOfBounds(range.upperBound) }
    guard !range.isEmpty else { return }
    try edit(at: range.lowerBound) { _, _ throws(EditError) in .delete(range.count) }
  }

  private func checkOffset(_ offset: Int) throws(EditError) {
    guard offset >= 0, offset <= length else { throw .offsetOutOfBounds(offset) }
  }

  /// Carries out one step at a place; what is inserted may take on the attributes in force.
  private func edit(
    at offset: Int,
    inheriting: Bool = false,
    prepare: (inout ContentPreparation, Int) throws(EditError) -> PreparedEdit
  ) throws(EditError) {
    try checkOffset(offset)
    let edit = try document.store.beginEdit(of: type, by: document.clientID)
    var preparation = ContentPreparation(limits: document.limits)
    let step = try prepare(&preparation, document.store.remainingDepth(in: type))
    try document.store.checkRoom(for: preparation, edit: edit)
    document.begin()
    var position = document.store.textPosition(at: offset, in: type)
    switch step {
    case .retain(let count, let attributes):
      document.store.format(count, at: &position, attributes: attributes, edit: edit)
    case .insert(let content, let attributes):
      document.store.insert(
        content,
        at: &position,
        attributes: inheriting ? position.attributes : attributes,
        edit: edit
      )
    case .delete(let count): document.store.deleteText(count, at: &position)
    }
    document.end()
  }
}
