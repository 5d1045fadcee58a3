// What is looked at as a whole.
#include "operations/report.hpp"

#include <algorithm>
#include <array>

#include "commands/overview.hpp"
#include "output/report_page.hpp"
#include "output/result_file.hpp"
#include "request.hpp"
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

struct ReportOptions
{
  operations::Report request;
  std::string html;
};

void bind_report(CommandLine& line, ReportOptions& o)
{
  line.argument("WHAT", o.request.what, N_("portfolio, company, dossiers or contributions"));
  line.option("--company", o.request.company, "SIREN",
              N_("Company by SIREN, SIRET or member code"));
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
  const auto cents = number ? util::rescale(*number, 2) : Result<std::int64_t>(0);
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

Result<int> show_report_tables(Session& session, const Json& document,
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

Result<int> show_overview(Session& session, const ReportOptions& o,
                          const operations::Answer& answer)
{
  const Json& document = answer.document;
  const auto kind =
    std::ranges::find(report_kinds(), plain_text(document["what"]), &ReportKind::name);
  const std::vector<ReportSection> sections = sections_of(*kind);
  if (!o.html.empty()) {
    const std::string company = plain_text(document["company"]);
    const std::string title =
      session.texts().tr(kind->title) + (company.empty() ? "" : " " + company);
    TRY(write_result(o.html, report_page(session.texts(), document, sections, title)));
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
  .declare = asks<operations::k_report, bind_report, show_overview>,
  .operation = &operations::k_report,
};

} // namespace myatlas::cli
