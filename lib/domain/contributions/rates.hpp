#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/zone.hpp"

namespace myatlas::domain {

enum class Contribution : std::uint8_t
{
  cfp,
  cpf_cdd,
  ta, // the apprenticeship tax before 2020, in one line
  ta_principal,
  ta_solde,
  csa,
  conventional, // of a branch
};

// Whether the apprenticeship tax of a payroll year is one line: since 2020 it is two.
constexpr bool has_tax_in_one(int year)
{
  return year < 2020;
}

inline constexpr Contribution k_contributions[] = {
  Contribution::cfp,          Contribution::cpf_cdd,  Contribution::ta,
  Contribution::ta_principal, Contribution::ta_solde, Contribution::csa,
  Contribution::conventional};

const char* to_text(Contribution contribution);
util::Result<Contribution> parse_contribution(std::string_view text); // "contribution.unknown"

// Bounds on a number kept in hundredths (a headcount, a ratio in percent). An absent bound does not
// bound.
struct Band
{
  std::optional<std::int64_t> from;  // >=
  std::optional<std::int64_t> above; // >
  std::optional<std::int64_t> below; // <
  std::optional<std::int64_t> to;    // <=

  std::int64_t lowest() const;
  std::int64_t highest() const;
  bool holds(std::int64_t value) const { return lowest() <= value && value <= highest(); }
};

// Days of pay from the first to the last; none: still in force in the sources used.
struct Validity
{
  Date from = Date::of_days(0);
  std::optional<Date> to;

  bool holds(Date day) const { return from <= day && (!to || day <= *to); }
  bool meets(const Validity& other) const;
};

// One sourced figure: the rate of a contribution for pay of a period, in a zone, for a size and a
// ratio of alternants.
struct RateRule
{
  Contribution contribution = Contribution::cfp;
  Validity valid; // of the pay, not of the collection
  std::optional<Zone> zone;
  Band headcount; // after the freeze of CSS L130-1 II
  Band ratio;     // alternants / headcount, in hundredths of a percent
  std::optional<bool> temporary_work;
  std::string idcc; // conventional contributions only
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

// Minimum wages of a department that has its own.
struct TerritoryWages
{
  std::string department; // "976"
  std::vector<MinimumWage> monthly;
};

// Who a contribution is paid to.
enum class Collector : std::uint8_t
{
  urssaf,
  opco_atlas,
  opca, // before 2019
  octa, // that of the apprenticeship tax, before 2019
};

const char* to_text(Collector collector);
std::optional<Collector> collector_called(std::string_view word); // none: nobody has that word

// Where a contribution goes and when.
struct Collection
{
  Contribution contribution = Contribution::cfp;
  Validity valid;
  Collector collector = Collector::urssaf;
  std::string
    due; // "monthly", or a month and day pattern of the year after: "05-05|05-15", "02-last"
  std::string legal;
};

enum class TermName : std::uint8_t
{
  apprentices_exempt_below, // headcount under which their pay is exempt
  apprentices_counted_from, // headcount from which all of it counts
  csa_headcount,            // from which the CSA is due
  csa_ratio,                // ratio from which it is not
  csa_growth_ratio,         // ratio from which growth exempts
  csa_growth,               // growth of the number of alternants
  exempt_wages_month,       // monthly minimum wages up to which a month is exempt
  exempt_wages_year,        // yearly ones, up to which a year is
};

const char* to_text(TermName name);
util::Result<TermName> parse_term_name(std::string_view text); // "contribution.unknown"

// A branch whose texts were looked through: whether it has a contribution, which is then among the
// rules.
struct Branch
{
  std::string idcc;
  bool has_contribution = false;
};

// A bound of the law that is no rate, while it holds: hundredths of a person or of a percent, or of
// a count.
struct Term
{
  TermName name = TermName::csa_headcount;
  Validity valid;
  std::int64_t value = 0;
  std::string legal;
};

// What holds in one payroll year, ready to be looked up: positions in the table's lists, and the
// months (bit 0 is January) whose first day they hold on.
struct YearLaw
{
  struct Held
  {
    std::uint16_t position = 0, months = 0;
  };
  std::array<std::vector<Held>, std::size(k_contributions)> rules;
  std::array<std::optional<std::uint16_t>, std::size(k_contributions)> collections;
  // When they fall due, for fewer than 50 employees and for 50 and more (CSS R243-6); none: every
  // month.
  std::array<std::array<std::optional<Date>, 2>, std::size(k_contributions)> due;
};

// The dated figures the law of contributions is made of: data, never code.
struct RateTable
{
  std::string version;
  int first_year = 0, last_year = 0; // payroll years the figures cover
  std::vector<RateRule> rules;
  std::vector<MinimumWage> minimum_wages;
  std::vector<TerritoryWages> territory_wages;
  std::vector<Collection> collections;
  std::vector<Term> terms;
  std::vector<Branch> branches;
  Date associations_pay_from =
    Date::of_days(0); // non-profits pay the apprenticeship tax from this day's pay on
  std::string associations_legal;
  std::vector<std::int64_t> frozen_thresholds;
  std::vector<YearLaw> years; // of index_years()

  const YearLaw& year(int number) const
  {
    return years[static_cast<std::size_t>(number - first_year)];
  }
  const Term* find_term(TermName name, Date day) const; // null when the table has none for that day
  std::optional<Money> minimum_wage(Date day) const;
  // Of a place by its postcode, empty for that of most of France: a department with wages of its
  // own, Mayotte (L3423-1), has those. Nothing where the table has no figure, as in the Pacific
  // (986 to 988), whose labour law is their own.
  std::optional<Money> minimum_wage(Date day, std::string_view postcode) const;
  const Branch* find_branch(std::string_view idcc) const;
};

// To be called when the lists of a table are complete.
void index_years(RateTable& table);

// What a rule is looked up with.
struct RateQuery
{
  Contribution contribution = Contribution::cfp;
  Zone zone = Zone::france;
  std::int64_t headcount = 0;
  std::int64_t ratio = 0;
  bool temporary_work = false;
  std::string_view idcc = {};
};

// The rule that answers for month `month` (0 is January) of a year and the months it holds for;
// null when the table has no sourced figure for it.
const RateRule* find_rule(const RateTable& table, int year, unsigned month, const RateQuery& query,
                          std::uint16_t& months);

// What a table says twice, in words for who keeps it: two rules that could answer the same
// question, a term twice at a time.
std::vector<std::string> overlaps(const RateTable& table);

// What overlaps() says, and what is missing: a contribution of the law that some payroll year,
// size, zone or ratio has no rule for, a term, a collector. There must be none.
std::vector<std::string> faults(const RateTable& table);

} // namespace myatlas::domain
