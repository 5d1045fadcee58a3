#include "store/tables/counters.hpp"

#include "store/rows.hpp"

namespace myatlas::store {

std::int64_t next_value(Engine& engine, std::string_view series)
{
  return value(engine,
               "insert into counter (name, value) values ($1, 1) "
               "on conflict (name) do update set value = counter.value + 1 returning value",
               {series});
}

std::int64_t last_value(Engine& engine, std::string_view series)
{
  return first_value<std::int64_t>(engine, "select value from counter where name = $1", {series})
    .value_or(0);
}

void set_last_value(Engine& engine, std::string_view series, std::int64_t last)
{
  engine.execute("insert into counter (name, value) values ($1, $2) on conflict (name) do update "
                 "set value = excluded.value",
                 {series, last});
}

} // namespace myatlas::store
