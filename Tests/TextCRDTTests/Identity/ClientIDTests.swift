// SPDX-License-Identifier: Apache-2.0

import Testing
import TextCRDT

@Suite("ClientID")
struct ClientIDTests {
  @Test(
    "orders by number, also beyond 32 bits",
    arguments: [(1, 2), (2, 1 << 32), ((1 << 32) + 1, (1 << 32) + 2), (1 << 32, (1 << 53) - 1)]
  )
  func ordersByNumber(smaller: UInt64, larger: UInt64) {
    #expect(ClientID(rawValue: smaller) < ClientID(rawValue: larger))
  }
}
