#include "domain/values/full_name.hpp"

#include <vector>

#include "util/text.hpp"

namespace myatlas::domain {

namespace {

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
    if (!util::trim(word).empty()) {
      words.emplace_back(util::trim(word));
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

std::optional<FullName> with_last(const std::vector<std::string>& words, const std::string& last)
{
  const std::string wanted = util::fold(last);
  for (std::size_t cut = 1; cut < words.size(); ++cut) {
    for (const bool last_comes_first : {false, true}) {
      const auto parts = cut_at(words, cut, last_comes_first);
      if (parts && util::fold(parts->last) == wanted) {
        return parts;
      }
    }
  }
  return std::nullopt;
}

} // namespace

std::optional<FullName> name_in_parts(const std::string& name, const std::string& last)
{
  const std::vector<std::string> words = words_of_name(name);
  if (!util::trim(last).empty()) {
    return with_last(words, last);
  }
  std::size_t leading = 0, trailing = 0;
  while (leading < words.size() && is_in_capitals(words[leading])) {
    ++leading;
  }
  while (trailing < words.size() && is_in_capitals(words[words.size() - 1 - trailing])) {
    ++trailing;
  }
  if (leading != words.size() && (leading == 0) != (trailing == 0)) {
    return leading > 0 ? cut_at(words, leading, true)
                       : cut_at(words, words.size() - trailing, false);
  }
  return words.size() == 2 ? cut_at(words, 1, false) : std::nullopt;
}

} // namespace myatlas::domain
