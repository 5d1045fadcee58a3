#pragma once

#include <functional>
#include <string>

#include "domain/values/names.hpp"
#include "util/text.hpp"

namespace myatlas::store {

// The word of a value, for a statement: "'active'".
template <typename Value>
std::string quoted(Value value)
{
  return "'" + std::string(to_text(value)) + "'";
}

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

// The words of some values, for "in (…)".
template <typename Value, std::size_t count>
std::string words_of(const Value (&values)[count])
{
  std::string words;
  for (const Value value : values) {
    util::add_to_list(words, quoted(value));
  }
  return words;
}

} // namespace myatlas::store
