// SPDX-License-Identifier: Apache-2.0
#ifndef ENCRIER_BENCH_HEAP_H
#define ENCRIER_BENCH_HEAP_H
#include <stddef.h>

/// The bytes that malloc has handed out; Swift does not import <malloc.h>.
size_t encrier_heap_bytes(void);

#endif
