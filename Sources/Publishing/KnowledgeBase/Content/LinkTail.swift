// SPDX-License-Identifier: Apache-2.0

/// What stands behind the `]` of a link in Markdown: an address in parentheses, and perhaps a title.
struct LinkTail {
  private static let longest = 2_048

  /// The address as it is written, without `<` and `>`.
  let address: ArraySlice<UInt8>
  /// Behind the closing parenthesis.
  let end: Int

  /// Reads one.
  ///
  /// - Parameters:
  ///   - bytes: Markdown.
  ///   - start: The place of the `(`.
  init?(_ bytes: [UInt8], at start: Int) {
    let limit = min(bytes.count, start + Self.longest)
    var place = Self.behindSpace(bytes, start + 1, limit)
    guard let address = Self.address(bytes, &place, limit) else { return nil }
    let behind = Self.behindSpace(bytes, place, limit)
    if behind > place, behind < limit, let title = Self.behindTitle(bytes, behind, limit) {
      place = Self.behindSpace(bytes, title, limit)
    } else {
      place = behind
    }
    guard place < limit, bytes[place] == UInt8(ascii: ")") else { return nil }
    self.address = address
    end = place + 1
  }

  /// Reads an address and moves behind it; the empty one too.
  static func address(
    _ bytes: [UInt8],
    _ place: inout Int,
    _ limit: Int
  ) -> ArraySlice<UInt8>? {
    let start = place
    guard start < limit else { return nil }
    if bytes[start] == UInt8(ascii: "<") {
      place += 1
      while place < limit, bytes[place] != UInt8(ascii: ">") {
        guard bytes[place] != UInt8(ascii: "<"), bytes[place] != UInt8(ascii: "\n") else {
          return nil
        }
        place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard place < limit else { return nil }
      place += 1
      return bytes[(start + 1)..<(place - 1)]
    }
    var depth = 0
    while place < limit, bytes[place] > 0x20 {
      if bytes[place] == UInt8(ascii: "(") { depth += 1 }
      if bytes[place] == UInt8(ascii: ")") {
        if depth == 0 { break }
        depth -= 1
      }
      let isEscape =
        bytes[place] == UInt8(ascii: "\\") && place + 1 < limit && bytes[place + 1] > 0x20
      place += isEscape ? 2 : 1
    }
    return depth == 0 ? bytes[start..<place] : nil
  }

  private static func behindSpace(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
    var place = start
    while place < limit, " \t\n".utf8.contains(bytes[place]) { place += 1 }
    return place
  }

  private static func behindTitle(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int? {
    let ends: [UInt8: UInt8] = [
      UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "'"): UInt8(ascii: "'"),
      UInt8(ascii: "("): UInt8(ascii: ")"),
    ]
    guard let end = ends[bytes[start]] else { return nil }
    var place = start + 1
    while place < limit, bytes[place] != end {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return place < limit ? place + 1 : nil
  }
}
