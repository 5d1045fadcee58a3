#include "store/postgres/dialect.hpp"

#include "util/text.hpp"

namespace myatlas::store::postgres {

namespace {

// " text" as the type of a column: after its name, before what else is said of it.
std::size_t type_text(std::string_view line)
{
  const bool declares = line.starts_with("  ") || line.starts_with("alter table ");
  for (std::size_t at = declares ? line.find(" text") : line.npos; at != line.npos;
       at = line.find(" text", at + 1)) {
    const std::string_view after = line.substr(at + 5, 1);
    if (after.empty() || after == " " || after == "," || after == ";") {
      return at;
    }
  }
  return line.npos;
}

std::string with_byte_order(std::string line)
{
  if (const auto at = type_text(line); at != line.npos) {
    line.insert(at + 5, " collate \"C\"");
  }
  return line;
}

// "references account (id)" and more.
std::string with_late_references(std::string line)
{
  const std::size_t at = line.find(" references ");
  const std::size_t end = at == line.npos ? at : line.find(')', at);
  if (end != line.npos) {
    line.insert(end + 1, " deferrable");
  }
  return line;
}

} // namespace

static std::string line_for_postgres(const std::string& line)
{
  return line.starts_with("--") ? line : with_late_references(with_byte_order(line));
}

std::string to_postgres(std::string_view sql)
{
  std::string script;
  for (const std::string_view line : util::split(sql, '\n')) {
    script += line_for_postgres(std::string(line)) + '\n';
  }
  return script;
}

std::string statement_for_postgres(std::string_view sql)
{
  constexpr std::string_view k_of_sqlite = "group_concat(", k_here = "string_agg(";
  std::string statement(sql);
  for (std::size_t at = statement.find(k_of_sqlite); at != statement.npos;
       at = statement.find(k_of_sqlite, at)) {
    statement.replace(at, k_of_sqlite.size(), k_here);
  }
  return statement;
}

} // namespace myatlas::store::postgres
