#include "formats/dsn/dsn_facts.hpp"
#include "domain/values/zone.hpp"
#include "formats/dsn/dsn_declaration.hpp"

#include <algorithm>
#include <bit>

namespace myatlas::formats {

namespace {

// Nothing is added where none is told.
void add(domain::Money amount, std::optional<domain::Money>& sum)
{
  sum = sum.value_or(domain::Money{}) + amount;
}

void add_amounts(const DsnDeclaration& declaration, int year, std::string_view code,
                 std::optional<domain::Money>& sum)
{
  for (const auto& amount : declaration.others) {
    if (amount.code == code && amount.is_of(year)) {
      add(amount.amount, sum);
    }
  }
}

} // namespace

std::optional<domain::Money> establishment_amount(const DsnYear& year, std::string_view code)
{
  std::optional<domain::Money> sum;
  for (const DsnDeclarations* part : {&year.declarations, &year.late}) {
    for (const DsnDeclaration& declaration : *part) {
      add_amounts(declaration, year.year, code, sum);
    }
  }
  return sum;
}

namespace {

domain::Money gross_of_alsace_moselle(const DsnDeclaration& d)
{
  const bool is_local = domain::zone_of(d.postcode) == domain::Zone::alsace_moselle;
  return is_local ? d.gross : domain::Money{};
}

domain::Pay pay_of(const DsnDeclaration& d)
{
  return {.total = d.gross,
          .fixed_term = d.gross_fixed_term,
          .fixed_term_exempt = {},
          .apprentices = d.gross_apprentices,
          .alsace_moselle = gross_of_alsace_moselle(d)};
}

std::vector<domain::MonthPay> empty_months()
{
  std::vector<domain::MonthPay> months;
  for (unsigned month = 1; month <= 12; ++month) {
    months.push_back({month, {}, 0});
  }
  return months;
}

void add_month(const DsnDeclaration& d, std::vector<domain::MonthPay>& months)
{
  domain::MonthPay& month = months[d.month->month - 1];
  month.pay += pay_of(d);
  month.apprentices += std::int64_t{d.apprentices} * 100;
}

std::int64_t sum_of_headcounts(const DsnYear& year)
{
  std::int64_t headcount = 0;
  for (const DsnDeclaration& d : year.declarations) {
    headcount += d.headcount;
  }
  return headcount;
}

// Estimated: the average of the months that are there.
std::int64_t headcount_of(const DsnYear& year)
{
  const int months = std::popcount(year.months());
  return months == 0 ? 0 : sum_of_headcounts(year) / months;
}

bool tells_branch(const DsnDeclaration& declaration)
{
  return !declaration.idcc.empty();
}

// The first that is told.
std::string idcc_of(const DsnDeclarations& declarations)
{
  const auto told = std::ranges::find_if(declarations, tells_branch);
  return told == declarations.end() ? "" : told->idcc;
}

} // namespace

domain::PayrollFacts facts_of(const DsnYear& year)
{
  domain::PayrollFacts facts;
  facts.year = year.year;
  facts.averaged_year = year.year;
  facts.months = empty_months();
  for (const DsnDeclaration& d : year.declarations) {
    add_month(d, facts.months);
  }
  for (const domain::MonthPay& month : facts.months) {
    facts.pay += month.pay;
  }
  facts.idcc = idcc_of(year.declarations);
  facts.headcount = headcount_of(year);
  facts.known_months = year.months();
  return facts;
}

} // namespace myatlas::formats
