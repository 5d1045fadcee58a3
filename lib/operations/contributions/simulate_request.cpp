// Where the figures of a simulation come from: one place, and nothing said that it would not look
// at.
#include "operations/contributions/simulate_request.hpp"

#include <algorithm>
#include <span>

#include "domain/contributions/employer_form.hpp"
#include "domain/values/names.hpp"
#include "formats/json/forms_json.hpp"
#include "util/ranges.hpp"

namespace myatlas::operations {

namespace {

using domain::PayrollForm;

// Where figures may come from, besides the form itself.
constexpr unsigned k_employers = 1, k_batch = 2, k_dsn = 4, k_company = 8;

constexpr domain::NamedValue<AnswerForm> k_answer_forms[] = {{"csv", AnswerForm::csv},
                                                             {"excel", AnswerForm::excel},
                                                             {"jsonl", AnswerForm::jsonl},
                                                             {"xlsx", AnswerForm::xlsx}};

// Texts of the form that some places would not look at.
struct IdleText
{
  const char* name;
  domain::TextMember<PayrollForm> text;
  unsigned idle; // with these
};

constexpr IdleText k_idle_texts[] = {
  {"payroll", &PayrollForm::payroll, k_employers | k_batch | k_dsn},
  {"year", &PayrollForm::year, k_employers | k_batch | k_dsn},
  {"month", &PayrollForm::month, k_employers | k_batch | k_dsn | k_company},
  {"headcount", &PayrollForm::headcount, k_employers | k_batch},
  {"headcount_of_year", &PayrollForm::headcount_of_year, k_employers | k_batch},
};

constexpr IdleText k_idle_parts[] = {
  {"cdd_payroll", &PayrollForm::cdd_payroll, k_employers | k_batch | k_dsn},
  {"cdd_exempt_payroll", &PayrollForm::cdd_exempt_payroll, k_employers | k_batch | k_dsn},
  {"apprentice_payroll", &PayrollForm::apprentice_payroll, k_employers | k_batch | k_dsn},
  {"alsace_moselle_payroll", &PayrollForm::alsace_moselle_payroll, k_employers | k_batch | k_dsn},
  {"alternants_ratio", &PayrollForm::alternants_ratio, k_employers | k_batch},
  {"alternants", &PayrollForm::alternants, k_employers | k_batch},
  {"idcc", &PayrollForm::idcc, k_employers | k_batch},
};

const char* idle_text(const PayrollForm& form, unsigned place, std::span<const IdleText> texts)
{
  const auto found = std::ranges::find_if(texts, [&](const IdleText& text) {
    return (text.idle & place) != 0 && !(form.*text.text).empty();
  });
  return found == texts.end() ? nullptr : found->name;
}

struct GivenMember
{
  const char* name;
  bool is_given;
};

const char* first_given(std::initializer_list<GivenMember> members)
{
  const auto* found = util::find_first(members, &GivenMember::is_given);
  return found == nullptr ? nullptr : found->name;
}

struct PlaceOfFigures
{
  const char* name;
  unsigned bit;
};

// Those that are named.
std::vector<PlaceOfFigures> places_of(const Simulate& o)
{
  std::vector<PlaceOfFigures> places;
  for (const auto& [place, is_given] :
       {std::pair{PlaceOfFigures{"employers", k_employers}, !o.employers.name.empty()},
        {PlaceOfFigures{"company", k_company}, !o.company.empty()},
        {PlaceOfFigures{"dsn", k_dsn}, !o.dsn.empty()},
        {PlaceOfFigures{"batch", k_batch}, !o.batch.name.empty()}}) {
    if (is_given) {
      places.push_back(place);
    }
  }
  return places;
}

// What an answer cannot have, by where its figures come from.
const char* idle_answer(const Simulate& o, bool batch)
{
  return first_given({{"statement", o.statement && (batch || o.statements)},
                      {"format", !o.format.empty() && !batch},
                      {"compare", !o.compare.empty() && (batch || o.explain)},
                      {"explain", o.explain && batch}});
}

// How a table is read is asked of one.
const char* idle_reading(const TableRequest& table)
{
  return first_given({{"encoding", !table.encoding.empty()},
                      {"sheet", !table.sheet.empty()},
                      {"header_line", !table.header_line.empty()},
                      {"map", !table.map.empty()},
                      {"mapping", table.mapping.has_value()}});
}

const char* idle_flag(const Simulate& o, unsigned place)
{
  const bool is_told_elsewhere = (place & (k_employers | k_batch)) != 0;
  const bool is_json = (place & k_employers) != 0;
  return first_given({{"association", is_told_elsewhere && o.form.association},
                      {"temporary_work", is_told_elsewhere && o.form.temporary_work},
                      {"rounding", is_json && !o.form.rounding.empty()}});
}

const char* idle_history(const Simulate& o, unsigned place)
{
  const bool is_told_elsewhere = (place & (k_employers | k_batch)) != 0;
  return is_told_elsewhere && !o.form.headcount_history.empty() ? "headcount_history" : nullptr;
}

// A member that the place would not look at; null when there is none.
const char* idle_member(const Simulate& o, unsigned place)
{
  const bool batch = (place & k_batch) != 0;
  for (const char* idle : {idle_text(o.form, place, k_idle_texts), idle_history(o, place),
                           idle_text(o.form, place, k_idle_parts), idle_flag(o, place),
                           idle_answer(o, batch), batch ? nullptr : idle_reading(o.table)}) {
    if (idle != nullptr) {
      return idle;
    }
  }
  return nullptr;
}

Error missing(const char* member)
{
  return {"usage.missing", {member, "simulate-contribution"}};
}

// What the form has to say where all figures come from it.
void add_missing_figures(const PayrollForm& form, Errors& problems)
{
  if (!form.year.empty() && !form.month.empty()) {
    problems.push_back({"usage.both", {"year", "month"}});
  }
  if (form.payroll.empty()) {
    problems.push_back(missing("payroll"));
  }
  if (!problems.empty() && form.headcount.empty() && form.headcount_history.empty()) {
    problems.push_back({"contribution.headcount_required", {}});
  }
}

Errors missing_members(const Simulate& o, bool is_by_form)
{
  Errors problems;
  const bool needs_year = is_by_form || !o.company.empty();
  const bool has_period = !o.form.year.empty() || (is_by_form && !o.form.month.empty());
  if (needs_year && !has_period) {
    problems.push_back(missing("year"));
  }
  if (is_by_form) {
    add_missing_figures(o.form, problems);
  }
  return problems;
}

Outcome check_members(const Simulate& o, const std::vector<PlaceOfFigures>& places)
{
  const unsigned place = places.empty() ? 0 : places.front().bit;
  if (const char* idle = idle_member(o, place)) {
    const char* without = o.explain ? "explain" : "payroll";
    return Error{"usage.both", {places.empty() ? without : places.front().name, idle}};
  }
  return util::outcome_of(missing_members(o, places.empty()));
}

Outcome check_places(const Simulate& o)
{
  const std::vector<PlaceOfFigures> places = places_of(o);
  if (places.size() > 1) {
    return Error{"usage.both", {places[0].name, places[1].name}};
  }
  return check_members(o, places);
}

// How a file of employers is read and answered.
Outcome take_table(AskedSimulation& asked)
{
  const Simulate& o = asked.form;
  Errors problems;
  asked.csv = csv_options_of(o.table, formats::FileKind::employers, problems);
  asked.rounding = given<domain::parse_rounding>(o.form.rounding, "rounding", problems)
                     .value_or(domain::Rounding::cent);
  asked.answers = given<parse_answer_form>(o.format, "format", problems).value_or(AnswerForm::csv);
  return util::outcome_of(problems);
}

Errors in_employers_file(const std::string& name, Errors errors)
{
  for (Error& error : errors) {
    error.where.file = error.code == "upload.unknown" ? error.where.file : name;
  }
  return errors;
}

Result<std::vector<PayrollForm>> employers_sent(const SentFile& file, const Files& files)
{
  TRY_ASSIGN(const std::string text, files.find(file));
  return formats::read_payrolls(text);
}

Outcome take_employers(AskedSimulation& asked, const Files& files)
{
  if (!asked.form.employers.is_there()) {
    asked.employers = {asked.form.form};
    return Done{};
  }
  auto employers = employers_sent(asked.form.employers, files);
  if (!employers) {
    return in_employers_file(asked.form.employers.name, std::move(employers).errors());
  }
  asked.employers = *std::move(employers);
  return Done{};
}

} // namespace

Result<AnswerForm> parse_answer_form(std::string_view text)
{
  return word_in<k_answer_forms>(text, "format");
}

Needs AskedSimulation::needs() const
{
  if (is_of_company()) {
    return Needs::store;
  }
  return is_batch() ? Needs::store_if_any : Needs::nothing;
}

Result<AskedSimulation> understood_simulation(const Simulate& request, const Files& files)
{
  TRY_ASSIGN(RatesSent rates, RatesSent::read(request.rates, files));
  TRY(check_places(request));
  AskedSimulation asked{.form = request, .rates = std::move(rates), .employers = {}, .csv = {}};
  if (asked.is_batch()) {
    TRY(take_table(asked));
  } else if (!asked.is_of_company() && !asked.is_of_dsn()) {
    TRY(take_employers(asked, files));
  }
  return asked;
}

} // namespace myatlas::operations
