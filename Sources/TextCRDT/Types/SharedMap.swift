// SPDX-License-Identifier: Apache-2.0

/// A map of a ``Document``: keys to JSON-like values or shared types.
///
/// Keys are told apart by their bytes. Of values set concurrently under one key, one wins on all
/// replicas.
public struct SharedMap: SharedType {
  let document: Document
  let type: UInt32

  /// What the handle points at.
  public var reference: TypeReference { TypeReference(document: document, type: type) }

  // MARK: Reading

  /// How many keys have a value.
  ///
  /// - Complexity: O(*n*) in keys that ever had a value.
  public var count: Int { document.store.liveEntryCount(of: type) }

  /// The keys that have a value, in order of their bytes.
  ///
  /// - Complexity: O(*n* log *n*) in keys.
  public var keys: [String] {
    document.store.liveEntries(of: type).map { document.store.names.string($0.name) }
  }

  /// The keys and what stands under them, in order of the keys' bytes.
  ///
  /// - Complexity: O(*n* log *n*) in keys, plus the size of the values.
  public var entries: [(key: String, content: Content)] {
    document.store.liveEntries(of: type).compactMap { entry in
      document.contents(of: entry.slot).last.map {
        (key: document.store.names.string(entry.name), content: $0)
      }
    }
  }

  /// The value under a key; a shared type is given as its JSON.
  ///
  /// - Parameter key: The key.
  /// - Returns: The value, nil when there is none.
  /// - Complexity: O(1), plus the size of the value.
  public func value(_ key: String) -> Value? {
    content(key)?.json
  }

  /// What stands under a key.
  ///
  /// - Parameter key: The key.
  /// - Returns: A value or a handle, nil when there is none.
  /// - Complexity: O(1), plus the size of a plain value.
  public func content(_ key: String) -> Content? {
    document.content(under: key, of: type)
  }

  /// All keys and values, keys in order of their bytes, shared types as their JSON.
  ///
  /// - Complexity: O(*n* log *n*) in keys.
  public var json: Value { document.store.jsonOfMap(type) }

  // MARK: Editing

  /// Sets the value under a key.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - value: The value.
  /// - Throws: ``EditError``; the document is then unchanged.
  public func set(_ key: String, _ value: Value) throws(EditError) {
    try document.setEntry(key, to: .value(value), of: type)
  }

  /// Sets what stands under a key.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - content: A value, or a new shared type with its first content.
  /// - Returns: What then stands there; of a new type its handle.
  /// - Throws: ``EditError``; the document is then unchanged.
  @discardableResult
  public func set(_ key: String, content: NewContent) throws(EditError) -> Content {
    try document.setEntry(key, to: content, of: type)
    return self.content(key) ?? .value(.undefined)
  }

  /// Removes the value under a key; does nothing when there is none.
  ///
  /// - Parameter key: The key.
  public func remove(_ key: String) {
    document.removeEntry(key, of: type)
  }

  /// Removes all values.
  ///
  /// - Complexity: O(*n*) in keys and in what they hold.
  public func removeAll() {
    document.removeAllEntries(of: type)
  }
}

extension SharedMap {
  /// The text under a key, nil when something else stands there.
  public func text(_ key: String) -> SharedText? {
    if case .text(let type)? = content(key) { type } else { nil }
  }

  /// The map under a key, nil when something else stands there.
  public func map(_ key: String) -> SharedMap? {
    if case .map(let type)? = content(key) { type } else { nil }
  }

  /// The array under a key, nil when something else stands there.
  public func array(_ key: String) -> SharedArray? {
    if case .array(let type)? = content(key) { type } else { nil }
  }
}
