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
  /// Who listens; nil while nobody does, and then edits cost nothing for it.
  var observation: Observation?

  /// Makes an empty document.
  ///
  /// - Parameters:
  ///   - clientID: A random number, new for each session; two sessions with one number corrupt each
  ///     other's edits.
  ///   - limits: What the document accepts.
  ///   - collectsGarbage: Whether deleted content is dropped. Without it the content stays, as
  ///     history needs.
  ///   - cleansUpFormatting: Whether formats that mean nothing are deleted after remote changes, as
  ///     Yjs does. An editor wants it and sends these deletions, of which ``observe(_:)`` tells; a
  ///     server that only relays does not.
  public init(
    clientID: ClientID,
    limits: Limits = Limits(),
    collectsGarbage: Bool = true,
    cleansUpFormatting: Bool = false
  ) {
    self.clientID = clientID
    self.limits = limits
    if cleansUpFormatting { observation = Observation(cleansUpFormatting: true) }
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
  /// - Returns: A token for ``integrate(_:source:)``.
  /// - Throws: ``UpdateError``.
  /// - Complexity: O(*n* log *m*); *n* blocks in the update, *m* items in the document.
  public func prepare(_ update: consuming [UInt8]) throws(UpdateError) -> PreparedUpdate {
    try store.makePlan(update)
    return PreparedUpdate(generation: store.plan.generation)
  }

  /// Takes a prepared update in; this cannot fail.
  ///
  /// - Parameters:
  ///   - update: What ``prepare(_:)`` returned last.
  ///   - source: Who caused it, for those who observe.
  /// - Returns: What came of it.
  @discardableResult
  public func integrate(
    _ update: PreparedUpdate,
    source: TransactionSource? = nil
  ) -> Integration {
    precondition(store.plan.isOpen && store.plan.generation == update.generation)
    return integratePlan(source)
  }

  /// The clients of whom a prepared update brings units that the document does not hold.
  ///
  /// What it repeats, in whatever form, is not among them; what would have to wait for its
  /// dependencies is.
  ///
  /// - Parameter update: What ``prepare(_:)`` returned last.
  /// - Returns: The clients in the update's order.
  /// - Complexity: O(*n*) in the update's clients.
  public func newClients(in update: PreparedUpdate) -> [ClientID] {
    precondition(store.plan.isOpen && store.plan.generation == update.generation)
    return store.newClientsOfPlan
  }

  /// Gives a prepared update up; the document is as it was before.
  ///
  /// - Parameter update: What ``prepare(_:)`` returned last.
  public func discard(_ update: PreparedUpdate) {
    precondition(store.plan.generation == update.generation)
    store.abandonPlan()
  }

  /// Reads, checks and takes in an update; a refused one leaves the document as it was.
  ///
  /// - Parameters:
  ///   - update: A Yjs update, v1.
  ///   - source: Who caused it, for those who observe.
  /// - Returns: What came of it.
  /// - Throws: ``UpdateError``.
  @discardableResult
  public func apply(
    _ update: consuming [UInt8],
    source: TransactionSource? = nil
  ) throws(UpdateError) -> Integration {
    guard observation != nil else { return try store.apply(update) }
    try store.makePlan(update)
    return integratePlan(source)
  }

  private func integratePlan(_ source: TransactionSource?) -> Integration {
    guard observation != nil else { return store.integratePlan() }
    begin(.remote, source: source)
    let result = store.integratePlan()
    end()
    return result
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
  /// - Parameters:
  ///   - source: Who causes it, for those who observe.
  ///   - body: Edits and applies; what it did before it threw stays done.
  /// - Returns: A Yjs update, v1; nil when nothing changed.
  /// - Throws: What the body throws.
  public func transact<Failure: Error>(
    source: TransactionSource? = nil,
    _ body: () throws(Failure) -> Void
  ) throws(Failure) -> [UInt8]? {
    begin(.local, source: source)
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

  /// Opens a transaction, or a part of the open one.
  func begin(_ cause: TransactionCause = .local, source: TransactionSource? = nil) {
    if let observation, store.transaction.depth == 0 {
      observation.cause = cause
      observation.source = source
    }
    store.transaction.depth += 1
  }

  /// Ends what ``begin(_:source:)`` opened; those who observe are told.
  func end() {
    guard let observation, store.transaction.depth == 1 else { return store.endTransaction() }
    finishObserved(observation)
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
