// SPDX-License-Identifier: Apache-2.0

extension Store {
  /// Refuses a plan that would leave more waiting than the limit allows.
  ///
  /// Inlined, because Swift 6.3 copies the whole store for a call that only borrows it.
  @inline(__always)
  func checkPendingLimit() throws(UpdateError) {
    var bytes = pending.byteCount
    let before = bytes
    for index in 0..<plan.segments.count where plan.segments[index].state == .blocked {
      let segment = plan.segments[index]
      bytes += segment.endOffset - Int(plan.blocks[segment.cursor].start)
    }
    for index in 0..<plan.deletes.count {
      let range = plan.deletes[index]
      if range.end > clients.rows[range.client].nextClock, !isPlanned(range) {
        bytes += PendingStore.bytesPerDelete
      }
    }
    guard bytes == before || bytes <= limits.maximumPendingBytes else {
      throw .limitExceeded(.pendingBytes)
    }
  }

  @inline(__always)
  private func isPlanned(_ range: ClockRange) -> Bool {
    let segment = clients.rows[range.client].segment
    return segment != noIndex && range.end <= clients.rows[range.client].plannedClock
  }

  /// Keeps the blocks of a segment that could not be planned.
  mutating func keepPending(_ segment: Segment) {
    let first = plan.blocks[segment.cursor]
    var writer = ByteWriter()
    let client = clients.rows[segment.client].id
    writer.writeVarUInt(1)
    writer.writeVarUInt(UInt64(segment.endBlock - segment.cursor))
    writer.writeVarUInt(client.rawValue)
    writer.writeVarUInt(UInt64(first.clock))
    writer.bytes.append(contentsOf: plan.source[Int(first.start)..<segment.endOffset])
    writer.writeVarUInt(0)
    var unit = PendingStore.Unit(
      update: writer.bytes,
      client: client,
      clock: first.clock,
      end: plan.blocks[segment.endBlock - 1].end
    )
    for index in segment.cursor..<segment.endBlock where plan.blocks[index].kind == .skip {
      unit.gaps.append(plan.blocks[index].clock)
      unit.gaps.append(plan.blocks[index].end)
    }
    pending.insert(unit, until: segment.missing)
  }

  /// Tries again what waited for clocks that have arrived in this transaction.
  mutating func retryPending() {
    guard !pending.isEmpty else { return }
    // What is taken in may advance clients for which other units wait, hence the repetition.
    while retryOnce() {}
    applyPendingDeletes()
  }

  private mutating func retryOnce() -> Bool {
    var hasProgress = false
    for index in 0..<transaction.advanced.count {
      let client = transaction.advanced[index].client
      while let unit = pending.popReady(client, nextClock: clients.rows[client].nextClock) {
        // A unit that proves unfit now, like one whose parent is no shared type, is dropped: no
        // replica that checks would keep it.
        guard (try? makePlan(unit.update)) != nil else { continue }
        carryOutBlocksAndDeletes()
        hasProgress = true
      }
    }
    return hasProgress
  }

  private mutating func applyPendingDeletes() {
    for index in 0..<transaction.advanced.count {
      let client = transaction.advanced[index].client
      let ready = pending.popDeletes(
        of: clients.rows[client].id,
        below: UInt64(clients.rows[client].nextClock)
      )
      for range in ready {
        applyDelete(
          ClockRange(
            client: client,
            clock: UInt32(range.lowerBound),
            end: UInt32(range.upperBound)
          )
        )
      }
    }
  }
}
