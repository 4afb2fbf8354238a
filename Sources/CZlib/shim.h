// SPDX-License-Identifier: Apache-2.0
//
// zlib begins by a macro, which Swift cannot call.
#include <zlib.h>

/// Begins to expand what is compressed without a header, as in archives.
static inline int encrier_zlib_begin_raw(z_stream *stream) { return inflateInit2(stream, -MAX_WBITS); }
