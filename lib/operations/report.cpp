// What is looked at as a whole.
#include "operations/report.hpp"

#include <algorithm>
#include <utility>

#include "domain/values/names.hpp"
#include "formats/json/rates_json.hpp"
#include "operations/documents.hpp"
#include "services/portfolio.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using domain::Money;
using services::Context;

constexpr domain::NamedValue<ReportKind> k_report_kinds[] = {
  {"portfolio", ReportKind::portfolio},
  {"company", ReportKind::company},
  {"dossiers", ReportKind::dossiers},
  {"contributions", ReportKind::contributions}};

// What French speakers call them, folded.
using FrenchReport = std::pair<std::string_view, const char*>;
constexpr FrenchReport k_french_reports[] = {
  {"portefeuille", "portfolio"},   {"entreprise", "company"}, {"societe", "company"},
  {"client", "company"},           {"dossier", "dossiers"},   {"demandes", "dossiers"},
  {"cotisations", "contributions"}};

bool lacks_company(const Report& request, const std::optional<ReportKind>& kind)
{
  return kind == ReportKind::company && request.company.empty();
}

Result<Report> understood_report(const Report& request)
{
  Errors problems;
  const auto kind = given<parse_report_kind>(request.what, "what", problems);
  if (lacks_company(request, kind)) {
    problems.push_back({"usage.missing", {"company", "report"}});
  }
  return or_problems(request, problems);
}

// What was declared, and what of it is paid.
Json amounts_json(const domain::Declaration& d)
{
  return {{"total", d.total.text()},
          {"paid", d.paid.text()},
          {"left", d.left().text()},
          {"credit", d.credit().text()}};
}

Json declaration_json(const domain::Declaration& d)
{
  return {{"siren", d.siren.digits()},
          {"year", d.year},
          {"number", d.number},
          {"state", domain::to_text(d.state)}};
}

Json contribution_json(const services::ClientYear& one)
{
  Json row = {{"name", one.name}};
  row.update(declaration_json(one.declaration));
  row.update(amounts_json(one.declaration));
  row["client_reference"] = formats::text_or_null(one.reference);
  return row;
}

Json due_week_row(const services::DueWeek& week)
{
  return {{"week", week.monday.text()},
          {"count", week.count},
          {"overdue", week.overdue},
          {"clients", week.clients}};
}

Json dossiers_json(const services::StateSums& sums)
{
  return {{"state", domain::to_text(sums.state)},
          {"count", sums.count},
          {"asked", sums.asked.text()},
          {"accepted", sums.accepted.text()}};
}

Json asked_json(const services::MonthSums& sums)
{
  return {
    {"month", sums.month.text()}, {"asked", sums.asked.text()}, {"accepted", sums.accepted.text()}};
}

Json month_json(const services::MonthSums& sums)
{
  Json row = asked_json(sums);
  row["invoiced"] = sums.invoiced.text();
  row["paid"] = sums.paid.text();
  row["recovered"] = sums.recovered.text();
  return row;
}

Json refusal_json(const services::RefusalReason& reason)
{
  return {{"reason", reason.text}, {"count", reason.count}};
}

template <typename Row, typename Amount>
std::string sum_of(const std::vector<Row>& rows, Amount amount)
{
  return util::total_of(rows, amount).text();
}

// A sum of what is told of a client's years.
template <typename Amount>
std::string declared(const services::PortfolioReport& report, Amount amount)
{
  return sum_of(report.contributions, [&](const services::ClientYear& year) {
    return std::invoke(amount, year.declaration);
  });
}

Json declared_json(const services::PortfolioReport& report)
{
  using domain::Declaration;
  return {{"total", declared(report, &Declaration::total)},
          {"paid", declared(report, &Declaration::paid)},
          {"left", declared(report, &Declaration::left)},
          {"credit", declared(report, &Declaration::credit)}};
}

Json accepted_json(const services::PortfolioReport& report)
{
  using services::StateSums;
  return {{"asked", sum_of(report.dossiers, &StateSums::asked)},
          {"accepted", sum_of(report.dossiers, &StateSums::accepted)}};
}

Json invoiced_json(const services::PortfolioReport& report)
{
  using services::MonthSums;
  return {{"invoiced", sum_of(report.months, &MonthSums::invoiced)},
          {"recovered", sum_of(report.months, &MonthSums::recovered)},
          {"left_to_invoice", report.left_to_invoice.text()}};
}

Json totals_json(const services::PortfolioReport& report)
{
  Json totals = {{"clients", report.clients}};
  totals.update(declared_json(report));
  totals.update(accepted_json(report));
  totals.update(invoiced_json(report));
  return totals;
}

// What each of them is about, a table for each.
Json tables_json(const services::PortfolioReport& found)
{
  return {{"contributions", rows_of(found.contributions, contribution_json)},
          {"due", rows_of(found.due, due_week_row)},
          {"dossiers", rows_of(found.dossiers, dossiers_json)},
          {"months", rows_of(found.months, month_json)},
          {"refusals", rows_of(found.refusals, refusal_json)}};
}

Json company_json(const services::PortfolioReport& found)
{
  return found.company ? Json(found.company->digits()) : Json(nullptr);
}

Json report_json(const Report& asked, domain::Date today, const services::PortfolioReport& found)
{
  Json json = {{"schema", "myatlas/report/1"},
               {"what", asked.what},
               {"today", today.text()},
               {"company", company_json(found)},
               {"totals", totals_json(found)}};
  json.update(tables_json(found));
  return json;
}

Result<Json> report(const Context& context, const Report& asked)
{
  TRY_ASSIGN(const auto found,
             services::report_portfolio(context, formats::built_in_rates(), asked.company));
  return report_json(asked, context.today(), found);
}

} // namespace

Result<ReportKind> parse_report_kind(std::string_view text)
{
  Result<ReportKind> kind = word_in<k_report_kinds>(text, "what");
  const auto french = std::ranges::find(k_french_reports, util::fold(text), &FrenchReport::first);
  return kind || french == std::end(k_french_reports)
           ? kind
           : Error{"usage.choice_nearest", {std::string(text), "what", french->second}};
}

constexpr OperationOf<Report> k_report = operation<understood_report, report>({
  .name = "report",
  .answer = "myatlas/report/1",
});

} // namespace myatlas::operations
