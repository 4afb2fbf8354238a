// SPDX-License-Identifier: Apache-2.0

import TextCRDT

/// Takes bytes in as an update (v1) twice, before and after an honest one, and checks the structure.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzUpdate(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  fuzz(Array(UnsafeBufferPointer(start: start, count: count))) {
    document,
    bytes throws(UpdateError) in
    try document.apply(bytes)
  }
}
