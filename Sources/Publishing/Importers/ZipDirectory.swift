// SPDX-License-Identifier: Apache-2.0

import CZlib

/// An archive, opened only after what it says of itself.
///
/// Source: PKWARE's APPNOTE 6.3; archives of more than 4 GiB are none here.
struct ZipDirectory {
  /// The most files in an archive.
  private static let maximumEntries = 4_096
  /// The most bytes all of it may expand to.
  static let maximumBytes = 128 << 20
  /// How many times its size a file of more than a mebibyte may expand to.
  private static let maximumRatio = 200

  private struct Entry {
    let method: Int
    let packed: Int
    let size: Int
    let header: Int
  }

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]
  /// The names as they stand in the directory, one that stands twice twice.
  private(set) var order: [String] = []

  /// The names in it, which are never paths here.
  var names: Set<String> { Set(entries.keys) }

  /// Reads the directory at the end of an archive.
  ///
  /// - Parameters:
  ///   - bytes: The archive.
  ///   - maximumBytes: The most bytes all of it may expand to.
  /// - Throws: ``FormatError/unreadable`` for what is no archive, ``FormatError/tooLarge``.
  init(
    _ bytes: [UInt8],
    maximumBytes: Int = Self.maximumBytes
  ) throws(FormatError) {
    self.bytes = bytes
    guard let end = Self.end(of: bytes) else { throw .unreadable }
    let count = Self.number(bytes, at: end + 10, length: 2)
    var place = Self.number(bytes, at: end + 16, length: 4)
    guard count <= Self.maximumEntries else { throw .tooLarge }
    var total = 0
    for _ in 0..<count {
      guard place + 46 <= end, Self.number(bytes, at: place, length: 4) == 0x0201_4B50 else {
        throw .unreadable
      }
      let entry = Entry(
        method: Self.number(bytes, at: place + 10, length: 2),
        packed: Self.number(bytes, at: place + 20, length: 4),
        size: Self.number(bytes, at: place + 24, length: 4),
        header: Self.number(bytes, at: place + 42, length: 4)
      )
      let nameLength = Self.number(bytes, at: place + 28, length: 2)
      let rest =
        Self.number(bytes, at: place + 30, length: 2)
        + Self.number(bytes, at: place + 32, length: 2)
      guard place + 46 + nameLength + rest <= end else { throw .unreadable }
      total += entry.size
      guard total <= maximumBytes,
        entry.size <= 1 << 20 || entry.size <= entry.packed * Self.maximumRatio
      else { throw .tooLarge }
      let name = bytes[(place + 46)..<(place + 46 + nameLength)]
      let text = String(decoding: name, as: UTF8.self)
      entries[text] = entry
      order.append(text)
      place += 46 + nameLength + rest
    }
  }

  /// Expands a file.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - maximum: The most bytes it may have.
  /// - Returns: The file, or `nil` when there is none of this name, it is larger than it says or than
  ///   wanted, or damaged.
  func file(_ name: String, upTo maximum: Int) -> [UInt8]? {
    guard let entry = entries[name], entry.size <= maximum, entry.header + 30 <= bytes.count,
      Self.number(bytes, at: entry.header, length: 4) == 0x0403_4B50
    else { return nil }
    let start =
      entry.header + 30 + Self.number(bytes, at: entry.header + 26, length: 2)
      + Self.number(bytes, at: entry.header + 28, length: 2)
    guard start <= bytes.count, entry.packed <= bytes.count - start else { return nil }
    let packed = bytes[start..<(start + entry.packed)]
    switch entry.method {
    case 0: return entry.packed == entry.size ? Array(packed) : nil
    case 8: return Self.expanded(Array(packed), to: entry.size)
    default: return nil
    }
  }

  /// Expands bytes to exactly a size.
  private static func expanded(_ packed: [UInt8], to size: Int) -> [UInt8]? {
    var packed = packed
    var stream = z_stream()
    guard encrier_zlib_begin_raw(&stream) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var isWhole = false
    let expanded = packed.withUnsafeMutableBufferPointer { input in
      // One byte more, so that what is longer than it says is seen.
      [UInt8](unsafeUninitializedCapacity: size + 1) { output, count in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(size + 1)
        isWhole = inflate(&stream, Z_FINISH) == Z_STREAM_END
        count = size + 1 - Int(stream.avail_out)
      }
    }
    return isWhole && expanded.count == size ? expanded : nil
  }

  /// Where the end of the directory stands; a comment may follow it.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let first = max(0, bytes.count - 22 - 0xFFFF)
    return (first...(bytes.count - 22)).last { place in
      bytes[place] == 0x50 && number(bytes, at: place, length: 4) == 0x0605_4B50
    }
  }

  private static func number(_ bytes: [UInt8], at place: Int, length: Int) -> Int {
    (0..<length).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}
