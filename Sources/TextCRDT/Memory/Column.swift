// SPDX-License-Identifier: Apache-2.0

/// A growing array in memory of its own, without reference counting or copy-on-write.
///
/// This file is the fence: the only one of the module that touches pointers. What makes it safe:
/// the memory has one owner, for the type cannot be copied; every index is checked, in release
/// builds too; `count` elements are always initialised; nothing hands a pointer out. It holds fewer
/// than 2³² elements, so that a document's many columns are small.
///
/// - Complexity: Access is O(1); appending is amortised O(1).
@safe
struct Column<Element: ~Copyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>?
  private var used: UInt32 = 0
  private var room: UInt32 = 0

  init() {
    unsafe base = nil
  }

  deinit {
    guard let base = unsafe base else { return }
    unsafe base.deinitialize(count: count)
    unsafe base.deallocate()
  }

  /// How many elements there are.
  @inline(__always) private(set) var count: Int {
    get { Int(truncatingIfNeeded: used) }
    set { used = UInt32(truncatingIfNeeded: newValue) }
  }

  /// How many elements there is room for; every count is within it.
  @inline(__always) private(set) var capacity: Int {
    get { Int(truncatingIfNeeded: room) }
    set { room = UInt32(newValue) }
  }

  var isEmpty: Bool { used == 0 }

  subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      precondition(index >= 0 && index < count)
      return unsafe UnsafePointer(base.unsafelyUnwrapped + index)
    }
    @inline(__always) unsafeMutableAddress {
      precondition(index >= 0 && index < count)
      return unsafe base.unsafelyUnwrapped + index
    }
  }

  subscript(index: UInt32) -> Element {
    @inline(__always) unsafeAddress {
      precondition(index < used)
      return unsafe UnsafePointer(base.unsafelyUnwrapped + Int(index))
    }
    @inline(__always) unsafeMutableAddress {
      precondition(index < used)
      return unsafe base.unsafelyUnwrapped + Int(index)
    }
  }

  @inline(__always)
  mutating func append(_ element: consuming Element) {
    if count == capacity { grow(toFit: count + 1) }
    unsafe (base.unsafelyUnwrapped + count).initialize(to: element)
    count += 1
  }

  /// Drops the elements from `newCount` on; does nothing when there are fewer.
  mutating func truncate(to newCount: Int) {
    precondition(newCount >= 0)
    guard newCount < count else { return }
    unsafe (base.unsafelyUnwrapped + newCount).deinitialize(count: count - newCount)
    count = newCount
  }

  /// Makes room for `minimum` elements in all, so that a known load does not grow step by step.
  ///
  /// Many small reservations one after the other cost no more than appending.
  mutating func reserve(_ minimum: Int) {
    if minimum > capacity { reallocate(max(minimum, capacity + capacity / 2)) }
  }

  /// Makes room for more elements, with some to spare where there are elements already.
  mutating func makeRoom(for added: Int) {
    guard count + added > capacity else { return }
    reallocate(count == 0 ? added : max(count + added, capacity + capacity / 2))
  }

  /// Gives back memory when less than half of it is used.
  mutating func shrink() {
    if capacity > 16 && capacity > count + count / 2 { reallocate(count) }
  }

  @inline(never)
  private mutating func grow(toFit minimum: Int) {
    reallocate(max(minimum, capacity + capacity / 2, 8))
  }

  private mutating func reallocate(_ newCapacity: Int) {
    let fresh = UnsafeMutablePointer<Element>.allocate(capacity: max(newCapacity, 1))
    if let base = unsafe base {
      unsafe fresh.moveInitialize(from: base, count: count)
      unsafe base.deallocate()
    }
    unsafe base = fresh
    capacity = max(newCapacity, 1)
  }
}

extension Column where Element: BitwiseCopyable {
  mutating func append(repeating element: Element, count added: Int) {
    precondition(added >= 0)
    guard added > 0 else { return }
    if count + added > capacity { grow(toFit: count + added) }
    unsafe (base.unsafelyUnwrapped + count).initialize(repeating: element, count: added)
    count += added
  }

  mutating func insert(_ element: Element, at index: Int) {
    precondition(index >= 0 && index <= count)
    if count == capacity { grow(toFit: count + 1) }
    let place = unsafe base.unsafelyUnwrapped + index
    unsafe (place + 1).update(from: place, count: count - index)
    unsafe place.initialize(to: element)
    count += 1
  }

  mutating func remove(at index: Int) {
    precondition(index >= 0 && index < count)
    let place = unsafe base.unsafelyUnwrapped + index
    unsafe place.update(from: place + 1, count: count - index - 1)
    count -= 1
  }

  /// Copies `length` elements within the column; the two ranges may overlap.
  mutating func move(from source: Int, to target: Int, length: Int) {
    precondition(source >= 0 && target >= 0 && length >= 0)
    precondition(source + length <= count && target + length <= count)
    guard length > 0 else { return }
    let base = unsafe base.unsafelyUnwrapped
    unsafe (base + target).update(from: base + source, count: length)
  }

  /// Appends a copy of a range of this column.
  mutating func appendCopy(of range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    guard !range.isEmpty else { return }
    if count + range.count > capacity { grow(toFit: count + range.count) }
    let base = unsafe base.unsafelyUnwrapped
    unsafe (base + count).initialize(from: base + range.lowerBound, count: range.count)
    count += range.count
  }
}

extension [UInt8] {
  /// Eight bytes as one number, the first of them the lowest; all must be inside the array.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    precondition(offset >= 0 && offset <= count - 8)
    return unsafe withUnsafeBytes { bytes in
      unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
  }
}

extension Column where Element == UInt32 {
  /// How many of a few neighbours are not above a value.
  ///
  /// - Complexity: O(*n*) in the range, without branches, so that nothing is guessed wrong.
  @inline(__always)
  func count(notAbove value: UInt32, in range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let base = unsafe base.unsafelyUnwrapped
    var result = 0
    for index in range { result += unsafe base[index] <= value ? 1 : 0 }
    return result
  }
}

extension Column where Element == UInt8 {
  mutating func append(contentsOf bytes: [UInt8], in range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    guard !range.isEmpty else { return }
    if count + range.count > capacity { grow(toFit: count + range.count) }
    let target = unsafe base.unsafelyUnwrapped + count
    if range.count == 1 {
      unsafe target.initialize(to: bytes[range.lowerBound])
    } else {
      unsafe bytes.withUnsafeBufferPointer { source in
        guard let start = source.baseAddress else { return }
        unsafe target.initialize(from: start + range.lowerBound, count: range.count)
      }
    }
    count += range.count
  }

  /// Appends a number of 7 bits a byte, least significant first.
  @inline(__always)
  mutating func appendVarUInt(_ value: UInt64) {
    if count + 10 > capacity { grow(toFit: count + 10) }
    let base = unsafe base.unsafelyUnwrapped
    var rest = value
    while rest > 0x7f {
      unsafe (base + count).initialize(to: UInt8(truncatingIfNeeded: rest) | 0x80)
      count += 1
      rest >>= 7
    }
    unsafe (base + count).initialize(to: UInt8(truncatingIfNeeded: rest))
    count += 1
  }

  /// Appends a copy of a range of another column.
  @inline(__always)
  mutating func append(_ range: Range<Int>, of other: borrowing Column<UInt8>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= other.count)
    guard !range.isEmpty else { return }
    if count + range.count > capacity { grow(toFit: count + range.count) }
    let source = unsafe other.base.unsafelyUnwrapped + range.lowerBound
    unsafe (base.unsafelyUnwrapped + count).initialize(from: source, count: range.count)
    count += range.count
  }

  /// Appends the UTF-8 of a string.
  mutating func append(_ text: String) {
    let length = text.utf8.count
    if count + length > capacity { grow(toFit: count + length) }
    guard length > 16 else {
      for byte in text.utf8 { append(byte) }
      return
    }
    var text = text
    text.withUTF8 { source in
      guard let start = source.baseAddress else { return }
      unsafe (base.unsafelyUnwrapped + count).initialize(from: start, count: source.count)
      count += source.count
    }
  }

  /// All bytes as an array.
  var array: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    copy(0..<count, to: &bytes)
    return bytes
  }

  /// Appends a range of this column to an array of bytes.
  func copy(_ range: Range<Int>, to bytes: inout [UInt8]) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    guard !range.isEmpty else { return }
    let start = unsafe base.unsafelyUnwrapped + range.lowerBound
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: range.count))
  }

  /// Whether a range of this column holds the same bytes as a range of an array.
  func isEqual(_ range: Range<Int>, to bytes: [UInt8], at offset: Int) -> Bool {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    precondition(offset >= 0 && offset + range.count <= bytes.count)
    for index in 0..<range.count where self[range.lowerBound + index] != bytes[offset + index] {
      return false
    }
    return true
  }
}
