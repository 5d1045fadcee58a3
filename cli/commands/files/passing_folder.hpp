#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "util/ending.hpp"
#include "util/file.hpp"

namespace myatlas::cli {

// A folder of this user's alone, for a backup on its way to or from a stream. It goes with the
// program; one that a killed program left is taken away by the next, which finds its lock free.
class PassingFolder
{
public:
  PassingFolder();
  ~PassingFolder();
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;
  std::filesystem::path file() const { return std::filesystem::path(m_path) / "backup"; }

private:
  std::string m_path;
  util::FileHandle m_lock;
  std::optional<util::GoneWithProgram> m_ends;
};

} // namespace myatlas::cli
