// Makes one call of the C library fail as a broken or full disk would, or all of them hang as on a disk
// that does not answer, for programs started with this library in LD_PRELOAD. Everything is said by the
// environment:
//
//   FAULT_UNDER   folders, with ':' between them; only files in them are meant
//   FAULT_CALL    open, write, sync, rename, truncate, unlink or read
//   FAULT_AT      the number of the call that fails, from 1
//   FAULT_ERRNO   what errno becomes
//   FAULT_STAYS   1: every later call of that kind fails as well
//   FAULT_SHORT   1: a write that fails first writes half of its bytes
//   FAULT_REPORT  a file that gets one line for each failure, or for each call that begins to hang
//   FAULT_GATE    a file: while it exists, every call on a file in the folders waits
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#undef open64
#undef openat64
#undef pwrite64
#undef pread64
#undef ftruncate64
#undef stat64
#undef lstat64
#undef fcntl64

static atomic_int count;
static atomic_uchar ours[4096];

static const char *variable(const char *name) {
  const char *text = getenv(name);
  return text ? text : "";
}

static int is_under(const char *path) {
  const char *folders = variable("FAULT_UNDER");
  while (path && *folders) {
    size_t length = strcspn(folders, ":");
    if (length && strncmp(path, folders, length) == 0) return 1;
    folders += length + (folders[length] == ':');
  }
  return 0;
}

static int is_ours(int descriptor) {
  return descriptor >= 0 && descriptor < 4096 && ours[descriptor];
}

static void report(const char *line, size_t length) {
  int file = (int)syscall(SYS_openat, AT_FDCWD, variable("FAULT_REPORT"),
                          O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return;
  syscall(SYS_write, file, line, length);
  syscall(SYS_close, file);
}

// Waits while the gate is closed; says once, by the file's path, that it does.
static void hold(const char *path) {
  const char *gate = variable("FAULT_GATE");
  if (!*gate || access(gate, F_OK) != 0) return;
  char line[4200];
  int length = snprintf(line, sizeof line, "hangs %s\n", path);
  report(line, (size_t)length < sizeof line ? (size_t)length : sizeof line - 1);
  while (access(gate, F_OK) == 0) usleep(2000);
}

static void hold_file(int descriptor) {
  char link[64], path[4097];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length > 0 ? length : 0] = 0;
  hold(path);
}

// Whether a call on a path, or on an open file, is one that matters; it waits at the gate first.
static int concerns(const char *path) {
  if (!is_under(path)) return 0;
  hold(path);
  return 1;
}

static int concerns_file(int descriptor) {
  if (!is_ours(descriptor)) return 0;
  hold_file(descriptor);
  return 1;
}

// Whether this call is the one that fails; errno is set then.
static int fails(const char *call, int *is_first) {
  if (strcmp(variable("FAULT_CALL"), call) != 0) return 0;
  int number = ++count, at = atoi(variable("FAULT_AT"));
  if (number < at || (number > at && *variable("FAULT_STAYS") != '1')) return 0;
  if (is_first) *is_first = number == at;
  char line[64];
  int length = snprintf(line, sizeof line, "%s %d\n", call, number);
  report(line, (size_t)length);
  errno = atoi(variable("FAULT_ERRNO"));
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int note(int descriptor, const char *path) {
  if (descriptor >= 0 && descriptor < 4096) ours[descriptor] = is_under(path) != 0;
  return descriptor;
}

#define OPEN(name)                                                   \
  int name(const char *path, int flags, ...) {                       \
    va_list list;                                                    \
    va_start(list, flags);                                           \
    mode_t mode = va_arg(list, mode_t);                              \
    va_end(list);                                                    \
    if (concerns(path) && fails("open", NULL)) return -1;            \
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);   \
    return note(real(path, flags, mode), path);                      \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                    \
  int name(int folder, const char *path, int flags, ...) {              \
    va_list list;                                                       \
    va_start(list, flags);                                              \
    mode_t mode = va_arg(list, mode_t);                                 \
    va_end(list);                                                       \
    if (concerns(path) && fails("open", NULL)) return -1;               \
    int (*real)(int, const char *, int, ...) = dlsym(RTLD_NEXT, #name); \
    return note(real(folder, path, flags, mode), path);                 \
  }
OPENAT(openat)
OPENAT(openat64)

int close(int descriptor) {
  if (descriptor >= 0 && descriptor < 4096) ours[descriptor] = 0;
  return REAL(close)(descriptor);
}

ssize_t write(int descriptor, const void *bytes, size_t size) {
  int is_first = 0;
  if (concerns_file(descriptor) && fails("write", &is_first)) {
    if (is_first && size > 1 && *variable("FAULT_SHORT") == '1')
      return REAL(write)(descriptor, bytes, size / 2);
    return -1;
  }
  return REAL(write)(descriptor, bytes, size);
}

#define PWRITE(name)                                                          \
  ssize_t name(int descriptor, const void *bytes, size_t size, off64_t at) {  \
    int is_first = 0;                                                         \
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, #name); \
    if (concerns_file(descriptor) && fails("write", &is_first)) {                   \
      if (is_first && size > 1 && *variable("FAULT_SHORT") == '1')            \
        return real(descriptor, bytes, size / 2, at);                         \
      return -1;                                                              \
    }                                                                         \
    return real(descriptor, bytes, size, at);                                 \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t read(int descriptor, void *bytes, size_t size) {
  if (concerns_file(descriptor) && fails("read", NULL)) return -1;
  return REAL(read)(descriptor, bytes, size);
}

#define PREAD(name)                                                          \
  ssize_t name(int descriptor, void *bytes, size_t size, off64_t at) {       \
    ssize_t (*real)(int, void *, size_t, off64_t) = dlsym(RTLD_NEXT, #name); \
    if (concerns_file(descriptor) && fails("read", NULL)) return -1;               \
    return real(descriptor, bytes, size, at);                                \
  }
PREAD(pread)
PREAD(pread64)

int fsync(int descriptor) {
  if (concerns_file(descriptor) && fails("sync", NULL)) return -1;
  return REAL(fsync)(descriptor);
}

int fdatasync(int descriptor) {
  if (concerns_file(descriptor) && fails("sync", NULL)) return -1;
  return REAL(fdatasync)(descriptor);
}

#define TRUNCATE(name)                                            \
  int name(int descriptor, off64_t size) {                        \
    int (*real)(int, off64_t) = dlsym(RTLD_NEXT, #name);          \
    if (concerns_file(descriptor) && fails("truncate", NULL)) return -1; \
    return real(descriptor, size);                                \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

int rename(const char *from, const char *to) {
  if (concerns(to) && fails("rename", NULL)) return -1;
  return REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
  if (concerns(to) && fails("rename", NULL)) return -1;
  return REAL(link)(from, to);
}

int unlink(const char *path) {
  if (concerns(path) && fails("unlink", NULL)) return -1;
  return REAL(unlink)(path);
}

// What a disk that does not answer holds up besides, and no fault is made of.

#define STATUS(name, kind)                                   \
  int name(const char *path, struct kind *status) {          \
    (void)concerns(path);                                    \
    int (*real)(const char *, struct kind *) = dlsym(RTLD_NEXT, #name); \
    return real(path, status);                               \
  }
STATUS(stat, stat)
STATUS(lstat, stat)
STATUS(stat64, stat64)
STATUS(lstat64, stat64)

// The locks of SQLite among others; the argument is a number or an address.
#define CONTROL(name)                                        \
  int name(int descriptor, int command, ...) {               \
    va_list list;                                            \
    va_start(list, command);                                 \
    void *argument = va_arg(list, void *);                   \
    va_end(list);                                            \
    (void)concerns_file(descriptor);                         \
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, #name);    \
    return real(descriptor, command, argument);              \
  }
CONTROL(fcntl)
CONTROL(fcntl64)

int flock(int descriptor, int operation) {
  (void)concerns_file(descriptor);
  return REAL(flock)(descriptor, operation);
}
