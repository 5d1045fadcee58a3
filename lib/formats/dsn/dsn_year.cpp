#include "formats/dsn/dsn_year.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/contributions/rates.hpp"
#include "formats/dsn/dsn_parts.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

bool is_cancelled(const DsnDeclaration& declaration)
{
  return declaration.type == "04";
}

bool corrects(const DsnDeclaration& declaration)
{
  return declaration.type == "03" || declaration.type == "05" || declaration.type == "04";
}

bool says_the_same(const DsnDeclaration& a, const DsnDeclaration& b)
{
  return a.type == b.type && a.order == b.order && a.gross == b.gross &&
         a.gross_fixed_term == b.gross_fixed_term && a.individuals == b.individuals &&
         a.gross_apprentices == b.gross_apprentices && a.headcount == b.headcount &&
         a.contributions == b.contributions && a.others == b.others;
}

// Order numbers count up: by their length, then as text.
bool is_before(std::string_view a, std::string_view b)
{
  const auto number = [](std::string_view text) {
    return text.substr(std::min(text.find_first_not_of('0'), text.size()));
  };
  const std::string_view one = number(a), other = number(b);
  return one.size() != other.size() ? one.size() < other.size() : one < other;
}

// Equal order numbers: the file made later, and when that is not told, the one given later.
bool comes_after(const DsnDeclaration& a, const DsnDeclaration& b)
{
  return a.order == b.order ? a.made >= b.made : is_before(b.order, a.order);
}

bool is_of(const DsnEstablishmentAmount& amount, int year)
{
  const std::string text = std::to_string(year);
  return amount.from.starts_with(text) && amount.to.starts_with(text);
}

// The earliest year that all files serve; else the one most of them are of.
int year_of(const std::vector<DsnDeclaration>& declarations)
{
  std::map<int, std::ptrdiff_t> counts;
  for (const DsnDeclaration& declaration : declarations) {
    ++counts[declaration.month.year];
  }
  for (const auto& [year, count] : counts) {
    if (std::ranges::all_of(declarations, [&](const DsnDeclaration& d) {
          return d.month.year == year || says_late_of(d, year);
        })) {
      return year;
    }
  }
  return std::ranges::max_element(counts, {}, [](const auto& one) { return one.second; })->first;
}

void check_company(const std::vector<DsnDeclaration>& declarations, DsnYear& year,
                   util::Errors& problems)
{
  year.siren = declarations.front().siret.siren();
  year.year = year_of(declarations);
  for (const DsnDeclaration& declaration : declarations) {
    if (declaration.siret.siren() != year.siren) {
      problems.push_back(
        placed({"dsn.other_company", {declaration.siret.siren().digits(), year.siren.digits()}},
               declaration));
    } else if (declaration.month.year != year.year && !says_late_of(declaration, year.year)) {
      problems.push_back(placed(
        {"dsn.other_year", {declaration.month.text(), std::to_string(year.year)}}, declaration));
    }
  }
}

void warn_about_months(DsnYear& year)
{
  std::string missing;
  for (unsigned month = 1; month <= 12; ++month) {
    if ((year.months() >> (month - 1) & 1U) == 0) {
      util::add_to_list(missing, domain::Month{year.year, month}.text());
    }
  }
  if (!missing.empty()) {
    year.warnings.push_back({"dsn.months_missing", {missing}});
  }
}

} // namespace

bool says_late_of(const DsnDeclaration& declaration, int year)
{
  return declaration.month.year == year + 1 &&
         std::ranges::any_of(declaration.others, [&](const DsnEstablishmentAmount& amount) {
           return is_of(amount, year);
         });
}

namespace {

// What is no monthly declaration of a real sending is told and left out.
void leave_others_out(std::vector<DsnDeclaration>& declarations, DsnYear& year)
{
  std::erase_if(declarations, [&](const DsnDeclaration& d) {
    if (!d.is_monthly()) {
      const util::Error told =
        d.test ? util::Error{"dsn.test", {d.file}} : util::Error{"dsn.ignored", {d.file, d.nature}};
      year.warnings.push_back(placed(told, d));
    }
    return !d.is_monthly();
  });
}

// By month, establishment, fraction and scheme.
using DeclarationsByPart =
  std::map<std::tuple<domain::Month, std::int64_t, std::string, std::string>, DsnDeclaration>;

std::vector<DsnDeclaration> standing_of(DeclarationsByPart& kept)
{
  std::vector<DsnDeclaration> standing;
  for (auto& [key, declaration] : kept) {
    if (!is_cancelled(declaration)) {
      standing.push_back(std::move(declaration));
    }
  }
  return standing;
}

// Each establishment, month, fraction and scheme once: what corrects stands in the place of what it
// corrects.
std::vector<DsnDeclaration> once_each(std::vector<DsnDeclaration> declarations,
                                      util::Errors& problems)
{
  DeclarationsByPart kept;
  for (DsnDeclaration& declaration : declarations) {
    const std::tuple key(declaration.month, declaration.siret.number(), fraction_of(declaration),
                         scope_of(declaration));
    const auto found = kept.find(key);
    if (found == kept.end()) {
      kept.emplace(key, std::move(declaration));
    } else if (says_the_same(found->second, declaration) &&
               found->second.sending != declaration.sending) {
      continue;
    } else if (corrects(declaration) || corrects(found->second) ||
               found->second.order != declaration.order) {
      if (comes_after(declaration, found->second)) {
        found->second = std::move(declaration);
      }
    } else {
      problems.push_back(
        placed({"dsn.twice", {declaration.siret.digits(), declaration.month.text()}}, declaration));
    }
  }
  return standing_of(kept);
}

void add_all(util::Errors& into, const util::Errors& more)
{
  into.insert(into.end(), more.begin(), more.end());
}

} // namespace

std::uint16_t DsnYear::months() const
{
  unsigned there = 0;
  for (const DsnDeclaration& declaration : declarations) {
    there |= 1U << (declaration.month.month - 1);
  }
  return static_cast<std::uint16_t>(there);
}

namespace {

// What names a contract that is not there is told of the year itself, not of what comes late.
void add_declaration(DsnDeclaration declaration, DsnYear& year)
{
  if (declaration.month.year != year.year) {
    year.late.push_back(std::move(declaration));
    return;
  }
  if (!declaration.unknown_contracts.empty()) {
    year.warnings.push_back(placed({"dsn.contract_unknown",
                                    {declaration.unknown_contracts.front(),
                                     declaration.siret.digits(), declaration.month.text()}},
                                   declaration));
  }
  year.declarations.push_back(std::move(declaration));
}

} // namespace

util::Result<DsnYear> merge_dsn(std::vector<DsnDeclaration> declarations)
{
  DsnYear year;
  util::Errors problems;
  leave_others_out(declarations, year);
  if (declarations.empty()) {
    util::Errors errors = {{"dsn.none", {}}};
    add_all(errors, year.warnings);
    return errors;
  }
  check_company(declarations, year, problems);
  for (const DsnDeclaration& declaration : declarations) {
    add_all(problems, problems_of(declaration));
  }
  if (!problems.empty()) {
    return problems;
  }
  std::vector<DsnDeclaration> standing = once_each(std::move(declarations), problems);
  const DsnParts parts = parts_of(standing);
  add_all(problems, parts.problems);
  add_all(year.warnings, parts.warnings);
  if (!problems.empty()) {
    return problems;
  }
  for (DsnDeclaration& declaration : standing) {
    add_declaration(std::move(declaration), year);
  }
  warn_about_months(year);
  return year;
}

std::optional<domain::Money> establishment_amount(const DsnYear& year, std::string_view code)
{
  std::optional<domain::Money> sum;
  for (const std::vector<DsnDeclaration>* part : {&year.declarations, &year.late}) {
    for (const DsnDeclaration& declaration : *part) {
      for (const DsnEstablishmentAmount& amount : declaration.others) {
        if (amount.code == code && is_of(amount, year.year)) {
          sum = sum.value_or(domain::Money{}) + amount.amount;
        }
      }
    }
  }
  return sum;
}

namespace {

domain::Pay pay_of(const DsnDeclaration& d)
{
  const bool is_local = domain::zone_of(d.postcode) == domain::Zone::alsace_moselle;
  return {.total = d.gross,
          .fixed_term = d.gross_fixed_term,
          .fixed_term_exempt = {},
          .apprentices = d.gross_apprentices,
          .alsace_moselle = is_local ? d.gross : domain::Money{}};
}

} // namespace

domain::PayrollFacts facts_of(const DsnYear& year)
{
  domain::PayrollFacts facts;
  facts.year = year.year;
  std::int64_t headcount = 0;
  std::map<unsigned, int> months;
  for (unsigned month = 1; month <= 12; ++month) {
    facts.months.push_back({month, {}, 0});
  }
  for (const DsnDeclaration& d : year.declarations) {
    domain::MonthPay& month = facts.months[d.month.month - 1];
    month.pay += pay_of(d);
    month.apprentices += std::int64_t{d.apprentices} * 100;
    headcount += d.headcount;
    ++months[d.month.month];
    facts.idcc = facts.idcc.empty() ? d.idcc : facts.idcc;
  }
  for (const domain::MonthPay& month : facts.months) {
    facts.pay += month.pay;
  }
  facts.headcount = months.empty() ? 0 : headcount / static_cast<std::int64_t>(months.size());
  facts.averaged_year = year.year;
  facts.known_months = year.months();
  return facts;
}

} // namespace myatlas::formats
