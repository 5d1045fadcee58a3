// What is looked at as a whole.
#include "operations/report.hpp"

#include "domain/values/names.hpp"
#include "formats/json/rates_json.hpp"
#include "services/portfolio.hpp"

namespace myatlas::operations {

namespace {

using domain::Money;
using services::Context;

constexpr domain::NamedValue<ReportKind> k_report_kinds[] = {
  {"portfolio", ReportKind::portfolio},
  {"company", ReportKind::company},
  {"dossiers", ReportKind::dossiers},
  {"contributions", ReportKind::contributions}};

util::Result<Report> understood_report(const Report& request)
{
  util::Errors problems;
  const auto kind = given<parse_report_kind>(request.what, "what", problems);
  if (kind == ReportKind::company && request.company.empty()) {
    problems.push_back({"usage.missing", {"company", "report"}});
  }
  return problems.empty() ? util::Result<Report>(request) : util::Result<Report>(problems);
}

Json contribution_json(const services::ClientYear& one)
{
  const domain::Declaration& d = one.declaration;
  return {
    {"name", one.name},      {"siren", d.siren.digits()},         {"year", d.year},
    {"number", d.number},    {"state", domain::to_text(d.state)}, {"total", d.total.text()},
    {"paid", d.paid.text()}, {"left", d.left().text()},           {"credit", d.credit().text()}};
}

Json due_json(const services::DueWeek& week)
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

Json month_json(const services::MonthSums& sums)
{
  return {{"month", sums.month.text()},       {"asked", sums.asked.text()},
          {"accepted", sums.accepted.text()}, {"invoiced", sums.invoiced.text()},
          {"paid", sums.paid.text()},         {"recovered", sums.recovered.text()}};
}

Json refusal_json(const services::RefusalReason& reason)
{
  return {{"reason", reason.text}, {"count", reason.count}};
}

template <typename Row>
Json rows_of(const std::vector<Row>& found, Json (*row_of)(const Row&))
{
  Json rows = Json::array();
  for (const Row& one : found) {
    rows.push_back(row_of(one));
  }
  return rows;
}

template <typename Row, typename Amount>
Money sum_of(const std::vector<Row>& rows, Amount amount)
{
  Money sum;
  for (const Row& row : rows) {
    sum = sum + std::invoke(amount, row);
  }
  return sum;
}

// A sum of what is told of a client's years.
std::string declared(const services::PortfolioReport& report,
                     Money (*amount)(const domain::Declaration&))
{
  return sum_of(report.contributions,
                [&](const services::ClientYear& year) { return amount(year.declaration); })
    .text();
}

Json totals_json(const services::PortfolioReport& report)
{
  using domain::Declaration;
  using services::MonthSums, services::StateSums;
  return {{"clients", report.clients},
          {"total", declared(report, [](const Declaration& d) { return d.total; })},
          {"paid", declared(report, [](const Declaration& d) { return d.paid; })},
          {"left", declared(report, [](const Declaration& d) { return d.left(); })},
          {"credit", declared(report, [](const Declaration& d) { return d.credit(); })},
          {"asked", sum_of(report.dossiers, &StateSums::asked).text()},
          {"accepted", sum_of(report.dossiers, &StateSums::accepted).text()},
          {"invoiced", sum_of(report.months, &MonthSums::invoiced).text()},
          {"recovered", sum_of(report.months, &MonthSums::recovered).text()},
          {"left_to_invoice", report.left_to_invoice.text()}};
}

util::Result<Json> report(const Context& context, const Report& asked)
{
  TRY_ASSIGN(const auto found,
             services::report_portfolio(context, formats::built_in_rates(), asked.company));
  return Json{{"schema", "myatlas/report/1"},
              {"what", asked.what},
              {"today", context.today().text()},
              {"company", found.company ? Json(found.company->digits()) : Json(nullptr)},
              {"totals", totals_json(found)},
              {"contributions", rows_of(found.contributions, contribution_json)},
              {"due", rows_of(found.due, due_json)},
              {"dossiers", rows_of(found.dossiers, dossiers_json)},
              {"months", rows_of(found.months, month_json)},
              {"refusals", rows_of(found.refusals, refusal_json)}};
}

} // namespace

util::Result<ReportKind> parse_report_kind(std::string_view text)
{
  const auto found = domain::value_of(k_report_kinds, text, "usage.choice");
  return found ? util::Result<ReportKind>(*found)
               : util::Result<ReportKind>(util::Error{
                   "usage.choice", {std::string(text), "what", domain::names_in(k_report_kinds)}});
}

constexpr OperationOf<Report> k_report = operation<understood_report, report>({
  .name = "report",
  .answer = "myatlas/report/1",
});

} // namespace myatlas::operations
