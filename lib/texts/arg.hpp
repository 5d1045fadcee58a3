#pragma once

#include <array>
#include <concepts>
#include <string>
#include <utility>

namespace myatlas::texts {

// What an argument of a sentence is. How people are told it follows from that alone: nothing is
// guessed from its form or from the words beside it.
enum class Arg
{
  none,    // the sentence has no such argument
  text,    // as it is: a name, a number, a file, an option
  typed,   // as it is: what somebody typed, or stands in a file
  words,   // as they are: those that were expected where something else was typed
  amount,  // in euros, "1801.80": the sentence has the currency
  decimal, // hours, headcounts, rates: no zeros that say nothing
  count,   // of rows, bytes, lines: thousands apart
  date,    // a day, an instant or a month, or several
  state,   // a word of a closed set: in words, with the code that options and files take
  states,  // several of them
  branch,  // a contribution, that of a branch by the name people know it by
  event,   // what was asked for, by the command that does it
  events,  // what is possible, by the commands that do it
};

// Those of a sentence, in the order of its fields {0}, {1}…
inline constexpr std::size_t k_most_args = 4;
using Args = std::array<Arg, k_most_args>;

template <std::same_as<Arg>... Kinds>
constexpr Args takes(Kinds... kinds)
{
  static_assert(sizeof...(kinds) <= k_most_args);
  return {kinds...};
}

// An argument that is told with its kind: trf(N_("Paid on {0}"), as_date(day)).
struct Said
{
  Arg kind = Arg::text;
  std::string text;
};

inline Said as_amount(std::string text)
{
  return {Arg::amount, std::move(text)};
}

inline Said as_date(std::string text)
{
  return {Arg::date, std::move(text)};
}

inline Said as_count(std::integral auto number)
{
  return {Arg::count, std::to_string(number)};
}

} // namespace myatlas::texts
