// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// Takes bytes in as an update (v2) twice, before and after an honest one, and checks the structure.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzUpdateV2(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(Array(UnsafeBufferPointer(start: start, count: count))) {
    document,
    bytes throws(UpdateError) in
    try document.applyV2(bytes)
  }
}
