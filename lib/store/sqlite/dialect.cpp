#include "store/sqlite/dialect.hpp"

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

std::string to_sqlite(std::string_view sql)
{
  std::string script;
  for (const std::string_view line : util::split(sql, '\n')) {
    script += line == ");" ? ") strict;" : with_integers(std::string(line));
    script += '\n';
  }
  return script;
}

} // namespace myatlas::store::sqlite
