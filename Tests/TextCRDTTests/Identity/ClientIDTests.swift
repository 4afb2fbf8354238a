// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("ClientID")
struct ClientIDTests {
  /// Numbers that would change places if only their low 32 bits were compared, or as signed ones.
  static let ascending: [UInt64] = [1, 2, 0x8000_0000, 0x1_0000_0000, 0x1_0000_0001]

  @Test("orders by number, also beyond 32 bits", arguments: zip(ascending, ascending.dropFirst()))
  func ordersByNumber(smaller: UInt64, larger: UInt64) {
    #expect(ClientID(rawValue: smaller) < ClientID(rawValue: larger))
  }
}
