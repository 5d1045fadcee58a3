#include "store/tables/counters.hpp"

#include "store/rows.hpp"

namespace myatlas::store {

namespace {

constexpr auto k_counter = table<std::int64_t>("counter", Given("name"), Column("value", Whole{}));

} // namespace

std::int64_t next_value(Engine& engine, std::string_view series)
{
  static const std::string k_count =
    insert<k_counter>() +
    " on conflict (name) do update set value = counter.value + 1 returning value";
  return value(engine, k_count, {series, std::int64_t{1}});
}

std::int64_t last_value(Engine& engine, std::string_view series)
{
  return first_where<k_counter>(engine, "name = $1", {series}).value_or(0);
}

void set_last_value(Engine& engine, std::string_view series, std::int64_t last)
{
  put_row<k_counter>(engine, last, {series});
}

} // namespace myatlas::store
