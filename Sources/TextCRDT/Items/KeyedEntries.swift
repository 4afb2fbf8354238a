// SPDX-License-Identifier: Apache-2.0

/// A key of a shared type and the item that is its present value, deleted or not.
struct KeyedEntry {
  /// The key, as an index of names.
  let key: UInt32
  var slot: Slot
}

/// The keys of a shared type in the order in which they first had a value.
///
/// Yjs keeps that order, and deletes in it.
struct KeyedEntries {
  private(set) var list: [KeyedEntry] = []
  private var places: [UInt32: Int] = [:]

  /// The present value of a key; ``noSlot`` where there was never one, and never set to that.
  subscript(key: UInt32) -> Slot? {
    get { places[key].map { list[$0].slot } }
    set {
      guard let newValue else { return }
      if let place = places[key] {
        list[place].slot = newValue
      } else {
        places[key] = list.count
        list.append(KeyedEntry(key: key, slot: newValue))
      }
    }
  }
}
