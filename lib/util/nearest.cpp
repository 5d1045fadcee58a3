// The word that was likely meant.
#include "util/text.hpp"

#include <algorithm>
#include <numeric>

namespace myatlas::util {

namespace {

// Whether the two characters before these places are the same, swapped.
bool are_swapped(std::string_view from, std::size_t i, std::string_view to, std::size_t j)
{
  return i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
}

} // namespace

std::size_t edit_distance(std::string_view from, std::string_view to)
{
  std::vector<std::size_t> before(to.size() + 1), row(to.size() + 1), next(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t change = row[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, change});
      if (are_swapped(from, i, to, j)) {
        next[j] = std::min(next[j], before[j - 2] + 1);
      }
    }
    before = row;
    row = next;
  }
  return row[to.size()];
}

std::string nearest(std::string_view word, const std::vector<std::string>& words)
{
  std::string best;
  std::size_t least = 3;
  for (const std::string& candidate : words) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < least && distance * 3 <= std::max(candidate.size(), word.size())) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

} // namespace myatlas::util
