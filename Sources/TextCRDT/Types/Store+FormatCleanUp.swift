// SPDX-License-Identifier: Apache-2.0

// Deleting formats that mean nothing, as Yjs 13.5.43 does it (`cleanupFormattingGap`).

extension Store {
  /// Deletes the formats of a whole text that are overwritten before they meet content, or that
  /// repeat what is in force.
  ///
  /// - Complexity: O(*n*) in items.
  mutating func cleanUpFormats(of type: UInt32) {
    var start = types.rows[type].start
    var end = start
    var before = TextAttributes()
    var current = TextAttributes()
    while end != noSlot {
      let span = items.spans[end]
      if !span.isDeleted {
        if span.kind == .format {
          current.apply(format(of: end))
        } else {
          cleanUpFormats(from: start, to: end, before: before, after: &current)
          before = current
          start = end
        }
      }
      end = items.links[end].right
    }
  }

  /// Deletes needless formats between two places, and on to the next visible content.
  ///
  /// - Parameters:
  ///   - start: The first item looked at.
  ///   - middle: Where the part ends whose attributes `after` has taken in.
  ///   - before: The attributes in force at the start.
  ///   - after: The attributes in force in the middle; those of deleted formats are taken out.
  mutating func cleanUpFormats(
    from start: Slot,
    to middle: Slot,
    before: TextAttributes,
    after: inout TextAttributes
  ) {
    var end = middle
    var final = after
    while end != noSlot, items.spans[end].visibleLength == 0 {
      if items.spans[end].kind == .format, !items.spans[end].isDeleted {
        final.apply(format(of: end))
      }
      end = items.links[end].right
    }
    var slot = start
    var isBehindMiddle = false
    while slot != end, slot != noSlot {
      if slot == middle { isBehindMiddle = true }
      let span = items.spans[slot]
      if span.kind == .format, !span.isDeleted {
        let format = format(of: slot)
        let isOverwritten = !final.comparable(format.key).hasSameMeaning(as: format.value)
        let isRepeated = before.comparable(format.key).hasSameMeaning(as: format.value)
        if isOverwritten || isRepeated {
          delete(slot)
          if !isBehindMiddle, !isRepeated,
            after.comparable(format.key).hasSameMeaning(as: format.value)
          {
            after[format.key] = nil
          }
        }
      }
      slot = items.links[slot].right
    }
  }
}
