// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// Reads bytes as a relative position, a snapshot and a state vector; what is read is written back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPosition(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let document = Document(clientID: ClientID(rawValue: 77))
  _ = try? document.apply(honestUpdate)
  if let position = try? RelativePosition(decoding: bytes) {
    precondition((try? RelativePosition(decoding: position.encoded())) == position)
    _ = document.absolutePosition(of: position)
  }
  if let vector = try? StateVector(decoding: bytes) {
    precondition((try? StateVector(decoding: vector.encoded())) == vector)
    _ = document.encodedState(since: vector)
  }
  if let snapshot = try? Snapshot(decoding: bytes) {
    precondition((try? Snapshot(decoding: snapshot.encoded())) == snapshot)
  }
  return 0
}
