#include <sys/stat.h>

#include "app.hpp"

int main(int argc, char** argv)
{
  ::umask(077); // a store, a session and a reject file are their owner's alone
  const myatlas::cli::Env env = myatlas::cli::real_env(argc, argv);
  return myatlas::cli::run(env);
}
