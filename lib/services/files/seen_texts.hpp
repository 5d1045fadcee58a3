#pragma once

#include <cstdint>
#include <string_view>

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

} // namespace myatlas::services
