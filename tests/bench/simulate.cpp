// bench_simulate [EMPLOYERS]: the calculation alone, on one core: employers a second, and
// allocations for each.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <vector>

#include "domain/contributions/simulation.hpp"
#include "formats/json/rates_json.hpp"

namespace {

std::size_t g_allocations = 0;

} // namespace

void* operator new(std::size_t size)
{
  ++g_allocations;
  if (void* got = std::malloc(size)) {
    return got;
  }
  throw std::bad_alloc();
}

void operator delete(void* block) noexcept
{
  std::free(block);
}

void operator delete(void* block, std::size_t) noexcept
{
  std::free(block);
}

int main(int count, char** arguments)
{
  using namespace myatlas;
  const int employers = count > 1 ? std::atoi(arguments[1]) : 1'000'000;
  const domain::RateTable& rates = formats::built_in_rates();
  std::vector<domain::PayrollFacts> kinds;
  for (const int headcount : {3, 8, 12, 40, 300, 2'500}) {
    domain::PayrollFacts facts;
    facts.year = 2022 + headcount % 5;
    facts.headcount = headcount * 100;
    facts.pay.total = {headcount * 3'456'789LL};
    facts.pay.fixed_term = {headcount * 200'000LL};
    facts.pay.apprentices = {headcount * 50'000LL};
    facts.pay.alsace_moselle = {headcount % 2 == 0 ? headcount * 1'000'000LL : 0};
    facts.alternants_ratio = headcount % 6 * 100;
    facts.idcc = headcount < 300 ? "1486" : "";
    kinds.push_back(facts);
  }
  std::int64_t sum = 0;
  g_allocations = 0;
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < employers; ++i) {
    const auto simulation =
      domain::simulate(rates, kinds[static_cast<std::size_t>(i) % kinds.size()]);
    sum += simulation ? simulation->total.cents : 0;
  }
  const double seconds =
    std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  std::printf("%.0f employers a second, %.2f allocations each (total %lld)\n", employers / seconds,
              static_cast<double>(g_allocations) / employers, static_cast<long long>(sum));
  return sum > 0 ? 0 : 1;
}
