#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/rates.hpp"

namespace myatlas::domain {

enum class Rounding
{
  cent, // half up, each line once
  euro, // base and amount to the nearest euro, 0.50 up (CSS L133-10), the tax and the CSA zone by zone
};

// What is known of an employer's pay for a year, or for one month. `payroll` is the whole and holds the parts after it.
struct PayrollFacts
{
  int year = 0;
  std::optional<Month> month;
  std::optional<std::int64_t> headcount;            // average of the months of N-1 (CSS L130-1 I), hundredths, truncated
  std::map<int, std::int64_t> headcount_history;    // effectif of each year, hundredths
  Money payroll, fixed_term, fixed_term_exempt, apprentices, alsace_moselle;
  std::optional<std::int64_t> alternants_ratio;     // hundredths of a percent
  std::optional<std::int64_t> alternants;           // hundredths of a person
  std::optional<std::int64_t> alternants_last_year; // hundredths of a person
  bool association = false;
  bool temporary_work = false;
  std::string idcc;
  std::optional<Money> previous_month_payroll;
  std::optional<std::int64_t> previous_month_apprentices; // hundredths of a person
  Rounding rounding = Rounding::cent;
};

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

// Whether `threshold` (hundredths) counts for `year` under CSS L130-1 II: the headcount is at or above it that year and
// the five before; a year below acts at once. A company at or above since 2019 was subject before the freeze began.
util::Result<bool> threshold_counts(const std::map<int, std::int64_t>& history, int year, std::int64_t threshold);

// "12.345" -> 1234: hundredths, cut and not rounded (CSS R130-1 I). "headcount.form", "headcount.range" (text).
util::Result<std::int64_t> parse_headcount(std::string_view text);

// "4.999" -> 499: hundredths of a percent, cut, so that it stays below 5. "ratio.form", "ratio.range" (text).
util::Result<std::int64_t> parse_ratio(std::string_view text);

const char* to_text(Zone zone);

} // namespace myatlas::domain
