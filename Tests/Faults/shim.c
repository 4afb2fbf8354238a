// SPDX-License-Identifier: Apache-2.0
//
// Stands between the server and the system (LD_PRELOAD) and lets a test make the disk slow, full,
// broken or forgetful, and the clock wrong. Only files below FAULTS_FOLDER are touched; the shared
// memory index of SQLite is not, because no crash keeps it.
//
//   FAULTS_FOLDER       the data folder
//   FAULTS_CONTROL      a file of struct control, shared with the test, which may change it any time
//   FAULTS_RECORD       where every write, sync, truncation and name change is recorded
//   FAULTS_SYNCHRONOUS  a digit put in the place of FULL in the server's own PRAGMA
//   FAULTS_LIE          if set, the question what synchronous is now is answered with 2

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct control {
  _Atomic int64_t sync_delay_us;
  _Atomic int64_t is_full;        // every write fails with ENOSPC
  _Atomic int64_t write_count;
  _Atomic int64_t fail_write_at;  // this write fails with EIO, once
  _Atomic int64_t sync_count;
  _Atomic int64_t fail_sync_at;   // this sync fails with EIO, once
  _Atomic int64_t clock_offset_s;
  _Atomic int64_t failed_count;   // how many calls were made to fail
};

static struct control nothing, *control = &nothing;
static char folder[PATH_MAX];
static size_t folder_length;
static int record = -1;
static pthread_mutex_t record_lock = PTHREAD_MUTEX_INITIALIZER;

enum { MAX_FILES = 65536 };
static char *_Atomic names[MAX_FILES];  // by descriptor; NULL for what is none of ours

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("FAULTS_CONTROL");
  int file = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0) : -1;
  if (file >= 0) {
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory != MAP_FAILED) control = memory;
    syscall(SYS_close, file);
  }
  path = getenv("FAULTS_FOLDER");
  if (path) folder_length = strlen(strncpy(folder, path, sizeof folder - 1));
  path = getenv("FAULTS_RECORD");
  if (path)
    record = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_ours(const char *path) {
  if (!folder_length || strncmp(path, folder, folder_length)) return 0;
  if (path[folder_length] != '/' && path[folder_length] != 0) return 0;
  size_t length = strlen(path);
  return !(length > 4 && !strcmp(path + length - 4, "-shm"));
}

static int64_t monotonic(void) {
  struct timespec now;
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000ll + now.tv_nsec;
}

// One event: its time, what it is, where, and the bytes.
static void note(char what, const char *name, int64_t offset, const void *bytes, size_t count) {
  if (record < 0) return;
  struct __attribute__((packed)) {
    int64_t time, offset;
    uint32_t name_length, byte_count;
    char what;
  } head = {monotonic(), offset, (uint32_t)strlen(name), (uint32_t)count, what};
  pthread_mutex_lock(&record_lock);
  syscall(SYS_write, record, &head, sizeof head);
  syscall(SYS_write, record, name, head.name_length);
  if (count) syscall(SYS_write, record, bytes, count);
  pthread_mutex_unlock(&record_lock);
}

static void opened(int descriptor, const char *path, int flags, int existed) {
  if (descriptor < 0 || descriptor >= MAX_FILES || !is_ours(path)) return;
  names[descriptor] = strdup(path);
  if (!existed) note('C', path, 0, NULL, 0);
  if (flags & O_TRUNC) note('T', path, 0, NULL, 0);
}

static int open_any(const char *path, int flags, mode_t mode) {
  int existed = !(flags & O_CREAT) || !syscall(SYS_faccessat, AT_FDCWD, path, F_OK);
  int result = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  opened(result, path, flags, existed);
  return result;
}

static mode_t mode_of(int flags, va_list list) {
  return flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = mode_of(flags, list);
  va_end(list);
  return open_any(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = mode_of(flags, list);
  va_end(list);
  return open_any(path, flags | O_LARGEFILE, mode);
}

int close(int descriptor) {
  if (descriptor >= 0 && descriptor < MAX_FILES) {
    char *name = atomic_exchange(&names[descriptor], NULL);
    free(name);
  }
  return (int)syscall(SYS_close, descriptor);
}

static const char *name_of(int descriptor) {
  return descriptor >= 0 && descriptor < MAX_FILES ? names[descriptor] : NULL;
}

// Whether this write is to fail; the error is set then.
static int write_fails(void) {
  int64_t number = ++control->write_count;
  if (number == control->fail_write_at) errno = EIO;
  else if (control->is_full) errno = ENOSPC;
  else return 0;
  control->failed_count++;
  return 1;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
  const char *name = name_of(descriptor);
  if (name) {
    if (write_fails()) return -1;
    note('W', name, offset, bytes, count);
  }
  return syscall(SYS_pwrite64, descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  return pwrite64(descriptor, bytes, count, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  const char *name = name_of(descriptor);
  if (name) {
    if (write_fails()) return -1;
    note('W', name, syscall(SYS_lseek, descriptor, 0, SEEK_CUR), bytes, count);
  }
  return syscall(SYS_write, descriptor, bytes, count);
}

int ftruncate64(int descriptor, off64_t length) {
  const char *name = name_of(descriptor);
  if (name) note('T', name, length, NULL, 0);
  return (int)syscall(SYS_ftruncate, descriptor, length);
}

int ftruncate(int descriptor, off_t length) { return ftruncate64(descriptor, length); }

static int sync_any(int descriptor, int number) {
  const char *name = name_of(descriptor);
  if (!name) return (int)syscall(number, descriptor);
  int64_t count = ++control->sync_count;
  if (count == control->fail_sync_at) {
    control->failed_count++;
    errno = EIO;
    return -1;
  }
  if (control->sync_delay_us) {
    struct timespec pause = {control->sync_delay_us / 1000000,
                             control->sync_delay_us % 1000000 * 1000};
    syscall(SYS_nanosleep, &pause, NULL);
  }
  note('s', name, 0, NULL, 0);
  int result = (int)syscall(number, descriptor);
  if (!result) note('S', name, 0, NULL, 0);
  return result;
}

int fsync(int descriptor) { return sync_any(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return sync_any(descriptor, SYS_fdatasync); }

int unlink(const char *path) {
  if (is_ours(path)) note('U', path, 0, NULL, 0);
  return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int rename(const char *old, const char *new) {
  if (is_ours(old)) note('R', old, 0, new, strlen(new));
  return (int)syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0);
}

// The clock of the day; the monotonic one stays right.

int clock_gettime(clockid_t clock, struct timespec *result) {
  REAL(int, "clock_gettime", clockid_t, struct timespec *);
  int status = real(clock, result);
  if (!status && clock == CLOCK_REALTIME) result->tv_sec += control->clock_offset_s;
  return status;
}

int gettimeofday(struct timeval *restrict result, void *restrict zone) {
  REAL(int, "gettimeofday", struct timeval *restrict, void *restrict);
  int status = real(result, zone);
  if (!status) result->tv_sec += control->clock_offset_s;
  return status;
}

time_t time(time_t *result) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}

// SQLite's statements: synchronous lowered, and the question about it answered as if it were not.

static int prepare(void *database, const char *sql, int count, unsigned flags, void **statement,
                   const char **tail) {
  REAL(int, "sqlite3_prepare_v3", void *, const char *, int, unsigned, void **, const char **);
  static const char full[] = "PRAGMA synchronous = FULL";
  const char *level = getenv("FAULTS_SYNCHRONOUS");
  while (level && (*sql == ' ' || *sql == '\n')) sql++, count -= count > 0;
  if (level && !strncasecmp(sql, full, sizeof full - 1)) {
    char *changed = strdup(sql);
    memcpy(changed + sizeof full - 5, "    ", 4);
    changed[sizeof full - 5] = *level;
    const char *rest = NULL;
    int status = real(database, changed, count, flags, statement, &rest);
    if (tail) *tail = sql + (rest ? rest - changed : 0);
    free(changed);
    return status;
  }
  if (getenv("FAULTS_LIE") && !strcasecmp(sql, "PRAGMA synchronous")) {
    int status = real(database, "SELECT 2", -1, flags, statement, NULL);
    if (tail) *tail = sql + strlen(sql);
    return status;
  }
  return real(database, sql, count, flags, statement, tail);
}

int sqlite3_prepare_v3(void *database, const char *sql, int count, unsigned flags,
                       void **statement, const char **tail) {
  return prepare(database, sql, count, flags, statement, tail);
}

int sqlite3_prepare_v2(void *database, const char *sql, int count, void **statement,
                       const char **tail) {
  return prepare(database, sql, count, 0, statement, tail);
}
