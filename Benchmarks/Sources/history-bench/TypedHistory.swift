// SPDX-License-Identifier: Apache-2.0

import EditingTraces

/// A recording as three people type it in turns, and what must be read of each moment.
struct TypedHistory {
  /// One change of the recording, and who makes it.
  struct Key {
    var patch: EditingTrace.Patch
    var typist: Int
    /// How long after the key before, in milliseconds.
    var wait: Int64
  }

  static let typistCount = 3

  let keys: [Key]

  var keyCount: Int { keys.count }

  init(_ trace: EditingTrace, times: Int) {
    var random = Splitmix(state: 8)
    var keys: [Key] = []
    for _ in 0..<times {
      var left = 0
      var typist = 0
      for patch in trace.patches {
        let isNew = left == 0
        if isNew {
          left = 1 + random.below(250)
          typist = random.below(Self.typistCount)
        }
        left -= 1
        let wait = isNew ? 2_000 + Int64(random.below(60_000)) : 120 + Int64(random.below(160))
        keys.append(Key(patch: patch, typist: typist, wait: wait))
      }
    }
    self.keys = keys
  }

  /// The text and the typist of each unit after so many keys each.
  ///
  /// - Parameters:
  ///   - counts: Ascending.
  ///   - visit: Called for each of them.
  /// - Throws: What `visit` throws.
  func states(after counts: [Int], visit: (Int, [UInt16], [UInt8]) async throws -> Void)
    async throws
  {
    var units: [UInt16] = []
    var typists: [UInt8] = []
    var done = 0
    for count in counts {
      for key in keys[done..<count] {
        let removed = key.patch.position..<(key.patch.position + key.patch.removed)
        let inserted = Array(key.patch.inserted.utf16)
        units.replaceSubrange(removed, with: inserted)
        typists.replaceSubrange(
          removed,
          with: repeatElement(UInt8(key.typist), count: inserted.count)
        )
      }
      done = count
      try await visit(count, units, typists)
    }
  }
}

/// Small numbers that are the same on each run.
struct Splitmix {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(limit))
  }
}
