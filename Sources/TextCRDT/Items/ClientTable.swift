// SPDX-License-Identifier: Apache-2.0

/// What a document knows of one client.
struct ClientRow: ~Copyable {
  let id: ClientID
  /// The next clock expected, which is how many units are known.
  var nextClock: UInt32 = 0
  /// The client's chunks in the ``ClockIndex``, in clock order.
  var directory = Column<UInt32>()
  /// The content the client inserted, in the order it was taken in; append-only between compactions.
  var bytes = Column<UInt8>()
  /// How many of `bytes` no item refers to any more.
  var deadBytes = 0
  /// Index of the client's segment in the plan being made, else ``noIndex``.
  var segment = noIndex
  /// The next clock expected once the plan being made is carried out.
  var plannedClock: UInt32 = 0
  /// The next clock before the open transaction, ``noIndex`` while the client has not advanced.
  var advancedFrom = noIndex
  /// The item with the client's last units, ``noSlot`` while there is none.
  var newest = noSlot
  /// Where a clock of this client was last found.
  var hint = ClockPosition(directory: 0, entry: 0)

  init(id: ClientID) {
    self.id = id
  }
}

/// The clients of a document; 32-bit indices stand for their 53-bit IDs.
struct ClientTable: ~Copyable {
  var rows = Column<ClientRow>()
  private var indices: [ClientID: UInt32] = [:]
  private var last: UInt32 = 0

  var count: Int { rows.count }

  /// The index of a client that is known.
  func index(of id: ClientID) -> UInt32? {
    if Int(last) < rows.count, rows[last].id == id { return last }
    return indices[id]
  }

  /// The index of a client, which becomes known.
  @inline(__always)
  mutating func insert(_ id: ClientID) -> UInt32 {
    if Int(last) < rows.count, rows[last].id == id { return last }
    if let index = indices[id] {
      last = index
      return index
    }
    let index = UInt32(rows.count)
    rows.append(ClientRow(id: id))
    indices[id] = index
    last = index
    return index
  }

  /// Forgets the clients from an index on; they must have no items.
  mutating func truncate(to count: Int) {
    while rows.count > count {
      indices[rows[rows.count - 1].id] = nil
      rows.truncate(to: rows.count - 1)
    }
  }
}
