#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "util/result.hpp"

namespace myatlas::util {

class FileHandle;

// SHA-256 of what is fed to it, in one go or in pieces. Nettle uses the processor's own
// instructions where it has them: a file is hashed at 1.7 GB/s where libsodium gives 0.3.
class Sha256
{
public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(std::string_view bytes);
  std::string hex(); // 64 digits; nothing may be fed afterwards

private:
  struct State;
  std::unique_ptr<State> m_state;
};

std::string sha256_hex(std::string_view bytes);

// Whether a text is a digest as sha256_hex writes it: 64 hexadecimal digits in lower case, and so
// no path to anywhere.
bool is_digest(std::string_view text);

// Of a regular file of any size. Fails like open_regular and read_some.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

// Of what is left of an open file; `path` is for messages.
Result<std::string> sha256_of(const FileHandle& file, const std::filesystem::path& path);

} // namespace myatlas::util
