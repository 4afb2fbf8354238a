// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Gives the system back what documents that were let go had taken.
///
/// A document is thousands of small blocks between those of others; the allocator keeps their pages
/// unless it is asked. It takes a few milliseconds.
///
/// Fenced: Swift's module of the C library leaves `<malloc.h>` out, so the function is looked up;
/// its type is `int malloc_trim(size_t)` since glibc 2.0, and it may be called at any time.
func giveBackMemory() {
  guard let symbol = dlsym(nil, "malloc_trim") else { return }
  typealias Trim = @convention(c) (Int) -> CInt
  _ = unsafeBitCast(symbol, to: Trim.self)(0)
}
