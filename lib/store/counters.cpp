#include "store/counters.hpp"

namespace myatlas::store {

std::int64_t next_value(Engine& engine, std::string_view series)
{
  return engine
    .query("insert into counter (name, value) values ($1, 1) "
           "on conflict (name) do update set value = counter.value + 1 returning value",
           {series})[0]
    .integer(0);
}

} // namespace myatlas::store
