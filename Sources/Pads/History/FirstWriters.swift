// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

/// Who first wrote a text that is about to be put into a pad.
struct FirstWriters: Sendable {
  /// A part of the text, in its order.
  struct Part: Sendable {
    /// In UTF-16 units.
    var length: Int
    /// As the log names authors.
    var author: String?
  }

  private var parts: [Part] = []
  /// Where each part ends.
  private var ends: [Int] = []

  /// Credits nobody.
  init() {}

  init(_ parts: [Part]) {
    for part in parts {
      self.parts.append(part)
      ends.append((ends.last ?? 0) + part.length)
    }
  }

  /// The credits for what was put into a text, by the place where it stands now.
  func credits(for insertions: [TextInsertion]) -> [Credit] {
    insertions.flatMap { insertion in
      var credits: [Credit] = []
      var begin = insertion.offset
      let end = insertion.offset + insertion.length
      var index = ends.firstIndex { $0 > begin } ?? ends.count
      while begin < end, index < parts.count {
        let stop = min(end, ends[index])
        let clock = insertion.first.clock + UInt64(begin - insertion.offset)
        credits.append(
          Credit(
            author: parts[index].author,
            client: insertion.first.client,
            clocks: clock..<(clock + UInt64(stop - begin))
          )
        )
        begin = stop
        index += 1
      }
      return credits
    }
  }
}
