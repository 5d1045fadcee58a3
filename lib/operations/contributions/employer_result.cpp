// Employers and what they owe, with what their DSN files declare beside it as a document.
#include "operations/contributions/employer_result.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "formats/dsn/dsn_declaration.hpp"
#include "formats/dsn/dsn_year.hpp"
#include "formats/json/nullable.hpp"
#include "operations/documents.hpp"
#include "services/contributions/simulate_form.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::operations {

namespace {

using formats::Json;

// Who was paid, and for whom.
Json people_json(const formats::DsnDeclaration& d)
{
  return {{"month", d.month->text()},
          {"siret", d.siret->digits()},
          {"file", d.file},
          {"individuals", d.individuals}};
}

Json headcounts_json(const formats::DsnDeclaration& d)
{
  return {{"headcount_end", d.people_at_end},
          {"apprentices", d.apprentices},
          {"headcount_estimate", util::format_decimal(d.headcount, 2)}};
}

Json pay_json(const formats::DsnDeclaration& d)
{
  return {{"gross", d.gross.text()},
          {"gross_cdd", d.gross_fixed_term.text()},
          {"gross_apprentices", d.gross_apprentices.text()}};
}

void put_declared(const formats::DsnDeclaration& d, const services::MonthlyCode& code, Json& month)
{
  const formats::DsnContribution declared = services::declared_of(d, code.code);
  month[std::string(code.name) + "_base"] = declared.base.text();
  month[std::string(code.name) + "_amount"] = declared.amount.text();
}

Json month_of(const formats::DsnDeclaration& d)
{
  Json month = people_json(d);
  month.update(headcounts_json(d));
  month.update(pay_json(d));
  for (const services::MonthlyCode& code : services::k_monthly_codes) {
    put_declared(d, code, month);
  }
  return month;
}

Json amount_json(const formats::DsnEstablishmentAmount& other)
{
  return {{"code", other.code},
          {"amount", other.amount.text()},
          {"from", formats::text_or_null(other.from)},
          {"to", formats::text_or_null(other.to)}};
}

Json other_of(const formats::DsnDeclaration& d, const formats::DsnEstablishmentAmount& other)
{
  Json json = amount_json(other);
  json["siret"] = d.siret->digits();
  json["month"] = d.month->text();
  return json;
}

void add_others(const std::vector<formats::DsnDeclaration>& declarations, Json& others)
{
  for (const formats::DsnDeclaration& d : declarations) {
    for (const formats::DsnEstablishmentAmount& other : d.others) {
      others.push_back(other_of(d, other));
    }
  }
}

Json others_of(const formats::DsnYear& year)
{
  Json others = Json::array();
  add_others(year.declarations, others);
  add_others(year.late, others);
  return others;
}

Json difference_in(const services::ComparedCode& row)
{
  const bool has_both = row.declared && row.computed;
  return has_both ? Json((*row.computed - *row.declared).text()) : Json(nullptr);
}

Json declared_json(const services::ComparedCode& row)
{
  return {{"code", row.code},
          {"contribution", row.name},
          {"declared_base", formats::text_or_null(row.base)},
          {"declared_amount", formats::text_or_null(row.declared)}};
}

// A row of the comparison.
Json compared(const services::ComparedCode& row)
{
  Json json = declared_json(row);
  json["computed_amount"] = formats::text_or_null(row.computed);
  json["difference"] = difference_in(row);
  return json;
}

Json warning_json(const Error& warning)
{
  return {{"code", warning.code}, {"values", warning.args}};
}

Json declared_document(const services::DsnEmployer& employer)
{
  const formats::DsnYear& year = employer.year;
  return {{"siren", year.siren.digits()},
          {"year", year.year},
          {"months", rows_of(year.declarations, month_of)},
          {"comparison", rows_of(employer.comparison, compared)},
          {"others", others_of(year)},
          {"warnings", rows_of(year.warnings, warning_json)}};
}

EmployerResult result_of(const services::DsnEmployer& employer)
{
  return {.name = "",
          .siren = employer.year.siren.digits(),
          .facts = employer.facts,
          .simulation = employer.simulation,
          .declared = declared_document(employer),
          .warnings = employer.year.warnings};
}

EmployerResult result_of_form(const services::SimulatedForm& simulated)
{
  return {.name = simulated.form.name,
          .siren = simulated.form.siren,
          .facts = simulated.facts,
          .simulation = simulated.simulation,
          .declared = nullptr,
          .warnings = simulated.warnings};
}

// What is not known of a result: refused, or left out, with a warning that is kept with it.
Result<EmployerResult> as_asked(EmployerResult result, UnknownBranch unknown)
{
  if (result.simulation.unknown && unknown == UnknownBranch::refused) {
    return *result.simulation.unknown;
  }
  if (result.simulation.unknown) {
    result.warnings.push_back(*result.simulation.unknown);
  }
  return result;
}

} // namespace

Result<std::vector<EmployerResult>> results_of_forms(const domain::RateTable& rates,
                                                     const std::vector<domain::PayrollForm>& forms,
                                                     UnknownBranch unknown)
{
  TRY_ASSIGN(const auto simulated, services::simulate_forms(rates, forms, unknown));
  return util::mapped(simulated, result_of_form);
}

Result<std::vector<EmployerResult>> results_of_dsn(const domain::RateTable& rates,
                                                   std::vector<formats::DsnDeclaration> files,
                                                   const domain::PayrollForm& form,
                                                   services::DsnKeeps keeps, UnknownBranch unknown)
{
  TRY_ASSIGN(const auto employers,
             services::employers_of_dsn(rates, std::move(files), form, keeps));
  Errors problems;
  std::vector<EmployerResult> results;
  for (const services::DsnEmployer& employer : employers) {
    if (auto result = util::collect(as_asked(result_of(employer), unknown), problems)) {
      results.push_back(*std::move(result));
    }
  }
  return or_problems(std::move(results), problems);
}

namespace {

constexpr std::size_t k_most_named = 3;

std::string named(const EmployerResult& result)
{
  const std::string& name = result.siren.empty() ? result.name : result.siren;
  return name.empty() ? name : name + " " + std::to_string(result.simulation.year);
}

// A warning that several have, and whose it is.
struct SharedWarning
{
  Error warning;
  std::vector<std::string> whose;

  bool is(const Error& other) const
  {
    return warning.code == other.code && warning.args == other.args;
  }

  // "732829320 2025, 880878145 2025… (12)"
  Error placed() const
  {
    std::string place;
    for (const std::string& name : std::span(whose).first(std::min(whose.size(), k_most_named))) {
      util::add_to_list(place, name);
    }
    if (whose.size() > k_most_named) {
      place += "… (" + std::to_string(whose.size()) + ")";
    }
    Error placed = warning;
    placed.where = {};
    placed.where.file = place;
    return placed;
  }
};

void add_shared(std::vector<SharedWarning>& shared, const Error& warning, const std::string& whose)
{
  const auto same =
    std::ranges::find_if(shared, [&](const SharedWarning& before) { return before.is(warning); });
  if (same == shared.end()) {
    shared.push_back({warning, {whose}});
  } else {
    same->whose.push_back(whose);
  }
}

// Whom it is about is known.
Error about_nobody(const Error& warning)
{
  return warning.at("");
}

// The first of each code; of the others how many there are.
Errors told_first(const std::vector<SharedWarning>& shared)
{
  Errors told;
  std::map<std::string, std::size_t> lines, left;
  for (const SharedWarning& one : shared) {
    if (++lines[one.warning.code] <= k_most_named) {
      told.push_back(one.placed());
    } else {
      left[one.warning.code] += one.whose.size();
    }
  }
  for (const auto& [code, count] : left) {
    told.push_back({"contribution.warned_alike", {code, std::to_string(count)}});
  }
  return told;
}

} // namespace

Errors warnings_about(const std::vector<EmployerResult>& results)
{
  if (results.size() == 1) {
    return util::mapped(results.front().warnings, about_nobody);
  }
  std::vector<SharedWarning> shared;
  for (const EmployerResult& result : results) {
    for (const Error& warning : result.warnings) {
      add_shared(shared, warning, named(result));
    }
  }
  return told_first(shared);
}

} // namespace myatlas::operations
