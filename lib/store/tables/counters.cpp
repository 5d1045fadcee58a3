#include "store/tables/counters.hpp"

namespace myatlas::store {

std::int64_t next_value(Engine& engine, std::string_view series)
{
  return engine
    .query("insert into counter (name, value) values ($1, 1) "
           "on conflict (name) do update set value = counter.value + 1 returning value",
           {series})[0]
    .integer(0);
}

std::int64_t last_value(Engine& engine, std::string_view series)
{
  const auto rows = engine.query("select value from counter where name = $1", {series});
  return rows.empty() ? 0 : rows[0].integer(0);
}

void set_last_value(Engine& engine, std::string_view series, std::int64_t value)
{
  engine.execute("insert into counter (name, value) values ($1, $2) on conflict (name) do update "
                 "set value = excluded.value",
                 {series, value});
}

} // namespace myatlas::store
