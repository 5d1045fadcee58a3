#include "formats/dsn/dsn_parts.hpp"

#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace myatlas::formats {

namespace {

constexpr char k_euro[] = "01", k_whole[] = "01", k_farming[] = "02", k_general[] = "03",
               k_one_of_one[] = "11";

// "12": the first of two. Norm: two digits from 1 to 9.
struct Fraction
{
  int number = 0, count = 0;

  bool exists() const { return number >= 1 && number <= count; }
};

Fraction fraction_in(const std::string& text)
{
  const bool form = text.size() == 2 && text.find_first_not_of("123456789") == std::string::npos;
  return form ? Fraction{text[0] - '0', text[1] - '0'} : Fraction{};
}

// The declarations of one establishment and month, by the scheme they are for.
struct MonthParts
{
  const DsnDeclaration* first = nullptr;
  std::map<std::string, std::set<std::string>> fractions_by_scope;
};

using MonthKey = std::pair<domain::Month, std::int64_t>;

std::map<MonthKey, MonthParts> months_of(const std::vector<DsnDeclaration>& declarations)
{
  std::map<MonthKey, MonthParts> months;
  for (const DsnDeclaration& declaration : declarations) {
    MonthParts& month = months[{declaration.month, declaration.siret.number()}];
    month.first = month.first == nullptr ? &declaration : month.first;
    month.fractions_by_scope[scope_of(declaration)].insert(fraction_of(declaration));
  }
  return months;
}

util::Error told(const char* code, const MonthParts& month, std::vector<std::string> more)
{
  std::vector<std::string> arguments = {month.first->siret.digits(), month.first->month.text()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return placed({code, std::move(arguments)}, *month.first);
}

void look_at_fractions(const MonthParts& month, const std::set<std::string>& given, DsnParts& found)
{
  const int count = fraction_in(*given.begin()).count;
  std::vector<std::string> missing;
  for (int number = 1; number <= count; ++number) {
    if (!given.contains(fmt::format("{}{}", number, count))) {
      missing.push_back(fmt::format("{}/{}", number, count));
    }
  }
  const bool of_one_whole = given.size() + missing.size() == static_cast<std::size_t>(count);
  if (!of_one_whole) {
    found.problems.push_back(
      told("dsn.fractions", month, {fmt::format("{}", fmt::join(given, ", "))}));
  } else if (!missing.empty()) {
    found.warnings.push_back(
      told("dsn.fraction_missing", month, {fmt::format("{}", fmt::join(missing, ", "))}));
  }
}

void look_at_scopes(const MonthParts& month, DsnParts& found)
{
  const bool whole = month.fractions_by_scope.contains(k_whole),
             farming = month.fractions_by_scope.contains(k_farming),
             general = month.fractions_by_scope.contains(k_general);
  if (whole && (farming || general)) {
    found.problems.push_back(told("dsn.parts", month, {}));
  } else if (farming != general) {
    found.warnings.push_back(told("dsn.part_missing", month, {farming ? k_general : k_farming}));
  }
}

} // namespace

std::string fraction_of(const DsnDeclaration& declaration)
{
  return declaration.fraction.empty() ? k_one_of_one : declaration.fraction;
}

std::string scope_of(const DsnDeclaration& declaration)
{
  return declaration.scope.empty() ? k_whole : declaration.scope;
}

util::Error placed(util::Error error, const DsnDeclaration& declaration)
{
  error.where.file = declaration.file;
  error.where.line = declaration.line;
  return error;
}

util::Errors problems_of(const DsnDeclaration& declaration)
{
  util::Errors problems;
  if (!declaration.currency.empty() && declaration.currency != k_euro) {
    problems.push_back(
      placed({"dsn.currency",
              {declaration.currency, declaration.siret.digits(), declaration.month.text()}},
             declaration));
  }
  if (!fraction_in(fraction_of(declaration)).exists()) {
    problems.push_back(placed({"dsn.fraction", {declaration.fraction}}, declaration));
  }
  const std::string scope = scope_of(declaration);
  if (scope != k_whole && scope != k_farming && scope != k_general) {
    problems.push_back(placed({"dsn.scope", {declaration.scope}}, declaration));
  }
  return problems;
}

DsnParts parts_of(const std::vector<DsnDeclaration>& declarations)
{
  DsnParts found;
  for (const auto& [key, month] : months_of(declarations)) {
    for (const auto& [scope, fractions] : month.fractions_by_scope) {
      look_at_fractions(month, fractions, found);
    }
    look_at_scopes(month, found);
  }
  return found;
}

} // namespace myatlas::formats
