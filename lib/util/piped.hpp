#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "util/file.hpp"

namespace myatlas::util {

constexpr std::uint64_t k_most_piped_bytes = 64ULL * 1024 * 1024 * 1024;
constexpr std::uint64_t k_most_piped_line = 64ULL * 1024 * 1024; // no reader takes a line of half of that
constexpr int k_patience_in_all = 10; // times the patience with one silence

// The whole of what a pipe gives, in a file without a name that stands at its beginning: whoever
// writes to the pipe may take their time, and nobody else waits for them. A regular file is given
// back as it is. Fails with input.stalled when nothing comes for `patience`, with input.slow when
// it has let wait ten times as long in all (name, seconds; a patience of 0 has no end),
// file.too_large, file.io; with csv.record_too_long when it is one line without an end.
Result<FileHandle> put_aside(FileHandle file, const std::string& name,
                             std::chrono::seconds patience);

} // namespace myatlas::util
