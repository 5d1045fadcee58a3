// LD_PRELOAD: writes down, in order, what a program does to the files below MYATLAS_RECORD_DIR, as power.py replays it.
// One entry: operation, path, offset, size, then so many bytes. Compiled without large-file names: both spellings are caught.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int journal = -1;
static const char* folder;
static ssize_t (*real_write)(int, const void*, size_t);

__attribute__((constructor)) static void begin(void)
{
  real_write = (ssize_t(*)(int, const void*, size_t))dlsym(RTLD_NEXT, "write");
  const char* path = getenv("MYATLAS_RECORD");
  folder = getenv("MYATLAS_RECORD_DIR");
  if (path != NULL && folder != NULL) {
    int (*real_open)(const char*, int, ...) = (int (*)(const char*, int, ...))dlsym(RTLD_NEXT, "open");
    journal = real_open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  }
}

static int is_ours(const char* path)
{
  return journal >= 0 && path != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static const char* path_of(int fd, char* into)
{
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t size = readlink(link, into, PATH_MAX - 1);
  into[size > 0 ? size : 0] = 0;
  return into;
}

static void put(const char* operation, const char* path, const char* other, long long offset, const void* bytes, size_t size)
{
  char head[4 * PATH_MAX + 128];
  const int length = snprintf(head, sizeof head, "%s\t%s\t%s\t%lld\t%zu\n", operation, path, other, offset, size);
  char* entry = malloc((size_t)length + size + 1);
  memcpy(entry, head, (size_t)length);
  if (size > 0) {
    memcpy(entry + length, bytes, size);
  }
  entry[(size_t)length + size] = '\n';
  real_write(journal, entry, (size_t)length + size + 1);
  free(entry);
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

static int opened(int fd, const char* path, int flags, int was_there)
{
  char name[PATH_MAX];
  if (fd >= 0 && (flags & (O_CREAT | O_TRUNC)) != 0 && is_ours(path_of(fd, name))) {
    if (!was_there) {
      put("create", name, "", 0, NULL, 0);
    } else if ((flags & O_TRUNC) != 0) {
      put("truncate", name, "", 0, NULL, 0);
    }
  }
  (void)path;
  return fd;
}

#define OPEN(name)                                                                     \
  int name(const char* path, int flags, ...)                                           \
  {                                                                                    \
    va_list more;                                                                      \
    va_start(more, flags);                                                             \
    const int mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, int) : 0;     \
    va_end(more);                                                                      \
    const int was_there = access(path, F_OK) == 0;                                     \
    return opened(REAL(int, name, const char*, int, ...)(path, flags, mode), path, flags, was_there); \
  }
OPEN(open)
OPEN(open64)

// A name in a folder that is held open, as a whole path.
static const char* path_at(int at, const char* name, char* into)
{
  char above[PATH_MAX];
  if (name[0] == '/' || at == AT_FDCWD) {
    return name;
  }
  snprintf(into, 2 * PATH_MAX, "%s/%s", path_of(at, above), name);
  return into;
}

#define OPENAT(name)                                                                                        \
  int name(int at, const char* path, int flags, ...)                                                        \
  {                                                                                                         \
    va_list more;                                                                                           \
    va_start(more, flags);                                                                                  \
    const int mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, int) : 0;                          \
    va_end(more);                                                                                           \
    const int was_there = faccessat(at, path, F_OK, 0) == 0;                                                \
    return opened(REAL(int, name, int, const char*, int, ...)(at, path, flags, mode), path, flags, was_there); \
  }
OPENAT(openat)
OPENAT(openat64)

int mkostemp(char* template, int flags)
{
  const int fd = REAL(int, mkostemp, char*, int)(template, flags);
  char name[PATH_MAX];
  if (fd >= 0 && is_ours(path_of(fd, name))) {
    put("create", name, "", 0, NULL, 0);
  }
  return fd;
}
int mkostemp64(char* template, int flags) { return mkostemp(template, flags); }

static void wrote(int fd, const void* bytes, ssize_t size, long long offset)
{
  char name[PATH_MAX];
  if (size > 0 && journal >= 0 && is_ours(path_of(fd, name))) {
    put("write", name, "", offset, bytes, (size_t)size);
  }
}

ssize_t write(int fd, const void* bytes, size_t size)
{
  const long long at = journal >= 0 && fd > 2 ? (long long)lseek(fd, 0, SEEK_CUR) : 0;
  const ssize_t done = real_write(fd, bytes, size);
  if (fd > 2) {
    wrote(fd, bytes, done, at);
  }
  return done;
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at)
{
  const ssize_t done = REAL(ssize_t, pwrite, int, const void*, size_t, off_t)(fd, bytes, size, at);
  wrote(fd, bytes, done, (long long)at);
  return done;
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off_t at)
{
  const ssize_t done = REAL(ssize_t, pwrite64, int, const void*, size_t, off_t)(fd, bytes, size, at);
  wrote(fd, bytes, done, (long long)at);
  return done;
}

static void note(const char* operation, int fd, long long value)
{
  char name[PATH_MAX];
  if (journal >= 0 && is_ours(path_of(fd, name))) {
    put(operation, name, "", value, NULL, 0);
  }
}

#define TRUNCATE(name)                                       \
  int name(int fd, off_t size)                               \
  {                                                          \
    const int done = REAL(int, name, int, off_t)(fd, size);  \
    if (done == 0) {                                         \
      note("truncate", fd, (long long)size);                 \
    }                                                        \
    return done;                                             \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name)                              \
  int name(int fd)                              \
  {                                             \
    const int done = REAL(int, name, int)(fd);  \
    if (done == 0) {                            \
      note("sync", fd, 0);                      \
    }                                           \
    return done;                                \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char* path)
{
  const int done = REAL(int, unlink, const char*)(path);
  if (done == 0 && is_ours(path)) {
    put("unlink", path, "", 0, NULL, 0);
  }
  return done;
}

int rename(const char* from, const char* to)
{
  const int done = REAL(int, rename, const char*, const char*)(from, to);
  if (done == 0 && is_ours(to)) {
    put("rename", from, to, 0, NULL, 0);
  }
  return done;
}

int mkdir(const char* path, mode_t mode)
{
  const int done = REAL(int, mkdir, const char*, mode_t)(path, mode);
  if (done == 0 && is_ours(path)) {
    put("mkdir", path, "", 0, NULL, 0);
  }
  return done;
}

int unlinkat(int at, const char* name, int flags)
{
  char whole[2 * PATH_MAX];
  const char* path = path_at(at, name, whole);
  const int done = REAL(int, unlinkat, int, const char*, int)(at, name, flags);
  if (done == 0 && flags == 0 && is_ours(path)) {
    put("unlink", path, "", 0, NULL, 0);
  }
  return done;
}

static int renamed(int done, int from_at, const char* from, int to_at, const char* to)
{
  char whole_from[2 * PATH_MAX], whole_to[2 * PATH_MAX];
  const char* path = path_at(to_at, to, whole_to);
  if (done == 0 && is_ours(path)) {
    put("rename", path_at(from_at, from, whole_from), path, 0, NULL, 0);
  }
  return done;
}

int renameat(int from_at, const char* from, int to_at, const char* to)
{
  return renamed(REAL(int, renameat, int, const char*, int, const char*)(from_at, from, to_at, to), from_at, from, to_at, to);
}

int renameat2(int from_at, const char* from, int to_at, const char* to, unsigned flags)
{
  return renamed(REAL(int, renameat2, int, const char*, int, const char*, unsigned)(from_at, from, to_at, to, flags), from_at, from, to_at, to);
}

int mkdirat(int at, const char* name, mode_t mode)
{
  char whole[2 * PATH_MAX];
  const char* path = path_at(at, name, whole);
  const int done = REAL(int, mkdirat, int, const char*, mode_t)(at, name, mode);
  if (done == 0 && is_ours(path)) {
    put("mkdir", path, "", 0, NULL, 0);
  }
  return done;
}
