// SPDX-License-Identifier: Apache-2.0

import Foundation
import TextCRDT

extension EngineReplay {
  /// Edits at random places of a document that holds the trace so many times over.
  func edits(_ measure: EngineMeasure, copies: Int) throws -> Measurement {
    let state = try stateOfCopies(copies)
    let count = 10_000
    let (wall, cpu, bytes) = try Measurement.median(
      runs: runs,
      setUp: {
        let document = Self.emptyDocument()
        try document.apply(state)
        // The first edit of a loaded text builds its position tree, which is no edit's cost.
        try document.text("text").insert(" ", at: 0)
        return document.text("text")
      },
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
    return Measurement(
      trace: trace.name,
      measure: measure,
      count: count,
      wall: wall,
      cpu: cpu,
      bytes: bytes
    )
  }

  /// The state of a document into which the trace was typed several times, one behind the other.
  private func stateOfCopies(_ copies: Int) throws -> [UInt8] {
    let document = Self.emptyDocument()
    let text = document.text("text")
    for _ in 0..<copies {
      let start = text.length
      for patch in trace.patches {
        let place = start + patch.position
        if patch.removed > 0 { try text.remove(place..<(place + patch.removed)) }
        if !patch.inserted.isEmpty { try text.insert(patch.inserted, at: place) }
      }
    }
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
