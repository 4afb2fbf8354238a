// SPDX-License-Identifier: Apache-2.0
#include "heap.h"
#include <malloc.h>

size_t encrier_heap_bytes(void) {
  struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}
