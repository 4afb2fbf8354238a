// SPDX-License-Identifier: Apache-2.0
//
// Tells ThreadSanitizer of the waits inside Swift's `Mutex`, which it cannot see.
//
// The fast path of `Mutex` is compiled into the tests and seen there. When it has to wait, it calls
// into libswiftSynchronization, which is not instrumented, and the kernel hands the lock over: two
// threads that take turns under the lock then look as if they raced. Preloaded, this stands before
// those three calls. It adds what they do and hides nothing else.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

static void (*acquire)(void *);
static void (*release)(void *);
static SWIFT void (*lock_slow)(uint32_t, SELF void *);
static SWIFT bool (*try_lock_slow)(SELF void *);
static SWIFT void (*unlock_slow)(SELF void *);

__attribute__((constructor)) static void find(void) {
  acquire = (void (*)(void *))dlsym(RTLD_DEFAULT, "__tsan_acquire");
  release = (void (*)(void *))dlsym(RTLD_DEFAULT, "__tsan_release");
  lock_slow = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
  try_lock_slow = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF");
  unlock_slow = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
}

SWIFT void mutex_lock(uint32_t thread, SELF void *mutex)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
SWIFT void mutex_lock(uint32_t thread, SELF void *mutex) {
  lock_slow(thread, mutex);
  if (acquire) acquire(mutex);
}

SWIFT bool mutex_try_lock(SELF void *mutex)
    __asm__("$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF");
SWIFT bool mutex_try_lock(SELF void *mutex) {
  bool taken = try_lock_slow(mutex);
  if (taken && acquire) acquire(mutex);
  return taken;
}

SWIFT void mutex_unlock(SELF void *mutex)
    __asm__("$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
SWIFT void mutex_unlock(SELF void *mutex) {
  if (release) release(mutex);
  unlock_slow(mutex);
}
