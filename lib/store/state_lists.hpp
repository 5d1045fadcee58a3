#pragma once

#include <functional>
#include <string>

#include "domain/values/states.hpp"

namespace myatlas::store {

// The words of the states that something holds of, for "in (…)": "'DEPOSEE', 'VALIDEE'". Made once
// a table and fact.
std::string quoted_words(const auto& table, const auto& holds)
{
  std::string words;
  for (const auto& row : table) {
    if (std::invoke(holds, row)) {
      util::add_to_list(words, "'" + std::string(row.word) + "'");
    }
  }
  return words;
}

template <const auto& table, auto holds>
const std::string& words_of_states()
{
  static const std::string k_words = quoted_words(table, holds);
  return k_words;
}

// The words of some events, for "in (…)".
template <typename Event, std::size_t count>
std::string words_of_events(const Event (&events)[count])
{
  std::string words;
  for (const Event event : events) {
    util::add_to_list(words, "'" + std::string(to_text(event)) + "'");
  }
  return words;
}

} // namespace myatlas::store
