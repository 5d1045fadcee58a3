// What is looked at as a whole.
#include <algorithm>
#include <array>

#include "commands/overview.hpp"
#include "formats/json/rates_json.hpp"
#include "output/report_page.hpp"
#include "output/result_file.hpp"
#include "services/portfolio.hpp"
#include "session.hpp"
#include "texts/empty_lists.hpp"
#include "texts/texts.hpp"
#include "util/decimal.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

constexpr std::array k_sections = {
  ReportSection{ReportPart::contributions, "contributions", N_("Contributions by client and year"),
                "total"},
  ReportSection{ReportPart::due, "due", N_("Due, by week"), "count"},
  ReportSection{ReportPart::dossiers, "dossiers", N_("Dossiers by state"), "count"},
  ReportSection{ReportPart::months, "months", N_("Asked, accepted, invoiced and paid by month"),
                "accepted"},
  ReportSection{ReportPart::refusals, "refusals", N_("Refusals by reason"), "count"},
};

struct ReportKind
{
  const char* name;
  const char* title; // msgid
  std::vector<ReportPart> parts;
};

const std::vector<ReportKind>& report_kinds()
{
  using enum ReportPart;
  static const std::vector<ReportKind> k_kinds = {
    {"portfolio", N_("Portfolio of clients"), {contributions, due, dossiers, months, refusals}},
    {"company", N_("Company"), {contributions, due, dossiers, months, refusals}},
    {"dossiers", N_("Dossiers"), {dossiers, months, refusals, due}},
    {"contributions", N_("Contributions"), {contributions, due}},
  };
  return k_kinds;
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

Json totals_json(const services::PortfolioReport& report)
{
  domain::Money total, paid, left, credit, asked, accepted, invoiced, recovered;
  for (const services::ClientYear& one : report.contributions) {
    total = total + one.declaration.total;
    paid = paid + one.declaration.paid;
    left = left + one.declaration.left();
    credit = credit + one.declaration.credit();
  }
  for (const services::StateSums& sums : report.dossiers) {
    asked = asked + sums.asked;
    accepted = accepted + sums.accepted;
  }
  for (const services::MonthSums& sums : report.months) {
    invoiced = invoiced + sums.invoiced;
    recovered = recovered + sums.recovered;
  }
  return {{"clients", report.clients},     {"total", total.text()},
          {"paid", paid.text()},           {"left", left.text()},
          {"credit", credit.text()},       {"asked", asked.text()},
          {"accepted", accepted.text()},   {"invoiced", invoiced.text()},
          {"recovered", recovered.text()}, {"left_to_invoice", report.left_to_invoice.text()}};
}

Json document_of(const services::PortfolioReport& report, const std::string& what,
                 domain::Date today)
{
  return {{"schema", "myatlas/report/1"},
          {"what", what},
          {"today", today.text()},
          {"company", report.company ? Json(report.company->digits()) : Json(nullptr)},
          {"totals", totals_json(report)},
          {"contributions", rows_of(report.contributions, contribution_json)},
          {"due", rows_of(report.due, due_json)},
          {"dossiers", rows_of(report.dossiers, dossiers_json)},
          {"months", rows_of(report.months, month_json)},
          {"refusals", rows_of(report.refusals, refusal_json)}};
}

struct ReportOptions
{
  std::string what, company, html;
};

void bind_report(CommandLine& line, ReportOptions& o)
{
  line.argument("WHAT", o.what, N_("portfolio, company, dossiers or contributions"));
  line.option("--company", o.company, "SIREN", N_("Company by SIREN, SIRET or member code"));
  line.target("--html", o.html, N_("Write a page for the browser and the printer"));
}

std::vector<Field> fields_of(ReportPart part)
{
  switch (part) {
  case ReportPart::contributions:
    return {{"name", N_("Client")},
            {"siren", N_("SIREN")},
            {"year", N_("Year"), Show::number},
            {"state", N_("State"), Show::state},
            {"total", N_("Total"), Show::money},
            {"paid", N_("Paid"), Show::money},
            {"left", N_("Left"), Show::money},
            {"credit", N_("Credit"), Show::money, Room::if_wide}};
  case ReportPart::due:
    return {{"week", N_("Week of")},
            {"count", N_("How many"), Show::number},
            {"overdue", N_("Overdue"), Show::number},
            {"clients", N_("Clients"), Show::number}};
  case ReportPart::dossiers:
    return {{"state", N_("State"), Show::state},
            {"count", N_("How many"), Show::number},
            {"asked", N_("Asked"), Show::money},
            {"accepted", N_("Accepted"), Show::money}};
  case ReportPart::months:
    return {{"month", N_("Month"), Show::month},       {"asked", N_("Asked"), Show::money},
            {"accepted", N_("Accepted"), Show::money}, {"invoiced", N_("Invoiced"), Show::money},
            {"paid", N_("Paid"), Show::money},         {"recovered", N_("Recovered"), Show::money}};
  case ReportPart::refusals:
    return {{"reason", N_("Reason")}, {"count", N_("How many"), Show::number}};
  }
  return {};
}

std::int64_t size_of_figure(const Json& value)
{
  const auto number = util::parse_decimal(plain_text(value));
  const auto cents = number ? util::rescale(*number, 2) : util::Result<std::int64_t>(0);
  return cents && *cents > 0 ? *cents : 0;
}

// The rows with a bar of up to twenty signs.
Json with_bars(Json rows, const char* member)
{
  constexpr std::int64_t k_longest = 20;
  std::int64_t greatest = 0;
  for (const Json& row : rows) {
    greatest = std::max(greatest, size_of_figure(row.at(member)));
  }
  for (Json& row : rows) {
    std::string bar;
    for (std::int64_t n =
           greatest == 0 ? 0
                         : (size_of_figure(row.at(member)) * k_longest + greatest - 1) / greatest;
         n > 0; --n) {
      bar += "▇";
    }
    row["bar"] = bar;
  }
  return rows;
}

std::vector<ReportSection> sections_of(const ReportKind& kind)
{
  std::vector<ReportSection> sections;
  for (const ReportPart part : kind.parts) {
    sections.push_back(*std::ranges::find(k_sections, part, &ReportSection::part));
  }
  return sections;
}

util::Result<int> show_report_tables(Session& session, const Json& document,
                                     const std::vector<ReportSection>& sections)
{
  if (session.form() == Form::json || session.form() == Form::jsonl) {
    return session.show({document, {}, nullptr});
  }
  if (session.form() == Form::csv) {
    const ReportSection& first = sections.front();
    return session.show(
      {{{first.member, document.at(first.member)}}, fields_of(first.part), first.member});
  }
  const auto is_empty = [&](const ReportSection& section) {
    return document.at(section.member).empty();
  };
  if (std::ranges::all_of(sections, is_empty)) {
    session.note(told_when_empty(session.texts(), "report"));
  }
  for (const ReportSection& section : sections) {
    if (is_empty(section)) {
      continue;
    }
    std::vector<Field> fields = fields_of(section.part);
    fields.push_back({"bar", ""});
    session.print(std::string(&section == &sections.front() ? "" : "\n") +
                  session.texts().tr(section.title) + "\n");
    session.show({{{section.member, with_bars(document.at(section.member), section.bar)}},
                  fields,
                  section.member});
  }
  return 0;
}

auto kind_of(const ReportOptions& o)
{
  return std::ranges::find_if(report_kinds(),
                              [&](const ReportKind& one) { return o.what == one.name; });
}

util::Result<ReportOptions> read_report(const Session&, const ReportOptions& o)
{
  if (kind_of(o) == report_kinds().end()) {
    return util::Error{"usage.choice",
                       {o.what, "WHAT", "portfolio, company, dossiers, contributions"}};
  }
  if (o.what == "company" && o.company.empty()) {
    return util::Error{"usage.missing", {"--company", "report"}};
  }
  return o;
}

util::Result<int> run_report(Session& session, const services::Context& context,
                             const ReportOptions& o)
{
  TRY_ASSIGN(const auto report,
             as_options(services::report_portfolio(context, formats::built_in_rates(), o.company)));
  const auto kind = kind_of(o);
  const Json document = document_of(report, o.what, context.today());
  const std::vector<ReportSection> sections = sections_of(*kind);
  if (!o.html.empty()) {
    const std::string client = report.company ? " " + report.company->digits() : "";
    TRY(write_result(o.html, report_page(session.texts(), document, sections,
                                         session.texts().tr(kind->title) + client)));
  }
  return show_report_tables(session, document, sections);
}

constexpr Example k_report_examples[] = {
  {N_("A whole portfolio as a page that prints on A4"),
   "myatlas report portfolio --html portfolio.html"},
  {N_("A client's, on the terminal"), "myatlas report company --company 732829320"},
  {N_("The contributions of all clients, for Excel"),
   "myatlas report contributions -o csv --csv-for excel"},
};
} // namespace

const Command k_report = {
  .name = "report",
  .group = Group::files,
  .summary = N_("Report on a portfolio of clients, a company, dossiers or contributions"),
  .description = N_("Shows the contributions by client and year, what is due by week, dossiers by "
                    "state, what was asked, accepted, invoiced and paid by month, what came back "
                    "of it, what is left to invoice, and refusals by reason: as tables with bars, "
                    "as JSON, as CSV (its "
                    "first table), or with --html as one page without scripts that needs nothing "
                    "from elsewhere. What a company pays is not told to who may only look at it."),
  .examples = k_report_examples,
  .declare = with_request<bind_report, read_report, run_report>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
