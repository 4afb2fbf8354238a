// SPDX-License-Identifier: Apache-2.0

/// Who listens to a document, and what is on its way to them.
///
/// A document has one only when somebody listens; everything about transactions that only listeners
/// need is here.
final class Observation {
  typealias DocumentHandler = (TransactionSummary) -> Void
  typealias TypeHandler = (TypeEvent) -> Void
  typealias DeepHandler = ([TypeEvent]) -> Void

  struct Entry<Handler> {
    var identifier: Int
    var handler: Handler
  }

  /// Whether formats that mean nothing are deleted after remote changes.
  let cleansUpFormatting: Bool

  private(set) var documentHandlers: [Entry<DocumentHandler>] = []
  private(set) var typeHandlers: [UInt32: [Entry<TypeHandler>]] = [:]
  private(set) var deepHandlers: [UInt32: [Entry<DeepHandler>]] = [:]
  var undoStates: [UndoState] = []

  /// What caused the open transaction.
  var cause = TransactionCause.local
  var source: TransactionSource?

  private var deliveries: [(identifier: Int, call: () -> Void)] = []
  private var isDelivering = false
  private var active: Set<Int> = []
  private var nextIdentifier = 0

  init(cleansUpFormatting: Bool) {
    self.cleansUpFormatting = cleansUpFormatting
  }

  /// Whether somebody wants to know how types changed.
  var hasTypeHandlers: Bool { !typeHandlers.isEmpty || !deepHandlers.isEmpty }

  // MARK: Subscriptions

  func add(_ handler: @escaping DocumentHandler) -> Int {
    let identifier = makeIdentifier()
    documentHandlers.append(Entry(identifier: identifier, handler: handler))
    return identifier
  }

  func add(_ handler: @escaping TypeHandler, to type: UInt32) -> Int {
    let identifier = makeIdentifier()
    typeHandlers[type, default: []].append(Entry(identifier: identifier, handler: handler))
    return identifier
  }

  func addDeep(_ handler: @escaping DeepHandler, to type: UInt32) -> Int {
    let identifier = makeIdentifier()
    deepHandlers[type, default: []].append(Entry(identifier: identifier, handler: handler))
    return identifier
  }

  func remove(_ identifier: Int) {
    guard active.remove(identifier) != nil else { return }
    documentHandlers.removeAll { $0.identifier == identifier }
    for (type, entries) in typeHandlers
    where entries.contains(where: { $0.identifier == identifier }) {
      let rest = entries.filter { $0.identifier != identifier }
      typeHandlers[type] = rest.isEmpty ? nil : rest
    }
    for (type, entries) in deepHandlers
    where entries.contains(where: { $0.identifier == identifier }) {
      let rest = entries.filter { $0.identifier != identifier }
      deepHandlers[type] = rest.isEmpty ? nil : rest
    }
    for state in undoStates { state.handlers.removeAll { $0.identifier == identifier } }
  }

  func makeIdentifier() -> Int {
    nextIdentifier += 1
    active.insert(nextIdentifier)
    return nextIdentifier
  }

  // MARK: Delivery

  /// Puts a call in line; whoever gave up its subscription by then is not called.
  func enqueue(_ identifier: Int, _ call: @escaping () -> Void) {
    deliveries.append((identifier, call))
  }

  /// Makes the calls that are in line, those that come of them included, in order.
  func deliver() {
    guard !isDelivering else { return }
    isDelivering = true
    var next = 0
    while next < deliveries.count {
      let delivery = deliveries[next]
      next += 1
      if active.contains(delivery.identifier) { delivery.call() }
    }
    deliveries = []
    isDelivering = false
  }
}
