// SPDX-License-Identifier: Apache-2.0

/// Bytes that wait for a peer, in order, and what they count against its bound.
struct OutgoingQueue {
  private struct Chunk {
    /// The header of the frame whose payload the bytes are; it is written when it is sent.
    var header: FrameHeader?
    var bytes: [UInt8]
    var charge: Int

    var headerCount: Int { header?.count ?? 0 }
    var count: Int { headerCount + bytes.count }
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
    chunks.append(Chunk(header: nil, bytes: bytes, charge: charge))
    self.charge += charge
  }

  /// Adds a binary message of one frame; its bytes are shared and not copied.
  mutating func append(message: [UInt8], charge: Int) {
    let header = FrameHeader(opcode: FrameHeader.binary, payloadCount: message.count)
    chunks.append(Chunk(header: header, bytes: message, charge: charge))
    self.charge += charge
  }

  /// Moves as many bytes as fit to `target`, and returns their number.
  mutating func take(into target: UnsafeMutableRawBufferPointer) -> Int {
    var taken = 0
    while first < chunks.count, taken < target.count {
      let count = Self.copy(
        chunks[first],
        from: offset,
        to: UnsafeMutableRawBufferPointer(rebasing: target[taken...])
      )
      taken += count
      offset += count
      if offset == chunks[first].count { removeFirst() }
    }
    return taken
  }

  private static func copy(
    _ chunk: Chunk,
    from start: Int,
    to target: UnsafeMutableRawBufferPointer
  ) -> Int {
    var copied = 0
    if let header = chunk.header {
      for index in start..<max(start, header.count) where copied < target.count {
        target[copied] = header[index]
        copied += 1
      }
    }
    let begin = max(start - chunk.headerCount, 0)
    let count = min(chunk.bytes.count - begin, target.count - copied)
    guard count > 0 else { return copied }
    chunk.bytes.withUnsafeBytes { source in
      UnsafeMutableRawBufferPointer(rebasing: target[copied..<copied + count])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[begin..<begin + count]))
    }
    return copied + count
  }

  private mutating func removeFirst() {
    charge -= chunks[first].charge
    chunks[first].bytes = []
    first += 1
    offset = 0
    if first == chunks.count {
      // A queue that was never long keeps its little memory for the next message.
      chunks.removeAll(keepingCapacity: chunks.count <= 2)
      first = 0
    } else if first >= 64, first * 2 >= chunks.count {
      chunks.removeFirst(first)
      first = 0
    }
  }
}
