#pragma once

#include <string>
#include <vector>

namespace myatlas::util {

// Files that are not to outlive the program while this stands: a signal that ends it (HUP, INT, QUIT, TERM) takes them with it, in their order;
// of folders only those that are empty by then. One that was ignored stays so. KILL leaves them to who comes next.
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

} // namespace myatlas::util
