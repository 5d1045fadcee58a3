// What is looked at as a whole: reports, and what waits.
#include <algorithm>
#include <array>

#include "commands/commands.hpp"
#include "formats/json/rates_json.hpp"
#include "messages/empty_lists.hpp"
#include "messages/for_people.hpp"
#include "output/report_page.hpp"
#include "output/result_file.hpp"
#include "services/portfolio.hpp"
#include "session.hpp"
#include "util/decimal.hpp"
#include "util/try.hpp"

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

Json document_of(const services::PortfolioReport& report, const std::string& what,
                 domain::Date today)
{
  Json contributions = Json::array(), due = Json::array(), dossiers = Json::array(),
       months = Json::array(), refusals = Json::array();
  domain::Money total, paid, left, credit, asked, accepted, invoiced, recovered;
  for (const services::ClientYear& one : report.contributions) {
    const domain::Declaration& d = one.declaration;
    contributions.push_back({{"name", one.name},
                             {"siren", d.siren.digits()},
                             {"year", d.year},
                             {"number", d.number},
                             {"state", domain::to_text(d.state)},
                             {"total", d.total.text()},
                             {"paid", d.paid.text()},
                             {"left", d.left().text()},
                             {"credit", d.credit().text()}});
    total = total + d.total;
    paid = paid + d.paid;
    left = left + d.left();
    credit = credit + d.credit();
  }
  for (const services::DueWeek& week : report.due) {
    due.push_back({{"week", week.monday.text()},
                   {"count", week.count},
                   {"overdue", week.overdue},
                   {"clients", week.clients}});
  }
  for (const services::StateSums& sums : report.dossiers) {
    dossiers.push_back({{"state", domain::to_text(sums.state)},
                        {"count", sums.count},
                        {"asked", sums.asked.text()},
                        {"accepted", sums.accepted.text()}});
    asked = asked + sums.asked;
    accepted = accepted + sums.accepted;
  }
  for (const services::MonthSums& sums : report.months) {
    months.push_back({{"month", sums.month.text()},
                      {"asked", sums.asked.text()},
                      {"accepted", sums.accepted.text()},
                      {"invoiced", sums.invoiced.text()},
                      {"paid", sums.paid.text()},
                      {"recovered", sums.recovered.text()}});
    invoiced = invoiced + sums.invoiced;
    recovered = recovered + sums.recovered;
  }
  for (const services::RefusalReason& reason : report.refusals) {
    refusals.push_back({{"reason", reason.text}, {"count", reason.count}});
  }
  return {{"schema", "myatlas/report/1"},
          {"what", what},
          {"today", today.text()},
          {"company", report.company ? Json(report.company->digits()) : Json(nullptr)},
          {"totals",
           {{"clients", report.clients},
            {"total", total.text()},
            {"paid", paid.text()},
            {"left", left.text()},
            {"credit", credit.text()},
            {"asked", asked.text()},
            {"accepted", accepted.text()},
            {"invoiced", invoiced.text()},
            {"recovered", recovered.text()},
            {"left_to_invoice", report.left_to_invoice.text()}}},
          {"contributions", contributions},
          {"due", due},
          {"dossiers", dossiers},
          {"months", months},
          {"refusals", refusals}};
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
    session.note(told_when_empty("report"));
  }
  for (const ReportSection& section : sections) {
    if (is_empty(section)) {
      continue;
    }
    std::vector<Field> fields = fields_of(section.part);
    fields.push_back({"bar", ""});
    session.print(std::string(&section == &sections.front() ? "" : "\n") + tr(section.title) +
                  "\n");
    session.show({{{section.member, with_bars(document.at(section.member), section.bar)}},
                  fields,
                  section.member});
  }
  return 0;
}

util::Result<int> run_report(Session& session, const ReportOptions& o)
{
  const auto kind =
    std::ranges::find_if(report_kinds(), [&](const ReportKind& one) { return o.what == one.name; });
  if (kind == report_kinds().end()) {
    return util::Error{"usage.choice",
                       {o.what, "WHAT", "portfolio, company, dossiers, contributions"}};
  }
  if (o.what == "company" && o.company.empty()) {
    return session.fail({util::Error{"usage.missing", {"--company", "report"}}});
  }
  domain::Date today = domain::Date::of_days(0);
  TRY_ASSIGN(const auto report,
             as_options(session.in_store(store::Store::Use::read, Login::account_or_host,
                                         [&](const services::Context& context) {
                                           today = context.today();
                                           return services::report_portfolio(
                                             context, formats::built_in_rates(), o.company);
                                         })));
  const Json document = document_of(report, o.what, today);
  const std::vector<ReportSection> sections = sections_of(*kind);
  if (!o.html.empty()) {
    const std::string title =
      tr(kind->title) + (report.company ? " " + report.company->digits() : std::string());
    TRY(write_result(o.html, report_page(document, sections, title)));
  }
  return show_report_tables(session, document, sections);
}

Json deadline_json(const domain::Deadline& deadline, domain::Date today)
{
  return {{"date", deadline.day.text()},
          {"kind", domain::to_text(deadline.kind)},
          {"subject", deadline.subject},
          {"label", formats::text_or_null(deadline.label)},
          {"overdue", deadline.is_overdue(today)}};
}

Json numbers_of(const std::vector<domain::FundingRequest>& requests)
{
  Json numbers = Json::array();
  for (const domain::FundingRequest& request : requests) {
    numbers.push_back(request.number);
  }
  return numbers;
}

Json status_of(const services::Waiting& waiting, const services::Context& context)
{
  Json due = Json::array(), unsent = Json::array(), refused = Json::array();
  std::int64_t overdue = 0;
  for (const domain::Deadline& deadline : waiting.due) {
    due.push_back(deadline_json(deadline, context.today()));
    overdue += deadline.is_overdue(context.today()) ? 1 : 0;
  }
  for (const domain::Declaration& declaration : waiting.unsent) {
    unsent.push_back(declaration.number);
  }
  for (const domain::Invoice& invoice : waiting.refused) {
    refused.push_back(invoice.number);
  }
  return {{"schema", "myatlas/status/1"},
          {"account", context.actor.name()},
          {"letters_unread", waiting.letters},
          {"requests_incomplete", numbers_of(waiting.incomplete)},
          {"requests_draft", numbers_of(waiting.drafts)},
          {"declarations_draft", unsent},
          {"invoices_refused", refused},
          {"overdue", overdue},
          {"due", due}};
}

// A number, or a deadline with its day.
std::string name_of_waiting(const Json& one)
{
  return one.is_object()
           ? time_for_people(plain_text(one["date"]), nullptr) + " " + plain_text(one["subject"])
           : plain_text(one);
}

// A line each of what waits: how much, the first of it, and the command that lists it.
Json lines_of_status(const Json& status)
{
  struct Line
  {
    const char* member;
    const char* what; // msgid
    const char* command;
  };
  constexpr Line k_lines[] = {
    {"letters_unread", N_("Letters not read"), "myatlas list-letters --unread"},
    {"requests_incomplete", N_("Dossiers to complete"), "myatlas list-requests --state INCOMPLET"},
    {"due", N_("Due within 14 days or overdue"), "myatlas list-deadlines"},
    {"requests_draft", N_("Requests not sent"), "myatlas list-requests --state BROUILLON"},
    {"declarations_draft", N_("Declarations not sent"),
     "myatlas list-declarations --state BROUILLON"},
    {"invoices_refused", N_("Invoices refused"), "myatlas list-invoices --state REJETEE"}};
  constexpr std::size_t k_most_named = 3;
  Json lines = Json::array();
  for (const Line& line : k_lines) {
    const Json& value = status.at(line.member);
    std::string named;
    for (std::size_t i = 0; value.is_array() && i < std::min(value.size(), k_most_named); ++i) {
      named += (named.empty() ? "" : ", ") + name_of_waiting(value[i]);
    }
    const std::size_t count = value.is_array() ? value.size() : value.get<std::size_t>();
    named += value.is_array() && value.size() > k_most_named ? "…" : "";
    lines.push_back({{"what", tr(line.what)},
                     {"count", count},
                     {"first", named},
                     {"command", count == 0 ? "" : line.command}});
  }
  return lines;
}

util::Result<int> run_status(Session& session, const NoOptions&)
{
  Json status;
  TRY(session.in_store(store::Store::Use::read, Login::account_or_host,
                       [&](const services::Context& context) -> util::Outcome {
                         TRY_ASSIGN(const services::Waiting found,
                                    services::what_waits(context, formats::built_in_rates()));
                         status = status_of(found, context);
                         return util::Done{};
                       }));
  if (session.form() == Form::json || session.form() == Form::jsonl) {
    return session.show({status, {}, nullptr});
  }
  session.note_place_of_letters_there_are();
  return session.show({{{"lines", lines_of_status(status)}},
                       {{"what", N_("What waits")},
                        {"count", N_("How many"), Show::number},
                        {"first", N_("First")},
                        {"command", N_("Command"), Show::text, Room::if_wide}},
                       "lines"});
}

constexpr Example k_report_examples[] = {
  {N_("A whole portfolio as a page that prints on A4"),
   "myatlas report portfolio --html portfolio.html"},
  {N_("A client's, on the terminal"), "myatlas report company --company 732829320"},
  {N_("The contributions of all clients, for Excel"),
   "myatlas report contributions -o csv --csv-for excel"},
};
constexpr Example k_status_examples[] = {
  {N_("What waits for me"), "myatlas status"},
  {N_("The same, for a program"), "myatlas status -o json"},
};

} // namespace

const Command k_report = {
  "report",
  Group::files,
  N_("Report on a portfolio of clients, a company, dossiers or contributions"),
  N_("Shows the contributions by client and year, what is due by week, dossiers by state, what was "
     "asked, accepted, invoiced and paid by month, what came back of it, what is left "
     "to invoice, and refusals by reason: as tables with bars, as JSON, as CSV (its first table), "
     "or with --html as one page without scripts that needs nothing "
     "from elsewhere. What a company pays is not told to who may only look at it."),
  k_report_examples,
  [](CommandLine& line) { declare_with<ReportOptions>(line, bind_report, run_report); }};

const Command k_status = {
  "status",
  Group::account,
  N_("Show what waits"),
  N_("Shows on one screen what waits for whoever is logged in: letters not read, dossiers to "
     "complete, what is due within 14 days or overdue, drafts of requests "
     "and declarations, invoices that were refused."),
  k_status_examples,
  [](CommandLine& line) { declare_without_options(line, run_status); }};

} // namespace myatlas::cli
