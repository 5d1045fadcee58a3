#include "output/page.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "operations/pages.hpp"
#include "output/plain_text.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

using formats::Json;

namespace {

constexpr std::string_view k_seam = ".."; // between the row that was shown and the one behind it
constexpr char k_part_mark = '/';         // the parts of a name

// All that a row says, part by part.
std::vector<std::string> parts_of(const Json& row)
{
  std::vector<std::string> parts;
  for (const auto& [name, value] : row.items()) {
    parts.push_back(plain_text(value));
  }
  return parts;
}

std::string joined_parts(const std::vector<std::string>& parts, std::size_t count)
{
  std::string text = parts.empty() ? "" : parts.front();
  for (std::size_t i = 1; i < std::min(count, parts.size()); ++i) {
    text += k_part_mark + parts[i];
  }
  return text;
}

// Numbers are as long as each other: 9 comes before 10.
std::string in_order(const std::string& name)
{
  constexpr std::size_t k_longest = 20;
  const bool is_number = util::is_digits(name) && name.size() < k_longest;
  return is_number ? std::string(k_longest - name.size(), '0') + name : name;
}

// Digits stand for each other: "C2025-0000001" as "C9999-9999999".
std::string shape_of(std::string text)
{
  constexpr std::string_view k_digits = "0123456789";
  std::ranges::replace_if(
    text, [&](char c) { return k_digits.find(c) != std::string_view::npos; }, '9');
  return text;
}

// The rows of a list by their names.
class NamedRows
{
public:
  explicit NamedRows(const Json& rows)
  {
    for (const Json& row : rows) {
      m_rows.push_back(parts_of(row));
      ++m_first[first_of(m_rows.back())];
    }
  }

  std::size_t size() const { return m_rows.size(); }

  // What the page that ends before `end` goes on behind.
  std::string key_before(std::size_t end) const
  {
    const std::string shown = name_of(end - 1);
    return way(1) ? shown : shown + std::string(k_seam) + name_of(end);
  }

  // Where the rows behind that key begin; nothing for what is no key.
  std::optional<std::size_t> begin_behind(const std::string& key) const
  {
    if (const auto at = find(key)) {
      return *at + 1;
    }
    const auto behind_seam = find_seam(key);
    return behind_seam ? behind_seam : place(key.substr(0, key.find(k_seam)));
  }

private:
  enum class Way
  {
    up,
    down,
  };

  static const std::string& first_of(const std::vector<std::string>& parts)
  {
    static const std::string k_none;
    return parts.empty() ? k_none : parts.front();
  }

  const std::string& first(std::size_t at) const { return first_of(m_rows[at]); }

  // As few parts as tell it from the others.
  std::string name_of(std::size_t at) const
  {
    if (m_first.at(first(at)) == 1) {
      return first(at);
    }
    std::size_t count = 2;
    while (count < m_rows[at].size() && is_shared(joined_parts(m_rows[at], count), count)) {
      ++count;
    }
    return joined_parts(m_rows[at], count) + ordinal_of(at);
  }

  // "#2" of the second of two rows that say the same.
  std::string ordinal_of(std::size_t at) const
  {
    const auto row = m_rows.begin() + static_cast<std::ptrdiff_t>(at);
    const auto before = std::count(m_rows.begin(), row, *row);
    return before == 0 ? "" : "#" + std::to_string(before + 1);
  }

  bool is_shared(const std::string& name, std::size_t count) const
  {
    const auto bears_it = [&](const auto& parts) { return joined_parts(parts, count) == name; };
    return std::ranges::count_if(m_rows, bears_it) > 1;
  }

  // The first row of that name, which another may have come to share: it is shown twice rather than
  // not at all.
  std::optional<std::size_t> find(const std::string& name) const
  {
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
      if (bears(at, name)) {
        return at;
      }
    }
    return std::nullopt;
  }

  bool bears(std::size_t at, const std::string& name) const
  {
    if (first(at) == name) {
      return true;
    }
    if (!name.starts_with(first(at))) {
      return false;
    }
    const std::string whole = joined_parts(m_rows[at], m_rows[at].size());
    if (name.starts_with(whole)) { // which of those that say the same is counted for these alone
      return name == whole || name == whole + ordinal_of(at);
    }
    return whole.starts_with(name + k_part_mark);
  }

  std::optional<std::size_t> find_seam(const std::string& key) const
  {
    const std::size_t seam = key.find(k_seam);
    if (seam == std::string::npos) {
      return std::nullopt;
    }
    if (const auto shown = find(key.substr(0, seam))) {
      return *shown + 1;
    }
    return find(key.substr(seam + k_seam.size()));
  }

  // Which way the rows go by so many of their parts; nothing where they do not.
  std::optional<Way> way(std::size_t count) const
  {
    if (goes(count, [](const std::string& a, const std::string& b) { return a < b; })) {
      return Way::up;
    }
    if (goes(count, [](const std::string& a, const std::string& b) { return a > b; })) {
      return Way::down;
    }
    return std::nullopt;
  }

  template <typename Before>
  bool goes(std::size_t count, Before before) const
  {
    for (std::size_t i = 1; i < m_rows.size(); ++i) {
      const std::string last = in_order(joined_parts(m_rows[i - 1], count)),
                        next = in_order(joined_parts(m_rows[i], count));
      if (!before(last, next) || shape_of(last) != shape_of(next)) {
        return false;
      }
    }
    return true;
  }

  // Of a row that is gone; of one row alone it is not known which way it went.
  std::optional<std::size_t> place(const std::string& name) const
  {
    if (m_rows.empty()) {
      return 0;
    }
    const auto count = static_cast<std::size_t>(std::ranges::count(name, k_part_mark)) + 1;
    const auto direction = way(count);
    if (!direction ||
        shape_of(in_order(name)) != shape_of(in_order(joined_parts(m_rows[0], count)))) {
      return std::nullopt;
    }
    return m_rows.size() == 1 ? 0 : first_behind(name, count, *direction);
  }

  std::size_t first_behind(const std::string& name, std::size_t count, Way direction) const
  {
    const auto is_behind = [&](const std::vector<std::string>& parts) {
      const std::string other = in_order(joined_parts(parts, count)), gone = in_order(name);
      return direction == Way::up ? other > gone : other < gone;
    };
    return static_cast<std::size_t>(std::ranges::find_if(m_rows, is_behind) - m_rows.begin());
  }

  std::vector<std::vector<std::string>> m_rows;
  std::map<std::string, int> m_first; // how many begin so
};

// The rows from there on that are to be shown.
Result<std::size_t> first_of_page(const NamedRows& rows, const std::string& after)
{
  if (after.empty()) {
    return 0;
  }
  const auto first = rows.begin_behind(after);
  return first ? Result<std::size_t>(*first) : Error{"list.after", {after}}.at("--after");
}

// How many there may be on a page; `all`: as many as there are.
Result<std::size_t> size_of_page(const std::string& limit, std::size_t all)
{
  if (limit.empty()) {
    return all;
  }
  TRY_ASSIGN(const std::int64_t asked, operations::parse_limit(limit).or_at("--limit"));
  return static_cast<std::size_t>(asked);
}

Json part_of_rows(Json& rows, std::size_t first, std::size_t end)
{
  Json page = Json::array();
  for (std::size_t i = first; i < end; ++i) {
    page.push_back(std::move(rows[i]));
  }
  return page;
}

} // namespace

Outcome cut_page(Json& document, const char* list, const std::string& limit,
                 const std::string& after)
{
  Json& rows = document[list];
  const NamedRows named(rows);
  TRY_ASSIGN(const std::size_t first, first_of_page(named, after));
  TRY_ASSIGN(const std::size_t most, size_of_page(limit, named.size()));
  const std::size_t end = std::min(named.size(), first + most);
  rows = part_of_rows(rows, first, end);
  document["next"] = end < named.size() ? Json(named.key_before(end)) : Json(nullptr);
  return Done{};
}

} // namespace myatlas::cli
