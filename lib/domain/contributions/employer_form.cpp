#include "domain/contributions/employer_form.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/contributions/form_reader.hpp"
#include "domain/contributions/headcount.hpp"
#include "domain/values/codes.hpp"
#include "domain/values/names.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::Errors;
using util::is_digits;
using util::Result;
using util::value_at;

constexpr NamedValue<Rounding> k_roundings[] = {{"cent", Rounding::cent}, {"euro", Rounding::euro}};

// "2024=11.5".
struct YearCount
{
  int year;
  std::int64_t count;
};

// What a form says, read into what is known of the employer.
struct FactsReading
{
  const PayrollForm& form;
  PayrollFacts& facts;
  FormReader& reader;
  Errors& problems;

  void check_period();
  std::optional<Month> month_typed();
  int year_typed();
  void read_period();
  void add_year(const YearCount& told);
  void read_history();
  void compare_with_history();
  void read_averages();
  void read_headcounts();
  void read_ratio();
  void read_alternants();
  void read_each_month();
  void add_months();
  void check_months();
  void read_months();
  void read_whole_pay();
  void read_pay();
  void read_idcc();
  void read_rounding();
  void read_rest();
  void read_all();
  void check_previous_month();
  void read_previous_month();
};

void FactsReading::check_period()
{
  const bool has_year = !form.year.empty(), has_month = !form.month.empty();
  if (!has_year && !has_month) {
    reader.required("year");
  } else if (has_year && has_month) {
    reader.problem({"field.both", {"year", "month"}}, "month");
  }
}

std::optional<Month> FactsReading::month_typed()
{
  return reader.value<Month>(form.month, Month::parse, "month");
}

int FactsReading::year_typed()
{
  return reader.value<int>(form.year, parse_year, "year").value_or(0);
}

void FactsReading::read_period()
{
  check_period();
  facts.month = month_typed();
  facts.year = facts.month ? facts.month->year : year_typed();
}

std::optional<YearCount> year_count(const std::string& text)
{
  const std::size_t equals = text.find('=');
  const auto year = parse_year(text.substr(0, equals));
  const auto count = parse_headcount(equals == text.npos ? "" : text.substr(equals + 1));
  return year && count ? std::optional(YearCount{*year, *count}) : std::nullopt;
}

// Whether a year has another count already.
bool contradicts(const std::map<int, std::int64_t>& history, const YearCount& told)
{
  return value_at(history, told.year).value_or(told.count) != told.count;
}

void FactsReading::add_year(const YearCount& told)
{
  if (contradicts(facts.headcount_history, told)) {
    reader.problem({"history.twice", {std::to_string(told.year)}}, "headcount_history");
  } else {
    facts.headcount_history.emplace(told.year, told.count);
  }
}

void FactsReading::read_history()
{
  for (const std::string& text : form.headcount_history) {
    if (const auto told = year_count(text)) {
      add_year(*told);
    } else {
      reader.problem({"history.form", {text}}, "headcount_history");
    }
  }
}

bool can_be_compared(const PayrollFacts& facts)
{
  return facts.headcount && !facts.headcount_history.empty() && facts.year != 0;
}

// What the history says of the year must be what is told of it.
void FactsReading::compare_with_history()
{
  const std::string year = std::to_string(facts.year);
  const auto known = value_at(facts.headcount_history, facts.year);
  if (!known) {
    reader.problem({"contribution.history_lacks", {year}}, "headcount_history");
  } else if (*known != *facts.headcount) {
    reader.problem(
      {"contribution.history_contradicts", {form.headcount, year, util::format_decimal(*known, 2)}},
      "headcount");
  }
}

void FactsReading::read_averages()
{
  facts.headcount = reader.people(form.headcount, "headcount");
  facts.headcount_of_year = reader.people(form.headcount_of_year, "headcount_of_year");
}

void FactsReading::read_headcounts()
{
  read_history();
  read_averages();
  if (can_be_compared(facts)) {
    compare_with_history();
  }
}

void FactsReading::read_ratio()
{
  facts.alternants_ratio =
    reader.value<std::int64_t>(form.alternants_ratio, parse_ratio, "alternants_ratio");
}

void FactsReading::read_alternants()
{
  read_ratio();
  facts.alternants = reader.people(form.alternants, "alternants");
  facts.alternants_last_year = reader.people(form.alternants_last_year, "alternants_last_year");
}

bool has_month(const PayrollFacts& facts, unsigned month)
{
  return util::contains(facts.months, month, &MonthPay::month);
}

void require_of_month(const MonthForm& given, FormReader& reader)
{
  if (given.month.empty()) {
    reader.required("month");
  } else if (given.payroll.empty()) {
    reader.required("payroll");
  }
}

// As told; where there is pay of apprentices there is one of them at least.
std::int64_t apprentices_in(const MonthForm& given, const Pay& pay, FormReader& reader)
{
  const std::int64_t least = pay.apprentices.cents > 0 ? 100 : 0;
  return reader.people(given.apprentices, "apprentices").value_or(least);
}

bool is_of_other_year(const Month& month, const PayrollFacts& facts)
{
  return month.year != facts.year && facts.year != 0;
}

std::optional<Error> problem_of(const Month& month, const std::string& typed,
                                const PayrollFacts& facts)
{
  if (is_of_other_year(month, facts)) {
    return Error{"contribution.months_other_year", {typed, std::to_string(facts.year)}};
  }
  return has_month(facts, month.month) ? std::optional(Error{"contribution.months_twice", {typed}})
                                       : std::nullopt;
}

void read_month(const MonthForm& given, PayrollFacts& facts, FormReader& reader)
{
  require_of_month(given, reader);
  const auto month = reader.value<Month>(given.month, Month::parse, "month");
  const Pay pay = reader.pay(given);
  const std::int64_t people = apprentices_in(given, pay, reader);
  if (!month) {
    return;
  }
  if (const auto problem = problem_of(*month, given.month, facts)) {
    reader.problem(*problem, "month");
  } else {
    facts.months.push_back({month->month, pay, people});
  }
}

std::string missing_months(const PayrollFacts& facts)
{
  std::string missing;
  for (unsigned month = 1; month <= 12 && !facts.months.empty(); ++month) {
    if (!has_month(facts, month)) {
      util::add_to_list(missing, Month{facts.year, month}.text());
    }
  }
  return missing;
}

void FactsReading::read_each_month()
{
  for (std::size_t i = 0; i < form.months.size(); ++i) {
    FormReader of_month(problems, fmt::format("months[{}].", i));
    read_month(form.months[i], facts, of_month);
  }
  std::ranges::sort(facts.months, {}, &MonthPay::month);
}

void FactsReading::add_months()
{
  for (const MonthPay& month : facts.months) {
    facts.pay += month.pay;
  }
}

Error months_missing(const std::string& missing)
{
  return Error{"contribution.months_missing", {missing}}.at("months");
}

void FactsReading::check_months()
{
  const std::string missing = missing_months(facts);
  if (!missing.empty() && problems.empty()) {
    problems.push_back(months_missing(missing));
  }
}

// The months of a year, in any order: all twelve, each once.
void FactsReading::read_months()
{
  read_each_month();
  check_months();
  add_months();
}

void FactsReading::read_whole_pay()
{
  if (form.payroll.empty()) {
    reader.required("payroll");
  }
  facts.pay = reader.pay(form);
}

void FactsReading::read_pay()
{
  if (form.months.empty()) {
    read_whole_pay();
  } else if (!form.month.empty() || !form.payroll.empty()) {
    reader.problem({"field.both", {"months", form.month.empty() ? "payroll" : "month"}}, "months");
  } else {
    read_months();
  }
  facts.missions = reader.money(form.mission_payroll, "mission_payroll");
}

// As it has four figures, whoever left out its zero.
std::string with_zero(const std::string& idcc)
{
  const bool is_short = idcc.size() == 3 && is_digits(idcc);
  return is_short ? "0" + idcc : idcc;
}

// A number in JSON cannot keep its zero, and people say 787.
void FactsReading::read_idcc()
{
  const auto idcc = reader.value<Idcc>(with_zero(form.idcc), Idcc::parse, "idcc");
  facts.idcc = idcc ? idcc->text() : "";
}

bool tells_previous_month(const PayrollFacts& facts)
{
  return facts.previous_month_payroll || facts.previous_month_apprentices;
}

bool is_of_whole_year(const PayrollFacts& facts)
{
  return !facts.month && facts.months.empty();
}

void FactsReading::check_previous_month()
{
  if (is_of_whole_year(facts) && tells_previous_month(facts)) {
    reader.problem({"field.both", {"year", "previous_month_payroll"}}, "previous_month_payroll");
  }
}

void FactsReading::read_previous_month()
{
  facts.previous_month_payroll =
    reader.value<Money>(form.previous_month_payroll, parse_non_negative, "previous_month_payroll");
  facts.previous_month_apprentices =
    reader.people(form.previous_month_apprentices, "previous_month_apprentices");
}

void FactsReading::read_rounding()
{
  const auto rounding = reader.value<Rounding>(form.rounding, parse_rounding, "rounding");
  facts.rounding = rounding.value_or(Rounding::cent);
}

void FactsReading::read_rest()
{
  facts.association = form.association;
  facts.temporary_work = form.temporary_work;
  read_idcc();
  read_previous_month();
  check_previous_month();
  read_rounding();
}

void FactsReading::read_all()
{
  read_period();
  read_headcounts();
  read_alternants();
  read_pay();
  read_rest();
}

} // namespace

Result<Rounding> parse_rounding(std::string_view text)
{
  return value_of(k_roundings, text, "rounding.unknown");
}

Result<PayrollFacts> facts_of(const PayrollForm& form)
{
  Errors problems;
  FormReader reader(problems, "");
  PayrollFacts facts;
  FactsReading{form, facts, reader, problems}.read_all();
  return util::or_problems(facts, problems);
}

Result<int> parse_year(std::string_view text)
{
  if (text.size() != 4 || !is_digits(text)) {
    return Error{"year.range", {std::string(text)}};
  }
  return std::stoi(std::string(text));
}

} // namespace myatlas::domain
