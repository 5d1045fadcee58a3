#include "store/sqlite/dialect.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace myatlas::store::sqlite {

namespace {

std::string with_integers(std::string line)
{
  constexpr std::string_view k_common = " bigint";
  for (std::size_t at = line.find(k_common); at != line.npos; at = line.find(k_common, at)) {
    line.replace(at, k_common.size(), " integer");
  }
  return line;
}

} // namespace

static std::string line_for_sqlite(std::string_view line)
{
  return line == ");" ? ") strict;" : with_integers(std::string(line));
}

std::string to_sqlite(std::string_view sql)
{
  std::string script;
  for (const std::string_view line : util::split(sql, '\n')) {
    script += line_for_sqlite(line) + '\n';
  }
  return script;
}

namespace {

// Of a plain name in quotes at the beginning: how many characters with them; 0: there is none.
std::size_t quoted_name(std::string_view sql)
{
  constexpr std::string_view k_name = "abcdefghijklmnopqrstuvwxyz_0123456789";
  const std::size_t end = sql.starts_with('"') ? sql.find_first_not_of(k_name, 1) : sql.npos;
  return end != sql.npos && end > 1 && sql[end] == '"' ? end + 1 : 0;
}

} // namespace

std::string plain_text(std::string_view sql)
{
  std::string plain;
  while (!sql.empty()) {
    const std::size_t quoted = quoted_name(sql);
    const std::size_t blanks = std::min(sql.find_first_not_of(" \n"), sql.size());
    if (quoted > 0) {
      plain += sql.substr(1, quoted - 2);
    } else if (blanks > 0) {
      plain += ' ';
    } else {
      plain += sql.front();
    }
    sql.remove_prefix(std::max({quoted, blanks, std::size_t{1}}));
  }
  return plain;
}

} // namespace myatlas::store::sqlite
