#include "store/store_facts.hpp"

#include "store/rows.hpp"

namespace myatlas::store {

namespace {

constexpr auto k_store_fact = table<StoreFact>(
  "store_fact", Column("name", &StoreFact::first, Part::key), Column("value", &StoreFact::second));

constexpr std::string_view k_clock_fact = "clock", k_test_clock = "test";

} // namespace

std::vector<StoreFact> store_facts(Engine& engine)
{
  return all_rows<k_store_fact>(engine, select<k_store_fact>());
}

std::optional<std::string> store_fact(Engine& engine, std::string_view name)
{
  const auto found = first_where<k_store_fact>(engine, "name = $1", {name});
  return found ? std::optional(found->second) : std::nullopt;
}

void put_store_fact(Engine& engine, std::string_view name, std::string_view value)
{
  put_row<k_store_fact>(engine, {std::string(name), std::string(value)});
}

void mark_for_tests(Engine& engine)
{
  put_store_fact(engine, k_clock_fact, k_test_clock);
}

bool is_for_tests(Engine& engine)
{
  return store_fact(engine, k_clock_fact) == k_test_clock;
}

} // namespace myatlas::store
