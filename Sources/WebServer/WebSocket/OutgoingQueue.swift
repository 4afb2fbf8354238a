// SPDX-License-Identifier: Apache-2.0

/// Bytes that wait for a peer, in order, and what they count against its bound.
struct OutgoingQueue {
  private struct Chunk {
    var bytes: [UInt8]
    var charge: Int
  }

  private var chunks: [Chunk] = []
  private var first = 0
  private var offset = 0
  /// What the waiting chunks count against a bound.
  private(set) var charge = 0

  var isEmpty: Bool { first == chunks.count }

  /// Adds bytes, which are shared and not copied.
  mutating func append(_ bytes: [UInt8], charge: Int) {
    guard !bytes.isEmpty else { return }
    chunks.append(Chunk(bytes: bytes, charge: charge))
    self.charge += charge
  }

  /// Moves as many bytes as fit to `target`, and returns their number.
  mutating func fill(_ target: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while first < chunks.count, filled < target.count {
      let bytes = chunks[first].bytes
      let count = min(bytes.count - offset, target.count - filled)
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: target[filled..<filled + count])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + count]))
      }
      filled += count
      offset += count
      if offset == bytes.count { removeFirst() }
    }
    return filled
  }

  private mutating func removeFirst() {
    charge -= chunks[first].charge
    chunks[first].bytes = []
    first += 1
    offset = 0
    if first == chunks.count {
      chunks.removeAll(keepingCapacity: false)
      first = 0
    } else if first >= 64, first * 2 >= chunks.count {
      chunks.removeFirst(first)
      first = 0
    }
  }
}
