// SPDX-License-Identifier: Apache-2.0

/// Finds the images that bytes name by the hash of their content: 64 hexadecimal digits.
enum ImageMentions {
  private static let digitCount = 64

  /// All that could be the hash of an image, in a text or in an update, where texts stand as they are.
  static func keys(in bytes: some Sequence<UInt8>) -> Set<String> {
    var found: Set<String> = []
    var run: [UInt8] = []
    func end() {
      // What stands before may look like a digit and be none: so every part of a longer run counts.
      if run.count >= digitCount {
        for start in 0...(run.count - digitCount) {
          found.insert(String(decoding: run[start..<(start + digitCount)], as: UTF8.self))
        }
      }
      run.removeAll(keepingCapacity: true)
    }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
        run.append(byte)
      default: end()
      }
    }
    end()
    return found
  }
}
