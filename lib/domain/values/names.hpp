#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

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

// Whether the value of an enumeration has a name: GCC and Clang print a number for one without.
template <auto value>
consteval bool is_enumerator()
{
  constexpr std::string_view k_text = __PRETTY_FUNCTION__, k_before = "value = ";
  return k_text[k_text.find(k_before) + k_before.size()] != '(';
}

// Whether every value of an enumeration, which counts from 0, is that member of a row.
template <const auto& table, auto member, std::size_t number = 0>
consteval bool has_all()
{
  using Value = std::remove_cvref_t<decltype(table[0].*member)>;
  constexpr Value k_value = static_cast<Value>(number);
  if constexpr (!is_enumerator<k_value>()) {
    return number > 0;
  } else {
    for (const auto& row : table) {
      if (row.*member == k_value) {
        return has_all<table, member, number + 1>();
      }
    }
    return false;
  }
}

// The same of the values before one that has no row.
template <const auto& table, auto member, auto end>
consteval bool has_all_before()
{
  for (std::size_t number = 0; number < static_cast<std::size_t>(end); ++number) {
    bool has_row = false;
    for (const auto& row : table) {
      has_row = has_row || row.*member == static_cast<decltype(end)>(number);
    }
    if (!has_row) {
      return false;
    }
  }
  return true;
}

template <const auto& table>
consteval bool has_all() // words
{
  using Row = std::remove_cvref_t<decltype(table[0])>;
  return has_all<table, &Row::value>();
}

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
