#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/contributions/headcount.hpp"
#include "domain/contributions/rates.hpp"

namespace myatlas::domain {

// Why a line owes nothing.
enum class Reason : std::uint8_t
{
  none,
  no_pay,
  no_fixed_term_pay,
  fixed_term_pay_exempt,
  alsace_moselle,
  no_tax_2019,
  headcount_below_250,
  threshold_250_frozen,
  ratio_high_enough,
  alternants_grew_10_percent,
  association_before_2026_03,
  six_minimum_wages,
  no_idcc,
  branch_without_contribution,
  none_for_this_size,
  rate_unknown, // nothing is known, rather than owed
};

const char* to_text(Reason reason); // a word: "headcount_below_250", "rates.unknown"; "" for none
std::optional<Reason> reason_called(std::string_view word); // none: no reason has that word

// The pay of one zone at one rate.
struct ContributionPart
{
  const RateRule* rule = nullptr;
  Zone zone = Zone::france;
  std::uint16_t months = 0; // bit 0 is January
  Money base, amount;
};

struct ContributionLine
{
  Contribution code = Contribution::cfp;
  Reason reason = Reason::none;
  std::uint8_t part_count = 0;
  std::uint8_t exempt_months = 0; // by the six minimum wages
  bool minimum_applies = false;
  Money base, amount;
  std::optional<Rate> rate;       // none when two zones pay two rates: see the parts
  const RateRule* rule = nullptr; // that of its first part, or of what it would owe
  const Collection* collection = nullptr;
  std::optional<Date> due; // none: every month
  std::array<ContributionPart, 4> parts;

  bool is_known() const { return reason != Reason::rate_unknown; } // else its amount is no amount
};

// What an employer owes. It refers to the table it was made with.
struct Simulation
{
  int year = 0;
  std::optional<Month> month;
  std::uint16_t months = 0xFFF; // of the year, whose pay is told: bit 0 is January
  const RateTable* rates = nullptr;
  Headcount headcount;
  std::optional<std::int64_t>
    ratio; // of alternants, hundredths of a percent; none where nothing depends on it
  Money apprentices_exempt; // pay of apprentices that is in no base
  std::array<ContributionLine, std::size(k_contributions)>
    lines; // cfp, cpf_cdd, ta or ta_principal and ta_solde, csa, conventional
  std::size_t line_count = 0;
  Money total;                        // of the lines that are known
  std::optional<util::Error> unknown; // rates.unknown, rates.unknown_size: why the contribution of
                                      // the branch is not; then its line has no amount

  bool is_part() const { return !month && months != 0xFFF; } // of a year

  const ContributionLine* begin() const { return lines.data(); }
  const ContributionLine* end() const { return lines.data() + line_count; }
};

// Whether nothing is said of a branch because no agreement is told: what it would add is not known,
// and not nothing.
bool lacks_agreement(const ContributionLine& line);
bool lacks_agreement(const Simulation& simulation);

std::vector<Month> months_told(const Simulation& simulation); // those of the year whose pay is told

} // namespace myatlas::domain
