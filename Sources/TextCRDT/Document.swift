// SPDX-License-Identifier: Apache-2.0

/// A replicated document: Yjs's, in Swift.
///
/// Any two documents that took in the same updates hold the same content, whatever the order.
/// A document has neither isolation nor locks: it lives in one actor or on one thread.
///
/// ```swift
/// let document = Document(clientID: ClientID(rawValue: 7))
/// let update = try document.transact { try document.text("content").insert("Bonjour", at: 0) }
/// let other = Document(clientID: ClientID(rawValue: 8))
/// if let update { try other.apply(update) }
/// print(other.text("content").string)  // Bonjour
/// ```
public final class Document {
  /// The client under whose name local edits enter.
  public let clientID: ClientID

  /// What the document accepts.
  public let limits: Limits

  var store: Store

  /// Makes an empty document.
  ///
  /// - Parameters:
  ///   - clientID: A random number, new for each session; two sessions with one number corrupt each
  ///     other's edits.
  ///   - limits: What the document accepts.
  ///   - collectsGarbage: Whether deleted content is dropped. Without it the content stays, as
  ///     history needs.
  public init(clientID: ClientID, limits: Limits = Limits(), collectsGarbage: Bool = true) {
    self.clientID = clientID
    self.limits = limits
    store = Store(limits: limits, collectsGarbage: collectsGarbage)
  }

  /// For each client the next clock expected.
  ///
  /// - Complexity: O(*n*) in clients.
  public var stateVector: StateVector { store.stateVector }

  /// What is deleted.
  ///
  /// - Complexity: O(*n*) in items.
  public var deleteSet: DeleteSet { store.deleteSet }

  // MARK: Updates

  /// Reads and checks an update; the document does not change.
  ///
  /// Only the update prepared last can be integrated.
  ///
  /// - Parameter update: A Yjs update, v1.
  /// - Returns: A token for ``integrate(_:)``.
  /// - Throws: ``UpdateError``.
  /// - Complexity: O(*n* log *m*); *n* blocks in the update, *m* items in the document.
  public func prepare(_ update: [UInt8]) throws(UpdateError) -> PreparedUpdate {
    try store.makePlan(update)
    return PreparedUpdate(generation: store.plan.generation)
  }

  /// Takes a prepared update in; this cannot fail.
  ///
  /// - Parameter update: What ``prepare(_:)`` returned last.
  /// - Returns: What came of it.
  @discardableResult
  public func integrate(_ update: PreparedUpdate) -> Integration {
    precondition(store.plan.isOpen && store.plan.generation == update.generation)
    return store.integratePlan()
  }

  /// Reads, checks and takes in an update; a refused one leaves the document as it was.
  ///
  /// - Parameter update: A Yjs update, v1.
  /// - Returns: What came of it.
  /// - Throws: ``UpdateError``.
  @discardableResult
  public func apply(_ update: [UInt8]) throws(UpdateError) -> Integration {
    try store.makePlan(update)
    return store.integratePlan()
  }

  /// Everything a state vector lacks, with the whole delete set; what is pending is left out.
  ///
  /// - Parameter vector: What the reader has; the empty one asks for everything.
  /// - Returns: A Yjs update, v1.
  /// - Complexity: O(*n*) in items.
  public func encodedState(since vector: StateVector = StateVector()) -> [UInt8] {
    store.encodeState(since: vector)
  }

  /// What waits for its dependencies, as one Yjs update (v1); nil when nothing does.
  public var pendingUpdate: [UInt8]? {
    guard !store.pending.isEmpty else { return nil }
    var updates = store.pending.waitingUnits.map { $0.update }
    var writer = ByteWriter()
    writer.writeVarUInt(0)
    store.pending.deletes.write(to: &writer)
    updates.append(writer.bytes)
    // Units were checked when they were kept.
    return try? Updates.merge(updates)
  }

  /// Whether something waits for its dependencies.
  public var hasPending: Bool { !store.pending.isEmpty }

  // MARK: Editing

  /// Groups edits and applied updates, and returns what they did together as one update.
  ///
  /// Transactions nest; an inner one returns nil and its edits are in the outer one's update.
  ///
  /// - Parameter body: Edits and applies; what it did before it threw stays done.
  /// - Returns: A Yjs update, v1; nil when nothing changed.
  /// - Throws: What the body throws.
  public func transact<Failure: Error>(
    _ body: () throws(Failure) -> Void
  ) throws(Failure) -> [UInt8]? {
    begin()
    do {
      try body()
    } catch {
      end()
      throw error
    }
    let isOutermost = store.transaction.depth == 1
    let update = isOutermost && store.transaction.changed ? store.encodeTransaction() : nil
    end()
    return update
  }

  func begin() {
    store.transaction.depth += 1
  }

  func end() {
    store.endTransaction()
  }

  // MARK: Roots

  /// The names of the roots that hold or held something.
  public var rootNames: [String] {
    store.types.rootTypes.keys.map { store.names.string($0) }.sorted()
  }

  /// The text at a root.
  ///
  /// - Parameter root: The root's name.
  /// - Returns: A handle, which stays valid as long as the document.
  public func text(_ root: String) -> SharedText {
    SharedText(document: self, type: rootType(root, kind: .text))
  }

  /// The map at a root.
  ///
  /// - Parameter root: The root's name.
  /// - Returns: A handle, which stays valid as long as the document.
  public func map(_ root: String) -> SharedMap {
    SharedMap(document: self, type: rootType(root, kind: .map))
  }

  /// The array at a root.
  ///
  /// - Parameter root: The root's name.
  /// - Returns: A handle, which stays valid as long as the document.
  public func array(_ root: String) -> SharedArray {
    SharedArray(document: self, type: rootType(root, kind: .array))
  }

  /// The XML fragment at a root.
  ///
  /// - Parameter root: The root's name.
  /// - Returns: A handle, which stays valid as long as the document.
  public func xmlFragment(_ root: String) -> SharedXMLFragment {
    SharedXMLFragment(document: self, type: rootType(root, kind: .xmlFragment))
  }

  private func rootType(_ root: String, kind: TypeKind) -> UInt32 {
    store.abandonPlan()
    let type = store.types.insertRoot(named: store.names.insert(Array(root.utf8)))
    if store.types.rows[type].kind == .unknown { store.types.rows[type].kind = kind }
    return type
  }
}

/// An update that was checked and waits to be integrated.
public struct PreparedUpdate: Sendable {
  let generation: Int
}

/// What came of an integrated update.
public struct Integration: Sendable {
  /// Whether anything was inserted or deleted.
  public let changed: Bool

  /// Whether a part of the update waits for its dependencies.
  public let pending: Bool
}
