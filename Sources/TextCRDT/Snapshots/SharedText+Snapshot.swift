// SPDX-License-Identifier: Apache-2.0

extension SharedText {
  /// The text that was visible at a moment; embeds are left out.
  ///
  /// A surrogate pair that somebody wrote into since reads as two U+FFFD, as it does in Yjs.
  ///
  /// - Parameter snapshot: A moment of the document, or of another one that has no more than it.
  /// - Returns: The text.
  /// - Throws: ``SnapshotError``; the document must not collect garbage.
  /// - Complexity: O(*n* log *m* + *k*); *n* items, *m* deleted ranges of the snapshot, *k* bytes.
  public func string(at snapshot: Snapshot) throws(SnapshotError) -> String {
    try document.check(snapshot)
    guard let bytes = document.store.textBytes(of: type, at: snapshot) else {
      throw .contentCollected
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Store {
  /// The text of a sequence that a snapshot shows; nil when some of it is gone.
  ///
  /// `visit` is told of each run of units shown, in their order.
  func textBytes(
    of type: UInt32,
    at snapshot: Snapshot,
    visit: (ClientID, Range<UInt64>) -> Void = { _, _ in }
  ) -> [UInt8]? {
    var bytes: [UInt8] = []
    var slot = types.rows[type].start
    while slot != noSlot {
      let span = items.spans[slot]
      if span.kind == .string || span.kind == .deleted {
        let clocks = UInt64(span.clock)..<UInt64(span.end)
        let shown = snapshot.visibleRanges(in: clocks, of: clients.rows[span.client].id)
        if span.kind == .deleted, !shown.isEmpty { return nil }
        for range in shown {
          appendText(of: slot, range, to: &bytes)
          visit(clients.rows[span.client].id, range)
        }
      }
      slot = items.links[slot].right
    }
    return bytes
  }

  /// Appends the units of a text item that have the given clocks.
  func appendText(of slot: Slot, _ clocks: Range<UInt64>, to bytes: inout [UInt8]) {
    let span = items.spans[slot]
    let content = items.contents[slot]
    if clocks.count == Int(span.length) {
      clients.rows[span.client].bytes.copy(content.range, to: &bytes)
      return
    }
    let start = byte(of: Int(clocks.lowerBound) - Int(span.clock), in: span, content)
    let end = byte(of: Int(clocks.upperBound) - Int(span.clock), in: span, content)
    if start.splitsPair { bytes += UTF8Text.replacement }
    let first = start.bytes + (start.splitsPair ? 4 : 0)
    clients.rows[span.client].bytes.copy(
      Int(content.start + first)..<Int(content.start + end.bytes),
      to: &bytes
    )
    if end.splitsPair { bytes += UTF8Text.replacement }
  }

  private func byte(
    of unit: Int,
    in span: ItemSpan,
    _ content: ContentSlice
  ) -> (bytes: UInt32, splitsPair: Bool) {
    clients.rows[span.client].bytes.byteOffset(
      ofUnit: unit,
      length: Int(span.length),
      in: content.range
    )
  }
}
