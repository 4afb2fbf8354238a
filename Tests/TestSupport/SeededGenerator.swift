// SPDX-License-Identifier: Apache-2.0

/// Random numbers that a seed repeats.
///
/// SplitMix64, [Steele and others 2014](https://doi.org/10.1145/2660193.2660195).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Begins a sequence.
  ///
  /// - Parameter seed: What names the sequence.
  public init(seed: UInt64) {
    // No multiple of the step below: neighbouring seeds would walk the same sequence.
    state = seed &* 0xD134_2543_DE82_EF95 &+ 0x1234_5678_9ABC_DEF1
  }

  /// The next number of the sequence.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
