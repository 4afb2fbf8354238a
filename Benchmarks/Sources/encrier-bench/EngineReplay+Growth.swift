// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import EditingTraces
import TextCRDT

extension EngineReplay {
  /// Types the trace in the middle of a document into which it was typed nine times.
  func localTenfold() throws -> Measurement {
    let state = try stateOfCopies(9)
    let length = trace.end.utf16.count
    return try result(
      .localTenfold,
      count: trace.patches.count,
      setUp: { try Self.loadedText(state) },
      { text in
        try type(into: text, at: 5 * length)
        guard text.length == 10 * length + 1 else {
          throw ValidationError("A replay ended in a text of another length.")
        }
        return text.length
      }
    )
  }

  /// Edits at random places of a document that holds the trace so many times over.
  func edits(_ measure: EngineMeasure, copies: Int) throws -> Measurement {
    let state = try stateOfCopies(copies)
    let count = 10_000
    return try result(
      measure,
      count: count,
      setUp: { try Self.loadedText(state) },
      { text in
        var random = RandomPlaces(state: 7)
        let length = text.length
        for index in 0..<count {
          let place = Int(random.next() % UInt64(length - 8))
          // Lengths stay about equal, so that every edit meets the same document.
          if index % 2 == 0 {
            try text.insert("mots", at: place)
          } else {
            try text.remove(place..<(place + 4))
          }
        }
        return text.length
      }
    )
  }

  /// The text of a document in a given state, and a space before it.
  private static func loadedText(_ state: [UInt8]) throws -> SharedText {
    let document = emptyDocument()
    try document.apply(state)
    // The first edit of a loaded text builds its position tree, which is no edit's cost.
    try document.text("text").insert(" ", at: 0)
    return document.text("text")
  }

  /// The state of a document into which the trace was typed several times, one behind the other.
  private func stateOfCopies(_ copies: Int) throws -> [UInt8] {
    let document = Self.emptyDocument()
    let text = document.text("text")
    for _ in 0..<copies { try type(into: text, at: text.length) }
    return document.encodedState()
  }
}

/// SplitMix64: the same places in every run.
private struct RandomPlaces {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
