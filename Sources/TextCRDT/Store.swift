// SPDX-License-Identifier: Apache-2.0

/// Everything a document is made of; ``Document`` wraps it for the outside.
///
/// A value without copies: one owner, no locks, no reference counting on the way of an edit. The
/// operations are extensions: `Store+Plan` reads and checks an update, `Store+Integrate` takes it
/// in, `Store+Delete`, `Store+Collect` and `Store+Join` do what their names say.
struct Store: ~Copyable {
  let limits: Limits
  let collectsGarbage: Bool

  var items = ItemTable()
  var index = ClockIndex()
  var clients = ClientTable()
  var types = TypeTable()
  var names = NameTable()
  var tree = PositionTree()
  var plan = Plan()
  var pending = PendingStore()
  var transaction = TransactionRecord()
  var redone = RedoneTable()

  /// Bytes of content in all clients, dead ones included.
  var contentBytes = 0
  /// Scratch of the conflict scan: the n-th item scanned holds n + 1, all others 0.
  var scanOrder = Column<UInt32>()
  /// Where to begin the conflict scan among many siblings.
  var siblings = SiblingIndex()

  init(limits: Limits, collectsGarbage: Bool) {
    self.limits = limits
    self.collectsGarbage = collectsGarbage
  }
}
