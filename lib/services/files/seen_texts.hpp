#pragma once

#include <cstdint>
#include <string_view>

#include "services/files/loader.hpp"
#include "util/text_marks.hpp"

namespace myatlas::services {

// The keys of a file's rows so far, in memory that hardly depends on how long they are.
class SeenTexts
{
public:
  // Whether an earlier line had it.
  bool add(std::string_view text, std::uint64_t line)
  {
    return m_marks.add(util::TextMarks::key(text), text, k_seen, line) != 0;
  }
  std::uint64_t line() const { return m_marks.line(); } // that had the one added last

private:
  static constexpr util::TextMarks::Marks k_seen = 1;

  util::TextMarks m_marks;
};

// What a row is known by, and the line that it is on.
struct RowKey
{
  std::size_t column; // where it is told
  std::string_view key;
  std::uint64_t line;
  std::string_view shown = key; // to the user
};

// Refuses a row whose key an earlier line had; whether it did.
inline bool refuse_if_seen(SeenTexts& seen, const RowKey& row, RowProblems& problems)
{
  if (!seen.add(row.key, row.line)) {
    return false;
  }
  problems.refuse(duplicate_of(row.column, std::string(row.shown), seen.line()));
  return true;
}

} // namespace myatlas::services
