// SPDX-License-Identifier: Apache-2.0

// Looking for the block that holds a clock is what planning a large update would spend most of its
// time on by bisection. Signposts answer nearly at once: a segment's clocks are cut into about as
// many equal stretches as there are blocks, and each stretch knows the block of its first clock.

extension Plan {
  /// Segments of fewer blocks are bisected.
  static let smallestSignposted = 16
  /// As many blocks between two signposts are looked at one by one, more are bisected.
  private static let longestWalk = 16

  /// Sets the signposts of the segment that was read last, which is not small.
  ///
  /// - Complexity: O(*n*) in its blocks.
  mutating func setSignposts() {
    let index = segments.count - 1
    let first = segments[index].firstBlock
    let end = segments[index].endBlock
    let start = clocks[first]
    let span = blocks[end - 1].end - start
    var shift: UInt8 = 0
    while Int(span >> UInt32(shift)) > 2 * (end - first) { shift += 1 }
    segments[index].firstSignpost = signposts.count
    segments[index].signpostShift = shift
    signposts.reserve(signposts.count + Int(span >> UInt32(shift)) + 2)
    var next: UInt32 = 0
    for block in first..<end {
      let last = (blocks[block].end - 1 - start) >> UInt32(shift)
      while next <= last {
        signposts.append(UInt32(block))
        next += 1
      }
    }
    signposts.append(UInt32(end - 1))
  }

  /// The block of a segment that holds a clock, which must lie inside it.
  ///
  /// - Complexity: O(1) where the blocks are of about equal lengths, O(log *n*) at worst.
  mutating func block(holding clock: UInt32, ofSegment segment: UInt32) -> Int {
    let segment = segments[segment]
    guard let shift = segment.signpostShift else {
      return block(holding: clock, from: segment.firstBlock, through: segment.endBlock - 1)
    }
    let stretch = Int((clock - segment.clock) >> UInt32(shift))
    let signpost = segment.firstSignpost + stretch
    let low = Int(signposts[signpost])
    let high = Int(signposts[signpost + 1])
    if high - low > Plan.longestWalk { return block(holding: clock, from: low, through: high) }
    return low + clocks.count(notAbove: clock, in: (low + 1)..<(high + 1))
  }

  /// The last block from `first` on whose clock is not above a clock.
  private mutating func block(holding clock: UInt32, from first: Int, through last: Int) -> Int {
    var low = first
    var length = last - first + 1
    while length > 1 {
      let half = length / 2
      low = clocks[low + half] <= clock ? low + half : low
      length -= half
    }
    return low
  }
}
