// SPDX-License-Identifier: Apache-2.0

/// Files in one stream of bytes, as `tar` reads and writes them: how a confined program is given its
/// folder and gives back what it made.
///
/// Only plain files count; names are looked up and never used as paths.
struct TarArchive {
  private static let blockBytes = 512

  private(set) var bytes: [UInt8] = []

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - name: At most 100 bytes of ASCII, without a leading slash.
  ///   - content: The file.
  mutating func add(_ name: String, _ content: [UInt8]) {
    var header = [UInt8](repeating: 0, count: Self.blockBytes)
    func put(_ text: String, at offset: Int) {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(Self.octal(content.count, digits: 11), at: 124)
    put("00000000000", at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put(Self.octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\0 ", at: 148)
    bytes += header
    bytes += content
    bytes += [UInt8](repeating: 0, count: Self.padding(after: content.count))
  }

  /// The stream with its end.
  var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 2 * Self.blockBytes) }

  /// Reads a stream.
  ///
  /// - Parameter bytes: What `tar` wrote.
  /// - Returns: The plain files by their names, or `nil` for anything that is not whole.
  static func files(in bytes: [UInt8]) -> [String: [UInt8]]? {
    var files: [String: [UInt8]] = [:]
    var longName: String?
    var offset = 0
    while offset + blockBytes <= bytes.count, bytes[offset] != 0 {
      let header = bytes[offset..<offset + blockBytes]
      guard let size = number(header.dropFirst(124).prefix(12)) else { return nil }
      let start = offset + blockBytes
      guard size >= 0, size <= bytes.count - start else { return nil }
      let content = bytes[start..<start + size]
      switch header[offset + 156] {
      case UInt8(ascii: "L"): longName = text(content)
      case UInt8(ascii: "0"), 0:
        files[longName ?? name(header)] = Array(content)
        longName = nil
      default: longName = nil
      }
      offset = start + size + padding(after: size)
    }
    return files
  }

  private static func name(_ header: ArraySlice<UInt8>) -> String {
    let prefix = text(header.dropFirst(345).prefix(155))
    let name = text(header.prefix(100))
    return prefix.isEmpty ? name : "\(prefix)/\(name)"
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    Int(String(decoding: digits.filter { $0 != 0 && $0 != 0x20 }, as: UTF8.self), radix: 8)
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  private static func padding(after size: Int) -> Int {
    (blockBytes - size % blockBytes) % blockBytes
  }
}
