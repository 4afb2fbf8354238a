// SPDX-License-Identifier: Apache-2.0

// The columns of an update (v2), written one value at a time; `RunReaders.swift` has the grammar.
//
// Source: lib0 0.2.58, `encoding.js`.

/// Writes unsigned numbers, equal neighbours once (lib0 `UintOptRleEncoder`).
struct NumberRunWriter {
  private var writer = ByteWriter()
  private var value: UInt64 = 0
  private var count: UInt64 = 0

  mutating func write(_ number: UInt64) {
    if number == value {
      count += 1
      return
    }
    endRun()
    value = number
    count = 1
  }

  private mutating func endRun() {
    guard count > 0 else { return }
    writer.writeVarInt(magnitude: value, isNegative: count > 1)
    if count > 1 { writer.writeVarUInt(count - 2) }
  }

  /// Everything written.
  consuming func finish() -> [UInt8] {
    endRun()
    return writer.bytes
  }
}

/// Writes clocks, equal steps once (lib0 `IntDiffOptRleEncoder`).
struct ClockRunWriter {
  private var writer = ByteWriter()
  private var value: Int64 = 0
  private var step: Int64 = 0
  private var count: UInt64 = 0

  mutating func write(_ clock: UInt64) {
    let clock = Int64(clock)
    if clock - value == step {
      count += 1
    } else {
      endRun()
      step = clock - value
      count = 1
    }
    value = clock
  }

  private mutating func endRun() {
    guard count > 0 else { return }
    let number = step * 2 + (count > 1 ? 1 : 0)
    writer.writeVarInt(magnitude: number.magnitude, isNegative: number < 0)
    if count > 1 { writer.writeVarUInt(count - 2) }
  }

  /// Everything written.
  consuming func finish() -> [UInt8] {
    endRun()
    return writer.bytes
  }
}

/// Writes bytes, equal neighbours once (lib0 `RleEncoder`); the last run's count is left out.
struct ByteRunWriter {
  private var writer = ByteWriter()
  private var value: UInt8 = 0
  private var count: UInt64 = 0

  mutating func write(_ byte: UInt8) {
    if count > 0, byte == value {
      count += 1
      return
    }
    if count > 0 { writer.writeVarUInt(count - 1) }
    writer.writeByte(byte)
    value = byte
    count = 1
  }

  /// Everything written.
  consuming func finish() -> [UInt8] { writer.bytes }
}

/// Writes strings joined as one, and their lengths behind it (lib0 `StringEncoder`).
struct StringColumnWriter {
  private var text: [UInt8] = []
  private var lengths = NumberRunWriter()

  /// Writes a string whose length is known in UTF-16 units.
  mutating func write(_ bytes: ArraySlice<UInt8>, length: Int) {
    text.append(contentsOf: bytes)
    lengths.write(UInt64(length))
  }

  /// Everything written.
  consuming func finish() -> [UInt8] {
    var writer = ByteWriter()
    writer.writeByteArray(text)
    writer.bytes.append(contentsOf: lengths.finish())
    return writer.bytes
  }
}
