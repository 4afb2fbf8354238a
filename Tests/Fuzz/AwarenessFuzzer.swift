// SPDX-License-Identifier: Apache-2.0

import SyncProtocol
import TextCRDT

/// Takes bytes as a frame of y-websocket; awareness goes into a state that others share.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzAwareness(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var session = SyncSession(acknowledges: true, at: .zero, limits: SyncLimits())
  guard let actions = try? session.receive(bytes) else { return 0 }
  var awareness = Awareness()
  for action in actions {
    guard case .receiveAwareness(let entries) = action else { continue }
    _ = awareness.receive(entries, from: SessionID(rawValue: 1), at: .zero)
    let message = SyncMessage.awareness(awareness.states).encoded
    var other = SyncSession(acknowledges: false, at: .zero, limits: SyncLimits())
    precondition((try? other.receive(message)) != nil, "what is accepted can be passed on")
  }
  return 0
}
