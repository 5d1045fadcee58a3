#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

#include "app.hpp"

namespace {

// What is in memory, passwords among it, goes into no core and to no other program of the user. A
// sanitizer looks in from outside.
void keep_memory_private()
{
#if !defined(MYATLAS_SANITIZED)
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

// Whoever sets it for one program has the keys of all its connections written to a file: TLS
// libraries obey it.
void take_no_key_log()
{
  ::unsetenv("SSLKEYLOGFILE");
}

// A number a shell closed (">&-") would go to the next file that is opened, and what is said would
// be written into it. Opened the wrong way round it fails as before, and nothing else gets it.
void hold_standard_descriptors()
{
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) == -1 && errno == EBADF) {
      (void)::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}

constexpr std::string_view k_said = "myatlas: There is not enough memory [machine.memory]\n";

// Where there is not even room for a message: before main, in a destructor, in a thread.
[[noreturn]] void say_out_of_memory()
{
  (void)!::write(STDERR_FILENO, k_said.data(), k_said.size());
  ::_exit(myatlas::cli::k_out_of_memory);
}

void terminated()
{
  try {
    std::rethrow_exception(std::current_exception());
  } catch (const std::bad_alloc&) {
    say_out_of_memory();
  } catch (...) {
    std::abort();
  }
}

[[gnu::constructor(101)]] void
install_out_of_memory_handler() // before anything that is made before main
{
  std::set_terminate(terminated);
}

} // namespace

int main(int argc, char** argv)
{
  hold_standard_descriptors();
  std::signal(SIGXFSZ, SIG_IGN);     // a file that may not grow is an error of the write
  const mode_t asked = ::umask(077); // a store, a session and a reject file are their owner's
                                     // alone, but for a store that is shared
  keep_memory_private();
  take_no_key_log();
  try {
    const myatlas::cli::Env env = myatlas::cli::real_env(argc, argv, asked);
    return ::getauxval(AT_SECURE) != 0 ? myatlas::cli::refuse_set_uid(env) : myatlas::cli::run(env);
  } catch (const std::bad_alloc&) {
    say_out_of_memory();
  }
}
