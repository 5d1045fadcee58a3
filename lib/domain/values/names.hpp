#pragma once

#include <string>
#include <string_view>

#include "util/result.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

// A text of a record or form, for tables of them.
template <typename T>
using TextMember = std::string T::*;

// A value and its word in files and machine output. The first name of a value is the one written;
// others are read.
template <typename T>
struct NamedValue
{
  const char* name;
  T value;
};

template <typename T, std::size_t N>
const char* name_of(const NamedValue<T> (&table)[N], T value)
{
  for (const NamedValue<T>& row : table) {
    if (row.value == value) {
      return row.name;
    }
  }
  return "";
}

// The words of a table, one a value, "member, provider", for a message.
template <typename T, std::size_t N>
std::string names_in(const NamedValue<T> (&table)[N])
{
  std::string names;
  for (const NamedValue<T>& row : table) {
    if (name_of(table, row.value) == row.name) { // the pointer: the first row of its value
      names += names.empty() ? row.name : std::string(", ") + row.name;
    }
  }
  return names;
}

// The value of a word, case apart; fails with `code` (text, the words there are).
template <typename T, std::size_t N>
util::Result<T> value_of(const NamedValue<T> (&table)[N], std::string_view text, const char* code)
{
  const std::string word = util::to_lower(util::trim(text));
  for (const NamedValue<T>& row : table) {
    if (util::to_lower(row.name) == word) {
      return row.value;
    }
  }
  return util::Error{code, {std::string(text), names_in(table)}};
}

} // namespace myatlas::domain
