// SPDX-License-Identifier: Apache-2.0

/// How many entries a chunk of a ``ClockIndex`` holds; few in debug builds, so that tests meet
/// splits.
#if DEBUG
let clockChunkCapacity = 4
#else
let clockChunkCapacity = 32
#endif

/// Where a clock was found: the n-th chunk of the client's directory, and the entry in it.
struct ClockPosition: BitwiseCopyable {
  var directory: Int
  var entry: Int
}

/// The chunks in which the items of each client stand in the order of their clocks.
///
/// A client's directory lists its chunks; a chunk holds up to ``clockChunkCapacity`` first clocks
/// and slots side by side. An item split in the middle of a long history therefore moves one chunk,
/// not everything behind it.
struct ClockIndex: ~Copyable {
  private var clocks = Column<UInt32>()
  private var slots = Column<Slot>()
  private var counts = Column<UInt32>()
  private var freeChunks = Column<UInt32>()

  /// The entry whose item covers a clock, given that the client knows that clock.
  ///
  /// - Complexity: O(log *n*) in the client's items.
  @inline(__always)
  func position(of clock: UInt32, in directory: borrowing Column<UInt32>) -> ClockPosition {
    // Halving without branches: what is compared is as likely as not, which branches guess badly.
    var low = 0
    var length = directory.count
    while length > 1 {
      let half = length / 2
      let isBehind = clocks[Int(directory[low + half]) * clockChunkCapacity] <= clock
      low = isBehind ? low + half : low
      length -= half
    }
    return ClockPosition(
      directory: low,
      entry: entry(of: clock, inChunk: directory[low], from: 0)
    )
  }

  /// The last entry of a chunk, from one on, whose clock is not above a clock.
  @inline(__always)
  func entry(of clock: UInt32, inChunk chunk: UInt32, from first: Int) -> Int {
    let base = Int(chunk) * clockChunkCapacity
    var low = first
    var length = Int(counts[chunk]) - first
    while length > 1 {
      let half = length / 2
      low = clocks[base + low + half] <= clock ? low + half : low
      length -= half
    }
    return low
  }

  @inline(__always)
  func slot(at position: ClockPosition, in directory: borrowing Column<UInt32>) -> Slot {
    slots[Int(directory[position.directory]) * clockChunkCapacity + position.entry]
  }

  @inline(__always)
  func count(ofChunk chunk: UInt32) -> Int { Int(counts[chunk]) }

  @inline(__always)
  func slot(_ entry: Int, ofChunk chunk: UInt32) -> Slot {
    slots[Int(chunk) * clockChunkCapacity + entry]
  }

  /// The entry behind another, or nil at the end.
  @inline(__always)
  func position(after position: ClockPosition, in directory: borrowing Column<UInt32>)
    -> ClockPosition?
  {
    if position.entry + 1 < Int(counts[directory[position.directory]]) {
      return ClockPosition(directory: position.directory, entry: position.entry + 1)
    }
    guard position.directory + 1 < directory.count else { return nil }
    return ClockPosition(directory: position.directory + 1, entry: 0)
  }

  /// The entry before another, or nil at the start.
  @inline(__always)
  func position(before position: ClockPosition, in directory: borrowing Column<UInt32>)
    -> ClockPosition?
  {
    if position.entry > 0 {
      return ClockPosition(directory: position.directory, entry: position.entry - 1)
    }
    guard position.directory > 0 else { return nil }
    let chunk = directory[position.directory - 1]
    return ClockPosition(directory: position.directory - 1, entry: Int(counts[chunk]) - 1)
  }

  /// Adds an item behind all others of its client.
  @inline(__always)
  mutating func append(_ slot: Slot, clock: UInt32, to directory: inout Column<UInt32>) {
    if directory.isEmpty || Int(counts[directory[directory.count - 1]]) == clockChunkCapacity {
      directory.append(makeChunk())
    }
    let chunk = directory[directory.count - 1]
    let place = Int(chunk) * clockChunkCapacity + Int(counts[chunk])
    clocks[place] = clock
    slots[place] = slot
    counts[chunk] += 1
  }

  /// Adds the right half of a split item behind its left half.
  mutating func insert(
    _ slot: Slot,
    clock: UInt32,
    after position: ClockPosition,
    in directory: inout Column<UInt32>
  ) {
    var position = position
    if Int(counts[directory[position.directory]]) == clockChunkCapacity {
      splitChunk(position.directory, of: &directory)
      let half = clockChunkCapacity / 2
      if position.entry >= half {
        position = ClockPosition(directory: position.directory + 1, entry: position.entry - half)
      }
    }
    let chunk = directory[position.directory]
    let place = Int(chunk) * clockChunkCapacity + position.entry + 1
    let behind = Int(counts[chunk]) - position.entry - 1
    clocks.move(from: place, to: place + 1, length: behind)
    slots.move(from: place, to: place + 1, length: behind)
    clocks[place] = clock
    slots[place] = slot
    counts[chunk] += 1
  }

  /// Takes out an item that was joined to the one before it.
  mutating func remove(at position: ClockPosition, from directory: inout Column<UInt32>) {
    let chunk = directory[position.directory]
    let place = Int(chunk) * clockChunkCapacity + position.entry
    let behind = Int(counts[chunk]) - position.entry - 1
    clocks.move(from: place + 1, to: place, length: behind)
    slots.move(from: place + 1, to: place, length: behind)
    counts[chunk] -= 1
    if counts[chunk] == 0 {
      directory.remove(at: position.directory)
      freeChunks.append(chunk)
    }
  }

  private mutating func makeChunk() -> UInt32 {
    if !freeChunks.isEmpty {
      let chunk = freeChunks[freeChunks.count - 1]
      freeChunks.truncate(to: freeChunks.count - 1)
      return chunk
    }
    clocks.append(repeating: 0, count: clockChunkCapacity)
    slots.append(repeating: noSlot, count: clockChunkCapacity)
    counts.append(0)
    return UInt32(counts.count - 1)
  }

  private mutating func splitChunk(_ index: Int, of directory: inout Column<UInt32>) {
    let fresh = makeChunk()
    let old = directory[index]
    let half = clockChunkCapacity / 2
    let moved = clockChunkCapacity - half
    clocks.move(
      from: Int(old) * clockChunkCapacity + half,
      to: Int(fresh) * clockChunkCapacity,
      length: moved
    )
    slots.move(
      from: Int(old) * clockChunkCapacity + half,
      to: Int(fresh) * clockChunkCapacity,
      length: moved
    )
    counts[old] = UInt32(half)
    counts[fresh] = UInt32(moved)
    directory.insert(fresh, at: index + 1)
  }
}
