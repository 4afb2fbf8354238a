// SPDX-License-Identifier: Apache-2.0
//
// Functions of glibc (2.34 and newer) that it declares only to programs which ask for GNU's
// extensions, as Swift's own module for it does not.
#include <spawn.h>

int memfd_create(const char *name, unsigned int flags);
int syncfs(int file);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
