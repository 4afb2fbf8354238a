// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// YATA's order among items that were inserted concurrently at one place.
  ///
  /// - Returns: The item to insert behind, or ``noSlot`` for the start.
  mutating func resolveConflict(
    _ span: ItemSpan,
    origins: ItemOrigins,
    parent: UInt32,
    key: UInt32,
    left: Slot,
    right: Slot
  ) -> Slot {
    let newClient = clients.rows[span.client].id
    let place = SiblingIndex.Place(
      parent: parent,
      key: key,
      origin: origins.origin,
      rightOrigin: origins.rightOrigin
    )
    var other: Slot
    if let sibling = sibling(at: place, before: newClient) {
      other = sibling
    } else if left != noSlot {
      other = items.links[left].right
    } else if key != noIndex {
      other = firstEntry(of: parent, key: key)
    } else {
      other = types.rows[parent].start
    }
    if scanOrder.count < items.spans.count {
      scanOrder.append(repeating: 0, count: items.spans.count - scanOrder.count)
    }
    let first = other
    var result = left
    // Items scanned so far are those before the origin; of them, those scanned at or after
    // `firstConflicting` conflict with the new one.
    var scanned: UInt32 = 0
    var firstConflicting: UInt32 = 0
    while other != noSlot, other != right {
      scanned += 1
      scanOrder[other] = scanned
      let otherOrigins = items.origins[other]
      if otherOrigins.origin == origins.origin {
        if clients.rows[items.spans[other].client].id < newClient {
          result = other
          firstConflicting = scanned
        } else if otherOrigins.rightOrigin == origins.rightOrigin {
          break
        }
      } else if !otherOrigins.origin.isNone {
        let originOrder = scanOrder[slot(containing: otherOrigins.origin)]
        if originOrder == 0 { break }
        if originOrder <= firstConflicting {
          result = other
          firstConflicting = scanned
        }
      } else {
        break
      }
      other = items.links[other].right
    }
    forgetScan(from: first, count: scanned)
    if scanned >= SiblingIndex.worthwhileLength || siblings.contains(place) {
      siblings.insert(span.id, of: newClient, at: place)
    }
    return result
  }

  /// The item after which a new one goes among its siblings, if that is remembered.
  private mutating func sibling(at place: SiblingIndex.Place, before client: ClientID) -> Slot? {
    while let id = siblings.last(at: place, before: client) {
      let slot = slot(containing: id)
      // It may have been joined to the run before it, or collected.
      if items.spans[slot].id == id, items.spans[slot].kind != .collected,
        items.origins[slot]
          == ItemOrigins(origin: place.origin, rightOrigin: place.rightOrigin)
      {
        return slot
      }
      siblings.removeLast(at: place, before: client)
    }
    return nil
  }

  private mutating func forgetScan(from first: Slot, count: UInt32) {
    var slot = first
    for _ in 0..<count {
      scanOrder[slot] = 0
      slot = items.links[slot].right
    }
  }
}
