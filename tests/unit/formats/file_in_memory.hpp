#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include <sys/mman.h>
#include <unistd.h>

#include "util/file.hpp"

namespace myatlas::formats {

// A file that has this content and no name.
inline util::FileHandle file_with(std::string_view content)
{
  util::FileHandle file(::memfd_create("unit", 0));
  REQUIRE(util::write_through(file, content));
  return file;
}

inline std::string content_of(const util::FileHandle& file)
{
  ::lseek(file.get(), 0, SEEK_SET);
  return *util::read_whole(file, "unit", 1 << 26);
}

} // namespace myatlas::formats
