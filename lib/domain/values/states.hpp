#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>

#include "domain/values/names.hpp"

// What each state of a kind means is one table, a row a state in the order of the enumeration: what
// lists states, in SQL too (store/state_lists.hpp), follows from it.
namespace myatlas::domain {

// What a row must tell: one that leaves it out does not compile.
template <typename T>
struct Told
{
  T value;

  template <std::convertible_to<T> From>
  constexpr Told(From told) : value(told)
  {
  }
  constexpr operator T() const { return value; }
};
using Fact = Told<bool>;

template <const auto& table>
using StateOf = std::remove_cv_t<decltype(table[0].state)>;

// Whether every value of the enumeration has its row, in order.
template <const auto& table>
consteval bool is_whole()
{
  std::size_t number = 0;
  for (const auto& row : table) {
    if (row.state != static_cast<StateOf<table>>(number++)) {
      return false;
    }
  }
  return !is_enumerator<static_cast<StateOf<table>>(std::size(table))>();
}

template <const auto& table>
constexpr const auto& row_of(StateOf<table> state)
{
  static_assert(is_whole<table>(), "a state without its facts, or out of order");
  return table[static_cast<std::size_t>(state)];
}

// The state of a word, case apart; fails with `code` (text, the words there are).
template <const auto& table>
util::Result<StateOf<table>> parse_state(std::string_view text, const char* code)
{
  const std::string word = util::to_lower(util::trim(text));
  std::string words;
  for (const auto& row : table) {
    bool is_meant = util::to_lower(row.word) == word;
    if constexpr (requires { row.also; }) {
      is_meant = is_meant || (!word.empty() && util::to_lower(row.also) == word);
    }
    if (is_meant) {
      return row.state;
    }
    util::add_to_list(words, row.word);
  }
  return util::Error{code, {std::string(text), words}};
}

} // namespace myatlas::domain
