#include "domain/values/full_name.hpp"

#include <algorithm>
#include <ranges>
#include <vector>

#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::fold;
using util::trim;

std::string words_joined(const std::vector<std::string>& words, std::size_t first, std::size_t end)
{
  std::string text;
  for (std::size_t i = first; i < end; ++i) {
    util::add_to_list(text, words[i], " ");
  }
  return text;
}

std::vector<std::string> words_of_name(const std::string& name)
{
  std::vector<std::string> words;
  for (const std::string_view word : util::split(name, ' ')) {
    if (!trim(word).empty()) {
      words.emplace_back(trim(word));
    }
  }
  return words;
}

bool is_in_capitals(const std::string& word)
{
  return util::length_utf8(word) > 1 && word == util::to_upper(word) &&
         word != util::to_lower(word);
}

// The parts when the words from `cut` on, or those before it, are the last name.
std::optional<FullName> cut_at(const std::vector<std::string>& words, std::size_t cut,
                               bool last_comes_first)
{
  const std::string before = words_joined(words, 0, cut),
                    after = words_joined(words, cut, words.size());
  if (before.empty() || after.empty()) {
    return std::nullopt;
  }
  return last_comes_first ? FullName{after, before} : FullName{before, after};
}

bool has_last(const std::optional<FullName>& parts, const std::string& folded)
{
  return parts && fold(parts->last) == folded;
}

std::optional<FullName> with_last(const std::vector<std::string>& words, const std::string& last)
{
  const std::string wanted = fold(last);
  for (std::size_t cut = 1; cut < words.size(); ++cut) {
    for (const bool last_comes_first : {false, true}) {
      const auto parts = cut_at(words, cut, last_comes_first);
      if (has_last(parts, wanted)) {
        return parts;
      }
    }
  }
  return std::nullopt;
}

// How many of the words, from an end on, are in capitals.
template <typename Words>
std::size_t count_capitals(const Words& words)
{
  const auto first_other = std::ranges::find_if_not(words, is_in_capitals);
  return static_cast<std::size_t>(std::ranges::distance(words.begin(), first_other));
}

// Words in capitals at the ends of a name, which tell its last name where they stand at one of them
// and are not all of it.
struct Capitals
{
  std::size_t leading, trailing, words;

  bool tell() const { return leading != words && (leading == 0) != (trailing == 0); }
};

Capitals capitals_of(const std::vector<std::string>& words)
{
  return {count_capitals(words), count_capitals(std::views::reverse(words)), words.size()};
}

std::optional<FullName> cut_by(const Capitals& capitals, const std::vector<std::string>& words)
{
  return capitals.leading > 0 ? cut_at(words, capitals.leading, true)
                              : cut_at(words, words.size() - capitals.trailing, false);
}

} // namespace

std::optional<FullName> name_in_parts(const std::string& name, const std::string& last)
{
  const std::vector<std::string> words = words_of_name(name);
  if (!trim(last).empty()) {
    return with_last(words, last);
  }
  if (const Capitals capitals = capitals_of(words); capitals.tell()) {
    return cut_by(capitals, words);
  }
  return words.size() == 2 ? cut_at(words, 1, false) : std::nullopt;
}

} // namespace myatlas::domain
