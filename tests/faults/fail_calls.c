// LD_PRELOAD: the MYATLAS_FAIL_AT-th call of MYATLAS_FAIL_CALL fails with MYATLAS_FAIL_WITH (ENOSPC, EIO, ENOLCK), once or, with
// MYATLAS_FAIL_FOR=ever, from then on; a failing write may have written half. Only files below MYATLAS_FAIL_DIR count; for malloc every call.
// Whether the call came is left in MYATLAS_FAIL_SEEN.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static const char *call, *folder, *seen;
static long at, so_far;
static int error, for_ever, half;
static int ready;

__attribute__((constructor)) static void begin(void)
{
  call = getenv("MYATLAS_FAIL_CALL");
  folder = getenv("MYATLAS_FAIL_DIR");
  seen = getenv("MYATLAS_FAIL_SEEN");
  if (call == NULL || folder == NULL || seen == NULL) {
    return;
  }
  at = atol(getenv("MYATLAS_FAIL_AT"));
  const char* with = getenv("MYATLAS_FAIL_WITH");
  error = strcmp(with, "EIO") == 0 ? EIO : strcmp(with, "ENOLCK") == 0 ? ENOLCK : ENOSPC;
  for_ever = getenv("MYATLAS_FAIL_FOR") != NULL;
  half = getenv("MYATLAS_FAIL_HALF") != NULL;
  ready = 1;
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

static int fails(const char* name, int fd)
{
  if (!ready || strcmp(call, name) != 0) {
    return 0;
  }
  if (fd >= 0) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t size = readlink(link, path, sizeof path - 1);
    path[size > 0 ? size : 0] = 0;
    if (strncmp(path, folder, strlen(folder)) != 0) {
      return 0;
    }
  }
  ++so_far;
  if (so_far == at) {
    ready = 0;
    const int mark = REAL(int, open, const char*, int, ...)(seen, O_WRONLY | O_CREAT, 0600);
    close(mark);
    ready = 1;
  }
  return so_far == at || (for_ever && so_far > at);
}

#define WRITE(name)                                                                                     \
  ssize_t name(int fd, const void* bytes, size_t size, off_t offset)                                    \
  {                                                                                                     \
    if (fails("write", fd)) {                                                                           \
      if (half && size > 1) {                                                                           \
        REAL(ssize_t, name, int, const void*, size_t, off_t)(fd, bytes, size / 2, offset);              \
      }                                                                                                 \
      errno = error;                                                                                    \
      return -1;                                                                                        \
    }                                                                                                   \
    return REAL(ssize_t, name, int, const void*, size_t, off_t)(fd, bytes, size, offset);               \
  }
WRITE(pwrite)
WRITE(pwrite64)

ssize_t write(int fd, const void* bytes, size_t size)
{
  if (fd > 2 && fails("write", fd)) {
    errno = error;
    return -1;
  }
  return REAL(ssize_t, write, int, const void*, size_t)(fd, bytes, size);
}

#define READ(name)                                                                  \
  ssize_t name(int fd, void* into, size_t size, off_t offset)                       \
  {                                                                                 \
    if (fails("read", fd)) {                                                        \
      errno = EIO;                                                                  \
      return -1;                                                                    \
    }                                                                               \
    return REAL(ssize_t, name, int, void*, size_t, off_t)(fd, into, size, offset);  \
  }
READ(pread)
READ(pread64)

ssize_t read(int fd, void* into, size_t size)
{
  if (fails("read", fd)) {
    errno = EIO;
    return -1;
  }
  return REAL(ssize_t, read, int, void*, size_t)(fd, into, size);
}

#define SYNC(name)                    \
  int name(int fd)                    \
  {                                   \
    if (fails("sync", fd)) {          \
      errno = error;                  \
      return -1;                      \
    }                                 \
    return REAL(int, name, int)(fd);  \
  }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name)                              \
  int name(int fd, off_t size)                      \
  {                                                 \
    if (fails("truncate", fd)) {                    \
      errno = error;                                \
      return -1;                                    \
    }                                               \
    return REAL(int, name, int, off_t)(fd, size);   \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

int flock(int fd, int operation)
{
  if (fails("flock", fd)) {
    errno = error;
    return -1;
  }
  return REAL(int, flock, int, int)(fd, operation);
}

extern void* __libc_malloc(size_t);
void* malloc(size_t size)
{
  if (ready && call[0] == 'm' && fails("malloc", -1)) {
    errno = ENOMEM;
    return NULL;
  }
  return __libc_malloc(size);
}
