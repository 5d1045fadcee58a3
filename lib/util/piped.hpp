#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "util/file.hpp"

namespace myatlas::util {

constexpr std::uint64_t k_most_piped_bytes =
  4ULL * 1024 * 1024 * 1024; // forty million rows; more is given as a file
constexpr std::uint64_t k_most_piped_line =
  64ULL * 1024 * 1024;                // no reader takes a line of half of that
constexpr int k_patience_in_all = 10; // times the patience with one silence

// Reads from a pipe as long as it does not let wait too long: for one silence, and ten times as
// long in all, to which a second is added for every 64 KiB that came. A patience of 0 has no end.
class PatientReader
{
public:
  PatientReader(const FileHandle& file, std::string name, std::chrono::seconds patience);

  // At least a byte, 0 at the end: input.stalled, input.slow (name, seconds), file.io.
  Result<std::size_t> read(char* into, std::size_t size);
  // All of them, fewer at the end.
  Result<std::size_t> fill(char* into, std::size_t size);

private:
  using Duration = std::chrono::steady_clock::duration;
  Duration in_all() const;
  Outcome await();
  Error given_up() const;

  const FileHandle& m_file;
  std::string m_name;
  std::chrono::seconds m_patience;
  Duration m_waited{};
  std::uint64_t m_received = 0;
};

// The whole of what a pipe gives, in a file without a name that stands at its beginning: whoever
// writes to the pipe may take their time, and nobody else waits for them. A regular file is given
// back as it is. Fails with input.stalled when nothing comes for `patience`, with input.slow when
// it has let wait too long in all (PatientReader), file.too_large, file.io; with
// csv.record_too_long when it is one line without an end.
Result<FileHandle> put_aside(FileHandle file, const std::string& name,
                             std::chrono::seconds patience);

} // namespace myatlas::util
