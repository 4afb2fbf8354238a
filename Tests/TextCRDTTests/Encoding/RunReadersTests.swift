// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TextCRDT

@Suite("The columns of an update (v2)")
struct RunReadersTests {
  /// Numbers in runs, small and large.
  private func numbers(seed: Int) -> [UInt64] {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    var result: [UInt64] = []
    for _ in 0..<20 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let bits = state >> 58
      let value = bits == 0 ? 0 : (state >> 5) >> (64 - min(bits, 53))
      result += repeatElement(value & 0x1F_FFFF_FFFF_FFFF, count: 1 + Int(state >> 40 & 3))
    }
    return result
  }

  @Test("numbers are read as they were written", arguments: seeds(0..<100))
  func numbersAreRead(seed: Int) throws {
    let expected = numbers(seed: seed)
    var writer = NumberRunWriter()
    for number in expected { writer.write(number) }
    var reader = NumberRunReader(ByteReader(writer.finish()))
    for number in expected { #expect(try reader.next() == number) }
    #expect(reader.isAtEnd)
    #expect(throws: UpdateError.truncated) { try reader.next() }
  }

  @Test("clocks are read as they were written, steps up and down", arguments: seeds(0..<100))
  func clocksAreRead(seed: Int) throws {
    // Twice a step must fit into 53 bits.
    let expected = numbers(seed: seed).map { $0 >> 2 }.flatMap { [$0, $0 + 1, $0 + 2] }
    var writer = ClockRunWriter()
    for number in expected { writer.write(number) }
    var reader = ClockRunReader(ByteReader(writer.finish()))
    for number in expected { #expect(try reader.next() == number) }
    #expect(reader.isAtEnd)
    #expect(throws: UpdateError.truncated) { try reader.next() }
  }

  @Test("bytes are read as they were written, and the last one for ever", arguments: seeds(0..<50))
  func bytesAreRead(seed: Int) throws {
    let expected = numbers(seed: seed).map { UInt8(truncatingIfNeeded: $0) }
    var writer = ByteRunWriter()
    for byte in expected { writer.write(byte) }
    var reader = ByteRunReader(ByteReader(writer.finish()))
    for byte in expected { #expect(try reader.next() == byte) }
    #expect(reader.isAtEnd)
    #expect(try reader.next() == expected.last)
  }

  @Test("a run may claim 2⁵³ values without any cost")
  func runOfEveryCount() throws {
    var writer = ByteWriter()
    writer.writeVarInt(magnitude: 5, isNegative: true)
    writer.writeVarUInt(ClientID.maximum.rawValue)
    var reader = NumberRunReader(ByteReader(writer.bytes))
    for _ in 0..<1_000 { #expect(try reader.next() == 5) }
  }

  @Test("a clock below 0 or beyond 53 bits is refused")
  func clockOutOfRange() {
    var below = ClockRunReader(ByteReader([0x42]))
    #expect(throws: UpdateError.numberOutOfRange) { try below.next() }
    var writer = ByteWriter()
    writer.writeVarInt(magnitude: ClientID.maximum.rawValue, isNegative: false)
    writer.writeVarUInt(9)
    var beyond = ClockRunReader(ByteReader(writer.bytes))
    #expect(throws: UpdateError.numberOutOfRange) {
      for _ in 0..<3 { _ = try beyond.next() }
    }
  }

  @Test("strings are cut in UTF-16 units, also inside surrogate pairs")
  func stringsAreCut() throws {
    var column = StringColumnWriter()
    column.write(Array("aé".utf8)[...], length: 2)
    column.write([], length: 1)
    column.write([], length: 0)
    column.write([], length: 2)
    column.write(Array("😀🎉x".utf8)[...], length: 2)
    let bytes = column.finish()
    var reader = try StringColumnReader(ByteReader(bytes))
    var found: [TextSlice] = []
    for _ in 0..<5 { found.append(try reader.next()) }
    #expect(reader.isAtEnd)
    let texts = found.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(texts == ["aé", "", "", "", "x"])
    #expect(found.map(\.endsInPair) == [false, true, false, true, false])
    #expect(found.map(\.beginsInPair) == [false, false, false, true, true])
  }

  @Test("a string that goes beyond the joined one is refused", arguments: ["abc", "aé", "😀"])
  func stringBeyondTheEnd(text: String) throws {
    var column = StringColumnWriter()
    column.write(Array(text.utf8)[...], length: text.utf16.count + 1)
    var reader = try StringColumnReader(ByteReader(column.finish()))
    #expect(throws: UpdateError.truncated) { try reader.next() }
  }
}
