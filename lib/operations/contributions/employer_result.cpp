// What a company's DSN files declare beside what it owes, as a document.
#include "operations/contributions/employer_result.hpp"

#include "formats/json/nullable.hpp"
#include "services/contributions/dsn_employers.hpp"
#include "util/decimal.hpp"
#include "util/try.hpp"

namespace myatlas::operations {

namespace {

using formats::Json;

Json month_of(const formats::DsnDeclaration& d)
{
  Json month = {{"month", d.month->text()},
                {"siret", d.siret->digits()},
                {"file", d.file},
                {"individuals", d.individuals},
                {"headcount_end", d.people_at_end},
                {"apprentices", d.apprentices},
                {"headcount_estimate", util::format_decimal(d.headcount, 2)},
                {"gross", d.gross.text()},
                {"gross_cdd", d.gross_fixed_term.text()},
                {"gross_apprentices", d.gross_apprentices.text()}};
  for (const services::MonthlyCode& code : services::k_monthly_codes) {
    const formats::DsnContribution declared = services::declared_of(d, code.code);
    month[std::string(code.name) + "_base"] = declared.base.text();
    month[std::string(code.name) + "_amount"] = declared.amount.text();
  }
  return month;
}

Json other_of(const formats::DsnDeclaration& d, const formats::DsnEstablishmentAmount& other)
{
  return {{"code", other.code},
          {"amount", other.amount.text()},
          {"from", formats::text_or_null(other.from)},
          {"to", formats::text_or_null(other.to)},
          {"siret", d.siret->digits()},
          {"month", d.month->text()}};
}

Json others_of(const formats::DsnYear& year)
{
  Json others = Json::array();
  for (const std::vector<formats::DsnDeclaration>* part : {&year.declarations, &year.late}) {
    for (const formats::DsnDeclaration& d : *part) {
      for (const formats::DsnEstablishmentAmount& other : d.others) {
        others.push_back(other_of(d, other));
      }
    }
  }
  return others;
}

// A row of the comparison.
Json compared(const services::ComparedCode& row)
{
  const bool has_both = row.declared && row.computed;
  return {{"code", row.code},
          {"contribution", row.name},
          {"declared_base", formats::text_or_null(row.base)},
          {"declared_amount", formats::text_or_null(row.declared)},
          {"computed_amount", formats::text_or_null(row.computed)},
          {"difference", has_both ? Json((*row.computed - *row.declared).text()) : Json(nullptr)}};
}

Json declared_document(const services::DsnEmployer& employer)
{
  const formats::DsnYear& year = employer.year;
  Json months = Json::array(), comparison = Json::array(), warnings = Json::array();
  for (const formats::DsnDeclaration& d : year.declarations) {
    months.push_back(month_of(d));
  }
  for (const services::ComparedCode& row : employer.comparison) {
    comparison.push_back(compared(row));
  }
  for (const Error& warning : year.warnings) {
    warnings.push_back({{"code", warning.code}, {"values", warning.args}});
  }
  return {{"siren", year.siren.digits()}, {"year", year.year},         {"months", months},
          {"comparison", comparison},     {"others", others_of(year)}, {"warnings", warnings}};
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

} // namespace

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

Result<std::vector<EmployerResult>> results_of_dsn(const domain::RateTable& rates,
                                                   const std::vector<std::string>& paths,
                                                   const domain::PayrollForm& form,
                                                   UnknownBranch unknown)
{
  TRY_ASSIGN(const auto employers, services::employers_of_dsn(rates, paths, form));
  Errors problems;
  std::vector<EmployerResult> results;
  for (const services::DsnEmployer& employer : employers) {
    if (auto result = util::collect(as_asked(result_of(employer), unknown), problems, "")) {
      results.push_back(*std::move(result));
    }
  }
  return problems.empty() ? Result<std::vector<EmployerResult>>(std::move(results))
                          : Result<std::vector<EmployerResult>>(problems);
}

} // namespace myatlas::operations
