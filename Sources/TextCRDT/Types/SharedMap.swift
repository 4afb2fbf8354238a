// SPDX-License-Identifier: Apache-2.0

/// A map of a ``Document``: keys to JSON-like values or shared types.
public struct SharedMap {
  let document: Document
  let type: UInt32

  /// The value under a key; a shared type is given as its JSON.
  ///
  /// - Parameter key: The key.
  /// - Returns: The value, nil when there is none.
  /// - Complexity: O(1), plus the size of the value.
  public func value(_ key: String) -> Value? {
    guard let name = document.store.names.index(of: Array(key.utf8)) else { return nil }
    let slot = document.store.types.entry(of: type, key: name)
    guard slot != noSlot, !document.store.items.spans[slot].isDeleted else { return nil }
    return document.store.values(of: slot).last
  }

  /// Sets the value under a key; of concurrent values one wins on all replicas.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - value: The value.
  /// - Throws: ``EditError/limitExceeded(_:)``; the document is then unchanged.
  public func set(_ key: String, _ value: Value) throws(EditError) {
    var writer = ByteWriter()
    var kind = ContentKind.any
    if case .bytes(let bytes) = value {
      kind = .binary
      writer.bytes = bytes
    } else {
      writer.writeAny(value)
    }
    let client = document.store.clients.insert(document.clientID)
    try document.store.checkRoom(for: writer.bytes.count, length: 1, client: client)
    document.begin()
    let name = document.store.names.insert(Array(key.utf8))
    let left = document.store.types.entry(of: type, key: name)
    let content = document.store.stage(writer.bytes, client: client)
    document.store.insertLocally(
      kind,
      content,
      length: 1,
      client: client,
      between: left,
      and: noSlot,
      parent: type,
      key: name
    )
    document.end()
  }

  /// Removes the value under a key; does nothing when there is none.
  ///
  /// - Parameter key: The key.
  public func remove(_ key: String) {
    guard let name = document.store.names.index(of: Array(key.utf8)) else { return }
    let slot = document.store.types.entry(of: type, key: name)
    guard slot != noSlot else { return }
    document.begin()
    document.store.abandonPlan()
    document.store.delete(slot)
    document.end()
  }

  /// All keys and values, keys in order of their bytes, shared types as their JSON.
  ///
  /// - Complexity: O(*n* log *n*) in keys.
  public var json: Value { document.store.jsonOfMap(type) }
}
