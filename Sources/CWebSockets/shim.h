// SPDX-License-Identifier: Apache-2.0
#ifndef ENCRIER_CWEBSOCKETS_SHIM_H
#define ENCRIER_CWEBSOCKETS_SHIM_H
#include <ev.h>
#include <libwebsockets.h>
#endif
