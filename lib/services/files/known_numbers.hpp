#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "util/text.hpp"
#include "util/text_marks.hpp"

namespace myatlas::services {

// The numbers a file has named so far and those the store had before, by provider: a company
// numbers its invoices once, whatever the establishment.
class KnownNumbers
{
public:
  enum class Answer
  {
    new_one,
    other_case, // one that differs by its capitals was there
    again,
  };

  // The number that insert() is to be asked about, a little later.
  void look_up(std::int64_t provider, std::string_view number)
  {
    put_key(m_exact, provider, number);
    m_is_folded = std::ranges::none_of(number, [](char c) { return c >= 'a' && c <= 'z'; });
    m_key = util::TextMarks::key(m_exact);
    m_marks.prefetch(m_key);
  }

  Answer insert(std::uint64_t line)
  {
    const util::TextMarks::Marks here = m_marks.add(m_key, m_exact, k_seen, line);
    m_line = (here & k_seen) != 0 ? m_marks.line() : 0;
    m_was_before = (here & k_before) != 0;
    util::TextMarks::Marks spellings = here;
    if (!m_is_folded) {
      m_folded.assign(m_exact, 0, sizeof(std::int64_t));
      m_folded += util::to_upper(std::string_view(m_exact).substr(sizeof(std::int64_t)));
      spellings = m_marks.add(m_folded, k_spelled_otherwise);
    }
    if ((here & k_seen) != 0) {
      return Answer::again;
    }
    return (spellings & (k_seen | k_spelled_otherwise)) != 0 ? Answer::other_case : Answer::new_one;
  }

  bool was_before() const { return m_was_before; } // the number inserted last
  std::uint64_t line() const
  {
    return m_line;
  } // that had it before; 0: not known, as of one that the store had
  void add_before(std::int64_t provider, std::string_view number)
  {
    put_key(m_folded, provider, number);
    m_marks.add(m_folded, k_before);
  }

private:
  static constexpr util::TextMarks::Marks k_seen = 1, k_spelled_otherwise = 2, k_before = 4;

  static void put_key(std::string& key, std::int64_t provider, std::string_view number)
  {
    key.assign(reinterpret_cast<const char*>(&provider), sizeof provider);
    key += number;
  }

  util::TextMarks m_marks;
  std::string m_exact, m_folded;
  util::TextMarks::Key m_key = 0;
  std::uint64_t m_line = 0;
  bool m_is_folded = true, m_was_before = false;
};

} // namespace myatlas::services
