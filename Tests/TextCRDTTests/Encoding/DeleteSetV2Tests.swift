// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TextCRDT

@Suite("DeleteSet (v2)")
struct DeleteSetV2Tests {
  private var sample: DeleteSet {
    var set = DeleteSet()
    set.insert(3..<5, of: ClientID(rawValue: 7))
    set.insert(9..<10, of: ClientID(rawValue: 7))
    set.insert(0..<1, of: ClientID.maximum)
    return set
  }

  @Test("is read as it was written")
  func isReadAsWritten() throws {
    #expect(try DeleteSet(decodingV2: sample.encodedV2()) == sample)
  }

  @Test("writes steps from the end of the range before and lengths less one")
  func writesSteps() {
    var set = sample
    set.removeFirst(1, of: ClientID.maximum)
    #expect(set.encodedV2() == [1, 7, 2, 3, 1, 4, 0])
  }

  @Test("throws on every prefix of itself and on trailing bytes")
  func prefixThrows() {
    let bytes = sample.encodedV2()
    for count in 0..<bytes.count {
      #expect(throws: UpdateError.self) { try DeleteSet(decodingV2: Array(bytes[..<count])) }
    }
    #expect(throws: UpdateError.trailingBytes(1)) { try DeleteSet(decodingV2: bytes + [0]) }
  }

  @Test("refuses clocks beyond 53 bits, however they add up")
  func refusesLargeClocks() {
    var writer = ByteWriter()
    writer.bytes = [1, 7, 2]
    for _ in 0..<4 { writer.writeVarUInt(1 << 52) }
    #expect(throws: UpdateError.numberOutOfRange) { try DeleteSet(decodingV2: writer.bytes) }
  }

  @Test("in v1 too refuses a range that ends beyond 53 bits, which could not be written again")
  func refusesLargeEnds() throws {
    let last = ClientID.maximum.rawValue
    for (clock, length) in [(96, last), (last, 1)] as [(UInt64, UInt64)] {
      var writer = ByteWriter()
      writer.bytes = [1, 7, 1]
      writer.writeVarUInt(clock)
      writer.writeVarUInt(length)
      #expect(throws: UpdateError.numberOutOfRange) { try DeleteSet(decoding: writer.bytes) }
    }
  }
}
