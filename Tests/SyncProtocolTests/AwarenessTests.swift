// SPDX-License-Identifier: Apache-2.0

import SyncProtocol
import Testing
import TextCRDT

@Suite struct AwarenessTests {
  private let anne = SessionID(rawValue: 1)
  private let bob = SessionID(rawValue: 2)

  private func entry(_ client: UInt64, _ clock: UInt64, _ state: String?) -> AwarenessEntry {
    AwarenessEntry(
      client: ClientID(rawValue: client),
      clock: clock,
      state: state.map { [UInt8]($0.utf8) }
    )
  }

  @Test(
    "accepts a greater clock, or the same one with null",
    arguments: [
      (4, "{}", true), (3, "{}", false), (2, "{}", false), (3, nil, true), (2, nil, false),
      (4, nil, true),
    ] as [(UInt64, String?, Bool)]
  )
  func acceptRule(clock: UInt64, state: String?, accepted: Bool) {
    var awareness = Awareness()
    let first = entry(7, 3, #"{"a":1}"#)
    #expect(awareness.receive([first], from: anne, at: .zero) == [first])
    let second = entry(7, clock, state)
    #expect(awareness.receive([second], from: anne, at: .zero) == (accepted ? [second] : []))
    #expect(awareness.states == (accepted ? (state == nil ? [] : [second]) : [first]))
  }

  @Test("takes an unknown clock for 0, so that a first state with clock 0 is not shown")
  func clockZero() {
    var awareness = Awareness()
    #expect(awareness.receive([entry(7, 0, "{}")], from: anne, at: .zero) == [])
    // It has reserved the client all the same.
    #expect(awareness.receive([entry(7, 5, "{}")], from: bob, at: .zero) == [])
    #expect(awareness.receive([entry(7, 1, "{}")], from: anne, at: .zero) == [entry(7, 1, "{}")])
  }

  @Test("keeps the clock after a removal, so that an old state does not come back")
  func clockAfterRemoval() {
    var awareness = Awareness()
    _ = awareness.receive([entry(7, 3, "{}")], from: anne, at: .zero)
    #expect(awareness.leave(anne) == [entry(7, 3, nil)])
    #expect(awareness.receive([entry(7, 3, "{}")], from: bob, at: .zero) == [])
    #expect(awareness.states == [])
  }

  @Test("ignores what a session says of another's client, and of a second one")
  func foreignEntries() {
    var awareness = Awareness()
    _ = awareness.receive([entry(1, 1, #""anne""#)], from: anne, at: .zero)
    _ = awareness.receive([entry(2, 1, #""bob""#)], from: bob, at: .zero)
    let forged = [entry(1, 9, #""mallory""#), entry(1, 9, nil), entry(3, 1, "{}")]
    #expect(awareness.receive(forged, from: bob, at: .zero) == [])
    #expect(awareness.states == [entry(1, 1, #""anne""#), entry(2, 1, #""bob""#)])
  }

  @Test("lets a returning client go on from another session once the first has left")
  func returns() {
    var awareness = Awareness()
    _ = awareness.receive([entry(1, 4, "{}")], from: anne, at: .zero)
    #expect(awareness.receive([entry(1, 5, "{}")], from: bob, at: .zero) == [])
    _ = awareness.leave(anne)
    #expect(awareness.receive([entry(1, 5, "{}")], from: bob, at: .zero) == [entry(1, 5, "{}")])
    #expect(awareness.leave(anne) == [])
    #expect(awareness.states == [entry(1, 5, "{}")])
  }

  @Test("removes what is not renewed for 30 seconds, and frees the client")
  func expiry() {
    var awareness = Awareness()
    _ = awareness.receive([entry(1, 1, "{}")], from: anne, at: .seconds(0))
    _ = awareness.receive([entry(2, 1, "{}")], from: bob, at: .seconds(20))
    #expect(awareness.expire(at: .seconds(29)) == [])
    #expect(awareness.expire(at: .seconds(30)) == [entry(1, 1, nil)])
    #expect(awareness.states == [entry(2, 1, "{}")])
    // A page whose timers slept comes back by itself.
    #expect(
      awareness.receive([entry(1, 2, "{}")], from: anne, at: .seconds(31)) == [entry(1, 2, "{}")]
    )
  }
}
