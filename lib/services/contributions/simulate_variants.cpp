// The same employer in other circumstances.
#include "services/contributions/simulate_variants.hpp"

#include "domain/contributions/circumstances.hpp"
#include "domain/contributions/simulation.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// The cases of one employer, as they are asked one after the other.
class Variants
{
public:
  Variants(const domain::RateTable& rates, const domain::PayrollFacts& facts,
           const domain::Simulation& base, UnknownBranch unknown)
    : m_rates(rates), m_facts(facts), m_base(base), m_unknown(unknown), m_found({{"", base}})
  {
  }

  // Those of one text: "year=2024,2025".
  void add(const std::string& given)
  {
    const std::size_t equals = given.find('=');
    if (equals == given.npos) {
      m_problems.push_back(Error{"compare.form", {given}}.at("compare"));
      return;
    }
    const std::string what = given.substr(0, equals);
    for (const std::string_view value :
         util::split(std::string_view(given).substr(equals + 1), ',')) {
      if (auto variant = util::collect(variant_of(what, std::string(value)), m_problems)) {
        m_found.push_back(*std::move(variant));
      }
    }
  }

  Result<std::vector<Variant>> found() &&
  {
    return util::or_problems(std::move(m_found), m_problems);
  }

private:
  Result<Variant> variant_of(const std::string& what, const std::string& value) const
  {
    TRY_ASSIGN(const domain::PayrollFacts facts,
               domain::in_other_circumstances(m_facts, m_base, what, value).or_at("compare"));
    TRY_ASSIGN(const domain::Simulation simulation, domain::simulate(m_rates, facts));
    if (simulation.unknown && m_unknown == UnknownBranch::refused) {
      return *simulation.unknown;
    }
    return Variant{what + "=" + value, simulation};
  }

  const domain::RateTable& m_rates;
  const domain::PayrollFacts& m_facts;
  const domain::Simulation& m_base;
  UnknownBranch m_unknown;
  std::vector<Variant> m_found;
  Errors m_problems;
};

} // namespace

Result<std::vector<Variant>> simulate_variants(const domain::RateTable& rates,
                                               const domain::PayrollFacts& facts,
                                               const domain::Simulation& base,
                                               const std::vector<std::string>& compare,
                                               UnknownBranch unknown)
{
  Variants variants(rates, facts, base, unknown);
  for (const std::string& given : compare) {
    variants.add(given);
  }
  return std::move(variants).found();
}

} // namespace myatlas::services
