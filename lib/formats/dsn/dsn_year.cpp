#include "formats/dsn/dsn_year.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/values/date.hpp"
#include "formats/dsn/dsn_parts.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

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

auto pay_and_heads(const DsnDeclaration& d)
{
  return std::tie(d.gross, d.gross_fixed_term, d.gross_apprentices, d.individuals, d.headcount);
}

bool has_the_same_amounts(const DsnDeclaration& a, const DsnDeclaration& b)
{
  return a.contributions == b.contributions && a.others == b.others;
}

bool says_the_same(const DsnDeclaration& a, const DsnDeclaration& b)
{
  return a.type == b.type && a.order == b.order && pay_and_heads(a) == pay_and_heads(b) &&
         has_the_same_amounts(a, b);
}

std::string_view without_leading_zeros(std::string_view number)
{
  return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

auto order_of(std::string_view number)
{
  const std::string_view digits = without_leading_zeros(number);
  return std::pair(digits.size(), digits);
}

// Order numbers count up: by their length, then as text.
bool is_before(std::string_view a, std::string_view b)
{
  return order_of(a) < order_of(b);
}

// Equal order numbers: the file made later, and when that is not told, the one given later.
bool comes_after(const DsnDeclaration& a, const DsnDeclaration& b)
{
  return a.order == b.order ? a.made >= b.made : is_before(b.order, a.order);
}

bool serves(const DsnDeclaration& declaration, int year)
{
  return declaration.month->year == year || says_late_of(declaration, year);
}

using CountsByYear = std::map<int, std::ptrdiff_t>;

CountsByYear counts_by_year(const DsnDeclarations& declarations)
{
  CountsByYear counts;
  for (const DsnDeclaration& declaration : declarations) {
    ++counts[declaration.month->year];
  }
  return counts;
}

bool all_serve(const DsnDeclarations& declarations, int year)
{
  return std::ranges::all_of(declarations,
                             [&](const DsnDeclaration& d) { return serves(d, year); });
}

// The earliest year that all files serve; else the one most of them are of.
int year_of(const DsnDeclarations& declarations)
{
  const CountsByYear counts = counts_by_year(declarations);
  for (const auto& [year, count] : counts) {
    if (all_serve(declarations, year)) {
      return year;
    }
  }
  return std::ranges::max_element(counts, {}, &CountsByYear::value_type::second)->first;
}

util::Error of_other_year(const DsnDeclaration& declaration, const DsnYear& year)
{
  return {"dsn.other_year", {declaration.month->text(), std::to_string(year.year)}};
}

std::optional<util::Error> stranger(const DsnDeclaration& declaration, const DsnYear& year)
{
  const domain::Siren siren = declaration.siret->siren();
  if (siren != year.siren) {
    return util::Error{"dsn.other_company", {siren.digits(), year.siren.digits()}};
  }
  if (!serves(declaration, year.year)) {
    return of_other_year(declaration, year);
  }
  return std::nullopt;
}

// Those of another company or year.
util::Errors strangers(const DsnDeclarations& declarations, const DsnYear& year)
{
  util::Errors problems;
  for (const DsnDeclaration& declaration : declarations) {
    if (const auto problem = stranger(declaration, year)) {
      problems.push_back(placed(*problem, declaration));
    }
  }
  return problems;
}

bool has_month(const DsnYear& year, unsigned month)
{
  return (year.months() >> (month - 1) & 1U) != 0;
}

std::string months_missing(const DsnYear& year)
{
  std::string missing;
  for (unsigned month = 1; month <= 12; ++month) {
    if (!has_month(year, month)) {
      util::add_to_list(missing, domain::Month{year.year, month}.text());
    }
  }
  return missing;
}

void warn_about_months(DsnYear& year)
{
  const std::string missing = months_missing(year);
  if (!missing.empty()) {
    year.warnings.push_back({"dsn.months_missing", {missing}});
  }
}

bool has_amount_of(const DsnDeclaration& declaration, int year)
{
  return std::ranges::any_of(
    declaration.others, [&](const DsnEstablishmentAmount& amount) { return amount.is_of(year); });
}

} // namespace

bool says_late_of(const DsnDeclaration& declaration, int year)
{
  return declaration.month && declaration.month->year == year + 1 &&
         has_amount_of(declaration, year);
}

namespace {

util::Error left_out(const DsnDeclaration& d)
{
  return placed(
    d.test ? util::Error{"dsn.test", {d.file}} : util::Error{"dsn.ignored", {d.file, d.nature}}, d);
}

// What is no monthly declaration of a real sending is told and left out.
util::Errors leave_others_out(DsnDeclarations& declarations)
{
  util::Errors warnings;
  std::erase_if(declarations, [&](const DsnDeclaration& d) {
    if (!d.is_monthly()) {
      warnings.push_back(left_out(d));
    }
    return !d.is_monthly();
  });
  return warnings;
}

// By month, establishment, fraction and scheme.
using DeclarationsByPart =
  std::map<std::tuple<domain::Month, std::int64_t, std::string, std::string>, DsnDeclaration>;

DsnDeclarations standing_of(DeclarationsByPart& kept)
{
  DsnDeclarations standing;
  for (auto& [key, declaration] : kept) {
    if (!is_cancelled(declaration)) {
      standing.push_back(std::move(declaration));
    }
  }
  return standing;
}

DeclarationsByPart::key_type part_of(const DsnDeclaration& declaration)
{
  return {*declaration.month, declaration.siret->number(), fraction_of(declaration),
          scope_of(declaration)};
}

bool is_sent_again(const DsnDeclaration& kept, const DsnDeclaration& declaration)
{
  return says_the_same(kept, declaration) && kept.sending != declaration.sending;
}

bool is_correction(const DsnDeclaration& kept, const DsnDeclaration& declaration)
{
  return corrects(declaration) || corrects(kept) || kept.order != declaration.order;
}

util::Error twice(const DsnDeclaration& declaration)
{
  return placed({"dsn.twice", {declaration.siret->digits(), declaration.month->text()}},
                declaration);
}

// Puts the one that stands in the place of both; fails where neither corrects the other.
void keep_latest(DsnDeclaration& kept, DsnDeclaration declaration)
{
  if (comes_after(declaration, kept)) {
    kept = std::move(declaration);
  }
}

std::optional<util::Error> settle(DsnDeclaration& kept, DsnDeclaration declaration)
{
  if (is_sent_again(kept, declaration)) {
    return std::nullopt;
  }
  if (!is_correction(kept, declaration)) {
    return twice(declaration);
  }
  keep_latest(kept, std::move(declaration));
  return std::nullopt;
}

// Each establishment, month, fraction and scheme once: what corrects stands in the place of what it
// corrects.
DsnDeclarations once_each(DsnDeclarations declarations, util::Errors& problems)
{
  DeclarationsByPart kept;
  for (DsnDeclaration& declaration : declarations) {
    const auto [place, is_first] = kept.try_emplace(part_of(declaration));
    if (is_first) {
      place->second = std::move(declaration);
    } else if (const auto problem = settle(place->second, std::move(declaration))) {
      problems.push_back(*problem);
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
    there |= 1U << (declaration.month->month - 1);
  }
  return static_cast<std::uint16_t>(there);
}

namespace {

util::Error unknown_contract(const DsnDeclaration& declaration)
{
  return placed({"dsn.contract_unknown",
                 {declaration.unknown_contracts.front(), declaration.siret->digits(),
                  declaration.month->text()}},
                declaration);
}

// What names a contract that is not there is told of the year itself, not of what comes late.
void add_declaration(DsnDeclaration declaration, DsnYear& year)
{
  if (declaration.month->year != year.year) {
    year.late.push_back(std::move(declaration));
    return;
  }
  if (!declaration.unknown_contracts.empty()) {
    year.warnings.push_back(unknown_contract(declaration));
  }
  year.declarations.push_back(std::move(declaration));
}

util::Errors none_left(const util::Errors& warnings)
{
  util::Errors errors = {{"dsn.none", {}}};
  add_all(errors, warnings);
  return errors;
}

// Of declarations that are there, before they are put together.
util::Result<DsnYear> year_meant(const DsnDeclarations& declarations, util::Errors warnings)
{
  DsnYear year = {.siren = declarations.front().siret->siren(),
                  .year = year_of(declarations),
                  .declarations = {},
                  .late = {},
                  .warnings = std::move(warnings)};
  util::Errors problems = strangers(declarations, year);
  for (const DsnDeclaration& declaration : declarations) {
    add_all(problems, problems_of(declaration));
  }
  if (!problems.empty()) {
    return problems;
  }
  return year;
}

// What stands of them, each month whole.
util::Result<DsnDeclarations> whole_months(DsnDeclarations declarations, util::Errors& warnings)
{
  util::Errors problems;
  DsnDeclarations standing = once_each(std::move(declarations), problems);
  const DsnParts parts = parts_of(standing);
  add_all(problems, parts.problems);
  add_all(warnings, parts.warnings);
  if (!problems.empty()) {
    return problems;
  }
  return standing;
}

} // namespace

util::Result<DsnYear> merge_dsn(DsnDeclarations declarations)
{
  util::Errors left = leave_others_out(declarations);
  if (declarations.empty()) {
    return none_left(left);
  }
  TRY_ASSIGN(DsnYear year, year_meant(declarations, std::move(left)));
  TRY_ASSIGN(auto standing, whole_months(std::move(declarations), year.warnings));
  for (DsnDeclaration& declaration : standing) {
    add_declaration(std::move(declaration), year);
  }
  warn_about_months(year);
  return year;
}

} // namespace myatlas::formats
