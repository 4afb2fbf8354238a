// SPDX-License-Identifier: Apache-2.0

/// Puts the changes of a text together, item by item from its start (Yjs `YTextEvent.delta`).
///
/// Yjs deletes formats that mean nothing while it does so; here they are only passed over.
struct TextChangeBuilder {
  private enum Step {
    case retain(Int)
    case insert([UInt8])
    case delete(Int)
  }

  private(set) var changes: [TextChange] = []
  private var step: Step?
  /// The attributes in force now.
  private var current = TextAttributes()
  /// What formats said before the transaction, `null` included.
  private var old = TextAttributes()
  /// What retained units were given, as far as it differs from before.
  private var given = TextAttributes()

  mutating func retain(_ count: Int) {
    if case .retain(let before)? = step {
      step = .retain(before + count)
    } else {
      finishStep()
      step = .retain(count)
    }
  }

  mutating func delete(_ count: Int) {
    if case .delete(let before)? = step {
      step = .delete(before + count)
    } else {
      finishStep()
      step = .delete(count)
    }
  }

  mutating func insert(_ bytes: [UInt8]) {
    if case .insert(let before)? = step {
      step = .insert(before + bytes)
    } else {
      finishStep()
      step = .insert(bytes)
    }
  }

  mutating func insert(embed content: Content) {
    finishStep()
    changes.append(.embed(content, current))
  }

  mutating func insertFormat(_ format: Value.Member) {
    if !current.comparable(format.key).hasSameMeaning(as: format.value) {
      finishRetained()
      let isAsBefore = old.comparable(format.key).hasSameMeaning(as: format.value)
      given[format.key] = isAsBefore ? nil : format.value
    } else if format.value != .null {
      return
    }
    enforce(format)
  }

  mutating func deleteFormat(_ format: Value.Member) {
    old[format.key] = format.value
    let value = current.comparable(format.key)
    guard !value.hasSameMeaning(as: format.value) else { return }
    finishRetained()
    given[format.key] = value
  }

  mutating func retainFormat(_ format: Value.Member) {
    old[format.key] = format.value
    if let value = given[format.key] {
      if !value.hasSameMeaning(as: format.value) {
        finishRetained()
        given[format.key] = format.value == .null ? nil : format.value
      } else if value != .null {
        return
      }
    }
    enforce(format)
  }

  /// Ends the changes; units that stay as they were need no step.
  mutating func finish() {
    finishStep()
    while case .retain(_, let attributes)? = changes.last, attributes.isEmpty {
      changes.removeLast()
    }
  }

  private mutating func enforce(_ format: Value.Member) {
    if case .insert? = step { finishStep() }
    current.apply(format)
  }

  private mutating func finishRetained() {
    if case .retain? = step { finishStep() }
  }

  private mutating func finishStep() {
    switch step {
    case .retain(let count)?: changes.append(.retain(count, given))
    case .insert(let bytes)?:
      changes.append(.insert(String(decoding: bytes, as: UTF8.self), current))
    case .delete(let count)?: changes.append(.delete(count))
    case nil: break
    }
    step = nil
  }
}

extension Document {
  /// What changed in a text in the open transaction.
  ///
  /// - Complexity: O(*n*) in items.
  func textChanges(of type: UInt32, _ deleted: ClockRangeSet) -> [TextChange] {
    var builder = TextChangeBuilder()
    store.forEachPart(of: type, deleted) { slot, part in
      switch (store.items.spans[slot].kind, part.fate) {
      case (.format, .inserted): builder.insertFormat(store.format(of: slot))
      case (.format, .deleted): builder.deleteFormat(store.format(of: slot))
      case (.format, .unchanged): builder.retainFormat(store.format(of: slot))
      case (.string, .inserted): builder.insert(store.textBytes(of: slot, units: part.units))
      case (.embed, .inserted), (.type, .inserted):
        if let content = contents(of: slot).last { builder.insert(embed: content) }
      case (.string, .deleted), (.embed, .deleted), (.type, .deleted):
        builder.delete(part.units.count)
      case (.string, .unchanged), (.embed, .unchanged), (.type, .unchanged):
        builder.retain(part.units.count)
      default: break
      }
    }
    builder.finish()
    return builder.changes
  }
}

extension Store {
  /// The UTF-8 of the last units of a text item, which begin a scalar.
  fileprivate func textBytes(of slot: Slot, units: Range<Int>) -> [UInt8] {
    let span = items.spans[slot]
    let content = items.contents[slot]
    let (start, _) = clients.rows[span.client].bytes.byteOffset(
      ofUnit: units.lowerBound,
      length: Int(span.length),
      in: content.range
    )
    var bytes: [UInt8] = []
    clients.rows[span.client].bytes.copy(
      Int(content.start + start)..<Int(content.end),
      to: &bytes
    )
    return bytes
  }
}
