#include "formats/dsn/dsn_parts.hpp"
#include "domain/values/date.hpp"

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
  unsigned number = 0, count = 0;

  bool exists() const { return number >= 1 && number <= count; }
};

bool has_form_of_fraction(std::string_view text)
{
  return text.size() == 2 && text.find_first_not_of("123456789") == text.npos;
}

unsigned value_of(char digit)
{
  return static_cast<unsigned>(digit - '0');
}

Fraction fraction_in(const std::string& text)
{
  return has_form_of_fraction(text) ? Fraction{value_of(text[0]), value_of(text[1])} : Fraction{};
}

using Fractions = std::set<std::string>;
using Texts = std::vector<std::string>;

// The declarations of one establishment and month, by the scheme they are for.
struct MonthParts
{
  const DsnDeclaration* first = nullptr;
  std::map<std::string, Fractions> fractions_by_scope;

  void add(const DsnDeclaration& declaration)
  {
    first = first == nullptr ? &declaration : first;
    fractions_by_scope[scope_of(declaration)].insert(fraction_of(declaration));
  }

  bool is_for(const char* scope) const { return fractions_by_scope.contains(scope); }
};

using MonthKey = std::pair<domain::Month, std::int64_t>;

std::map<MonthKey, MonthParts> months_of(const DsnDeclarations& declarations)
{
  std::map<MonthKey, MonthParts> months;
  for (const DsnDeclaration& declaration : declarations) {
    months[{*declaration.month, declaration.siret->number()}].add(declaration);
  }
  return months;
}

std::vector<std::string> names_of(const DsnDeclaration& declaration)
{
  return {declaration.siret->digits(), declaration.month->text()};
}

util::Error told(const char* code, const MonthParts& month)
{
  return placed({code, names_of(*month.first)}, *month.first);
}

util::Error told(const char* code, const MonthParts& month, std::string more)
{
  util::Error error = told(code, month);
  error.args.push_back(std::move(more));
  return error;
}

template <typename List>
std::string listed(const List& texts)
{
  return fmt::format("{}", fmt::join(texts, ", "));
}

bool has_fraction(const Fractions& given, unsigned number, unsigned count)
{
  return given.contains(fmt::format("{}{}", number, count));
}

Texts missing_of(const Fractions& given)
{
  Texts missing;
  const unsigned count = fraction_in(*given.begin()).count;
  for (unsigned number = 1; number <= count; ++number) {
    if (!has_fraction(given, number, count)) {
      missing.push_back(fmt::format("{}/{}", number, count));
    }
  }
  return missing;
}

// What is told of fractions that are not all there, or not of one whole.
void tell_fractions(const MonthParts& month, const Fractions& given, const Texts& missing,
                    DsnParts& found)
{
  const std::size_t count = fraction_in(*given.begin()).count;
  if (given.size() + missing.size() != count) {
    found.problems.push_back(told("dsn.fractions", month, listed(given)));
  } else if (!missing.empty()) {
    found.warnings.push_back(told("dsn.fraction_missing", month, listed(missing)));
  }
}

void look_at_fractions(const MonthParts& month, const Fractions& given, DsnParts& found)
{
  tell_fractions(month, given, missing_of(given), found);
}

void look_at_scopes(const MonthParts& month, DsnParts& found)
{
  const bool farming = month.is_for(k_farming), general = month.is_for(k_general);
  if (month.is_for(k_whole) && (farming || general)) {
    found.problems.push_back(told("dsn.parts", month));
  } else if (farming != general) {
    found.warnings.push_back(told("dsn.part_missing", month, farming ? k_general : k_farming));
  }
}

bool is_known_scope(std::string_view scope)
{
  return scope == k_whole || scope == k_farming || scope == k_general;
}

// Of one establishment and month.
void look_at(const MonthParts& month, DsnParts& found)
{
  for (const auto& [scope, fractions] : month.fractions_by_scope) {
    look_at_fractions(month, fractions, found);
  }
  look_at_scopes(month, found);
}

bool is_in_euros(const DsnDeclaration& declaration)
{
  return declaration.currency.empty() || declaration.currency == k_euro;
}

util::Error other_currency(const DsnDeclaration& d)
{
  return placed({"dsn.currency", {d.currency, d.siret->digits(), d.month->text()}}, d);
}

void check_currency(const DsnDeclaration& d, util::Errors& problems)
{
  if (!is_in_euros(d)) {
    problems.push_back(other_currency(d));
  }
}

util::Error unknown_value(const char* code, const std::string& value, const DsnDeclaration& d)
{
  return placed({code, {value}}, d);
}

void check_fraction(const DsnDeclaration& d, util::Errors& problems)
{
  if (!fraction_in(fraction_of(d)).exists()) {
    problems.push_back(unknown_value("dsn.fraction", d.fraction, d));
  }
}

void check_scope(const DsnDeclaration& d, util::Errors& problems)
{
  if (!is_known_scope(scope_of(d))) {
    problems.push_back(unknown_value("dsn.scope", d.scope, d));
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
  check_currency(declaration, problems);
  check_fraction(declaration, problems);
  check_scope(declaration, problems);
  return problems;
}

DsnParts parts_of(const DsnDeclarations& declarations)
{
  DsnParts found;
  for (const auto& [key, month] : months_of(declarations)) {
    look_at(month, found);
  }
  return found;
}

} // namespace myatlas::formats
