// SPDX-License-Identifier: Apache-2.0

// Keys and values, which maps have and as attributes also texts and XML elements.

extension Document {
  func setEntry(_ key: String, to content: NewContent, of type: UInt32) throws(EditError) {
    let edit = try store.beginEdit(of: type, by: clientID)
    var preparation = ContentPreparation(limits: limits)
    let prepared = try preparation.prepare(content, depth: store.remainingDepth(in: type))
    try store.checkRoom(for: preparation, edit: edit)
    begin()
    store.setEntry(Array(key.utf8), to: prepared, edit: edit)
    end()
  }

  func removeEntry(_ key: String, of type: UInt32) {
    store.abandonPlan()
    guard let name = store.names.index(of: Array(key.utf8)) else { return }
    let slot = store.types.entry(of: type, key: name)
    guard slot != noSlot, !store.items.spans[slot].isDeleted else { return }
    begin()
    store.delete(slot)
    end()
  }

  func removeAllEntries(of type: UInt32) {
    store.abandonPlan()
    let entries = store.types.allEntries(of: type).filter {
      !store.items.spans[$0.slot].isDeleted
    }
    guard !entries.isEmpty else { return }
    begin()
    for entry in entries { store.delete(entry.slot) }
    end()
  }
}
