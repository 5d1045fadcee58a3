#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.hpp"
#include "domain/money.hpp"

namespace myatlas::domain {

// The zone of an establishment: its own, whatever the head office (L6241-1-1 II).
enum class Zone
{
  france,
  alsace_moselle, // Bas-Rhin, Haut-Rhin, Moselle
};

// Bounds on a number kept in hundredths (a headcount, a ratio in percent). An absent bound does not bound.
struct Band
{
  std::optional<std::int64_t> from;  // >=
  std::optional<std::int64_t> above; // >
  std::optional<std::int64_t> below; // <
  std::optional<std::int64_t> to;    // <=

  bool holds(std::int64_t value) const;
};

// One sourced figure: the rate of a contribution for pay of a period, in a zone, for a size and a ratio of alternants.
struct RateRule
{
  std::string contribution;  // "cfp", "cpf_cdd", "ta_principal", "ta_solde", "csa" or "conventional"
  Date from;                 // of the pay, not of the collection
  std::optional<Date> to;    // none: still in force in the sources used
  std::optional<Zone> zone;
  Band headcount;            // after the freeze of CSS L130-1 II
  Band ratio;                // alternants / headcount, in hundredths of a percent
  std::optional<bool> temporary_work;
  std::string idcc;          // conventional contributions only
  Rate rate;
  std::optional<Money> minimum; // per company, before tax
  std::string legal;
  std::vector<std::string> sources;
};

// Monthly gross minimum wage from a date on.
struct MinimumWage
{
  Date from;
  Money monthly;
};

// Where a contribution goes and when.
struct Collection
{
  std::string contribution;
  std::string collector; // "urssaf" or "opco-atlas"
  std::string due;       // "monthly", or a month and day pattern of the year after: "05-05|05-15", "02-last"
};

// The dated figures the law of contributions is made of: data, never code.
struct RateTable
{
  std::string version;
  int first_year = 0, last_year = 0; // payroll years the figures cover
  std::vector<RateRule> rules;
  std::vector<MinimumWage> minimum_wages;
  std::vector<Collection> collections;
  Date associations_pay_from;        // non-profits pay the apprenticeship tax from this day's pay on
  std::int64_t small_below = 0;      // headcount (hundredths) under which apprentices' pay is exempt
  std::int64_t csa_from = 0;         // headcount (hundredths) from which the CSA is due
  std::int64_t csa_ratio_below = 0;  // ratio (hundredths of a percent) from which it is not
  std::int64_t growth_ratio_from = 0;   // ratio from which growth exempts
  std::int64_t growth_from = 0;         // growth of the number of alternants, hundredths of a percent
  std::int64_t exempt_minimum_wages = 0; // the tax is not due up to so many monthly minimum wages
  std::vector<std::int64_t> frozen_thresholds;
};

// What a rule is looked up with.
struct RateQuery
{
  std::string_view contribution;
  Date day;
  Zone zone = Zone::france;
  std::int64_t headcount = 0;
  std::int64_t ratio = 0;
  bool temporary_work = false;
  std::string_view idcc = {};
};

// The one rule that answers; null when the table has no sourced figure for it.
const RateRule* find_rule(const RateTable& table, const RateQuery& query);

// Pairs of rules that could both answer the same question, as "contribution from/from": there must be none.
std::vector<std::string> overlaps(const RateTable& table);

const Collection& collection_of(const RateTable& table, std::string_view contribution);
std::optional<Money> minimum_wage(const RateTable& table, Date day);

} // namespace myatlas::domain
