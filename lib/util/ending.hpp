#pragma once

#include <csignal>
#include <string>
#include <vector>

namespace myatlas::util {

// Files that are not to outlive the program while this stands: a signal that ends it (HUP, INT,
// QUIT, TERM) takes them with it, in their order; of folders only those that are empty by then. One
// that was ignored stays so. KILL leaves them to who comes next.
class GoneWithProgram
{
public:
  explicit GoneWithProgram(std::vector<std::string> paths);
  ~GoneWithProgram();
  GoneWithProgram(const GoneWithProgram&) = delete;
  GoneWithProgram& operator=(const GoneWithProgram&) = delete;

  void remove() const; // touches nothing but the files: a handler of signals may call it

private:
  std::vector<std::string> m_paths;
};

// The signals that end a program wait until this goes: for what is not yet known to go with the
// program.
class EndingsHeld
{
public:
  EndingsHeld();
  ~EndingsHeld();
  EndingsHeld(const EndingsHeld&) = delete;
  EndingsHeld& operator=(const EndingsHeld&) = delete;

private:
  sigset_t m_before = {};
};

} // namespace myatlas::util
