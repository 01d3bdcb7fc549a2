// Makes one call of the C library fail as a broken or full disk would, for programs started with this
// library in LD_PRELOAD. Everything is said by the environment:
//
//   FAULT_UNDER   folders, with ':' between them; only files in them are meant
//   FAULT_CALL    open, write, sync, rename, truncate, unlink or read
//   FAULT_AT      the number of the call that fails, from 1
//   FAULT_ERRNO   what errno becomes
//   FAULT_STAYS   1: every later call of that kind fails as well
//   FAULT_SHORT   1: a write that fails first writes half of its bytes
//   FAULT_REPORT  a file that gets one line for each failure
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#undef open64
#undef openat64
#undef pwrite64
#undef pread64
#undef ftruncate64

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

// Whether this call is the one that fails; errno is set then.
static int fails(const char *call, int *is_first) {
  if (strcmp(variable("FAULT_CALL"), call) != 0) return 0;
  int number = ++count, at = atoi(variable("FAULT_AT"));
  if (number < at || (number > at && *variable("FAULT_STAYS") != '1')) return 0;
  if (is_first) *is_first = number == at;
  char line[64];
  int length = snprintf(line, sizeof line, "%s %d\n", call, number);
  int report = (int)syscall(SYS_openat, AT_FDCWD, variable("FAULT_REPORT"),
                            O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (report >= 0) {
    syscall(SYS_write, report, line, length);
    syscall(SYS_close, report);
  }
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
    if (is_under(path) && fails("open", NULL)) return -1;            \
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
    if (is_under(path) && fails("open", NULL)) return -1;               \
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
  if (is_ours(descriptor) && fails("write", &is_first)) {
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
    if (is_ours(descriptor) && fails("write", &is_first)) {                   \
      if (is_first && size > 1 && *variable("FAULT_SHORT") == '1')            \
        return real(descriptor, bytes, size / 2, at);                         \
      return -1;                                                              \
    }                                                                         \
    return real(descriptor, bytes, size, at);                                 \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t read(int descriptor, void *bytes, size_t size) {
  if (is_ours(descriptor) && fails("read", NULL)) return -1;
  return REAL(read)(descriptor, bytes, size);
}

#define PREAD(name)                                                          \
  ssize_t name(int descriptor, void *bytes, size_t size, off64_t at) {       \
    ssize_t (*real)(int, void *, size_t, off64_t) = dlsym(RTLD_NEXT, #name); \
    if (is_ours(descriptor) && fails("read", NULL)) return -1;               \
    return real(descriptor, bytes, size, at);                                \
  }
PREAD(pread)
PREAD(pread64)

int fsync(int descriptor) {
  if (is_ours(descriptor) && fails("sync", NULL)) return -1;
  return REAL(fsync)(descriptor);
}

int fdatasync(int descriptor) {
  if (is_ours(descriptor) && fails("sync", NULL)) return -1;
  return REAL(fdatasync)(descriptor);
}

#define TRUNCATE(name)                                            \
  int name(int descriptor, off64_t size) {                        \
    int (*real)(int, off64_t) = dlsym(RTLD_NEXT, #name);          \
    if (is_ours(descriptor) && fails("truncate", NULL)) return -1; \
    return real(descriptor, size);                                \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

int rename(const char *from, const char *to) {
  if (is_under(to) && fails("rename", NULL)) return -1;
  return REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
  if (is_under(to) && fails("rename", NULL)) return -1;
  return REAL(link)(from, to);
}

int unlink(const char *path) {
  if (is_under(path) && fails("unlink", NULL)) return -1;
  return REAL(unlink)(path);
}
