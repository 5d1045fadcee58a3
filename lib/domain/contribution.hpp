#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/payroll_facts.hpp"
#include "domain/rates.hpp"

namespace myatlas::domain {

// The pay of one zone at one rate.
struct ContributionPart
{
  Zone zone = Zone::france;
  Money base;
  Rate rate;
  Money amount;
};

struct ContributionLine
{
  std::string code;
  Money base;
  std::optional<Rate> rate; // none when two zones pay two rates: see the parts
  Money amount;
  std::string collector;
  std::string due;    // "monthly" or a date
  std::string legal;
  std::string reason; // why the amount is zero, as a word: "headcount_below_250"; empty when it is not
  std::vector<ContributionPart> parts;
};

struct Simulation
{
  int year = 0;
  std::optional<Month> month;
  std::string rates_version;
  std::vector<ContributionLine> lines; // always all: cfp, cpf_cdd, ta_principal, ta_solde, csa, conventional
  Money total;
};

// What the employer owes, each figure from `rates`. Fails with rates.unknown (what has no sourced figure),
// contribution.parts (a part exceeds the whole), contribution.headcount_required, contribution.ratio_required,
// contribution.history_short (threshold, year).
util::Result<Simulation> simulate(const RateTable& rates, const PayrollFacts& facts);

const char* to_text(Zone zone);

} // namespace myatlas::domain
