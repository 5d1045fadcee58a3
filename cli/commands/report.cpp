// What is looked at as a whole.
#include "operations/report.hpp"

#include <algorithm>
#include <array>

#include "commands/overview.hpp"
#include "output/joined.hpp"
#include "output/plain_text.hpp"
#include "output/report_page.hpp"
#include "output/result_file.hpp"
#include "request.hpp"
#include "texts/empty_lists.hpp"
#include "texts/texts.hpp"
#include "util/ranges.hpp"
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

const ReportKind k_report_kinds[] = {
  {"portfolio",
   N_("Portfolio of clients"),
   {ReportPart::contributions, ReportPart::due, ReportPart::dossiers, ReportPart::months,
    ReportPart::refusals}},
  {"company",
   N_("Company"),
   {ReportPart::contributions, ReportPart::due, ReportPart::dossiers, ReportPart::months,
    ReportPart::refusals}},
  {"dossiers",
   N_("Dossiers"),
   {ReportPart::dossiers, ReportPart::months, ReportPart::refusals, ReportPart::due}},
  {"contributions", N_("Contributions"), {ReportPart::contributions, ReportPart::due}},
};

struct ReportOptions
{
  operations::Report request;
  std::string html, part;
};

constexpr const char* k_part_names = "totals|contributions|due|dossiers|months|refusals";

void bind_report(CommandLine& line, ReportOptions& o)
{
  line.argument("WHAT", o.request.what, N_("portfolio, company, dossiers or contributions"));
  line.option("--company", o.request.company, "SIREN",
              N_("Company by SIREN, SIRET, member code or your own reference"));
  line.option("--part", o.part, k_part_names,
              N_("Only this part, as a table or CSV; CSV without it is the first"));
  line.target("--html", o.html, N_("Write a page for the browser and the printer"));
}

struct PartFields
{
  ReportPart part;
  std::vector<Field> fields;
};

const PartFields k_part_fields[] = {
  {ReportPart::contributions,
   {{"name", N_("Client")},
    {"siren", N_("SIREN")},
    {"year", N_("Year"), Show::number},
    {"state", N_("State"), Show::state},
    {"total", N_("Total"), Show::money},
    {"paid", N_("Paid"), Show::money},
    {"left", N_("Left"), Show::money},
    {"credit", N_("Credit"), Show::money, Room::if_wide},
    {"client_reference", N_("Client’s reference"), Show::text, Room::if_wide}}},
  {ReportPart::due,
   {{"week", N_("Week of")},
    {"count", N_("How many"), Show::number},
    {"overdue", N_("Overdue"), Show::number},
    {"clients", N_("Clients"), Show::number}}},
  {ReportPart::dossiers,
   {{"state", N_("State"), Show::state},
    {"count", N_("How many"), Show::number},
    {"asked", N_("Asked"), Show::money},
    {"accepted", N_("Accepted"), Show::money}}},
  {ReportPart::months,
   {{"month", N_("Month"), Show::month},
    {"asked", N_("Asked"), Show::money},
    {"accepted", N_("Accepted"), Show::money},
    {"invoiced", N_("Invoiced"), Show::money},
    {"paid", N_("Paid"), Show::money},
    {"recovered", N_("Recovered"), Show::money}}},
  {ReportPart::refusals, {{"reason", N_("Reason")}, {"count", N_("How many"), Show::number}}},
};

const std::vector<Field>& fields_of(ReportPart part)
{
  return util::find_by(k_part_fields, part, &PartFields::part)->fields;
}

// What all of it comes to, a row.
const std::vector<Field> k_totals_fields = {
  {"clients", N_("Clients"), Show::number},
  {"total", N_("Total"), Show::money},
  {"paid", N_("Paid"), Show::money},
  {"left", N_("Left"), Show::money},
  {"credit", N_("Credit"), Show::money},
  {"asked", N_("Asked"), Show::money},
  {"accepted", N_("Accepted"), Show::money},
  {"invoiced", N_("Invoiced"), Show::money},
  {"recovered", N_("Recovered"), Show::money},
  {"left_to_invoice", N_("Left to invoice"), Show::money}};

// Up to twenty signs.
std::string bar_of(std::int64_t size, std::int64_t greatest)
{
  constexpr std::int64_t k_longest = 20;
  std::string bar;
  for (std::int64_t n = (size * k_longest + greatest - 1) / greatest; n > 0; --n) {
    bar += "▇";
  }
  return bar;
}

// The rows with a bar each.
Json with_bars(Json rows, const char* member)
{
  const std::int64_t greatest = greatest_of(rows, member);
  for (Json& row : rows) {
    row["bar"] = greatest == 0 ? "" : bar_of(size_of_figure(row.at(member)), greatest);
  }
  return rows;
}

using ReportSections = std::vector<ReportSection>;

ReportSection section_of(ReportPart part)
{
  return *util::find_by(k_sections, part, &ReportSection::part);
}

const Json& rows_in(const Json& document, const ReportSection& section)
{
  return document.at(section.member);
}

// A table alone: CSV has one.
int show_first(Session& session, const Json& document, const ReportSection& first)
{
  return session.show(
    {{{first.member, rows_in(document, first)}}, fields_of(first.part), first.member});
}

// A person is shown no column in which nothing stands.
std::vector<Field> filled_fields(std::vector<Field> fields, const Json& rows)
{
  std::erase_if(fields, [&](const Field& field) {
    return std::ranges::all_of(
      rows, [&](const Json& row) { return plain_text(member_of(row, field.member)).empty(); });
  });
  return fields;
}

View view_with_bars(const ReportSection& section, const Json& rows)
{
  return {{{section.member, with_bars(rows, section.bar)}},
          fields_and(filled_fields(fields_of(section.part), rows), {{"bar", ""}}),
          section.member};
}

void show_section(Session& session, const Json& document, const ReportSection& section)
{
  session.print(session.tr(section.title) + "\n");
  session.show(view_with_bars(section, rows_in(document, section)));
}

bool is_empty(const Json& document, const ReportSections& sections)
{
  return std::ranges::all_of(
    sections, [&](const ReportSection& section) { return rows_in(document, section).empty(); });
}

// Those that have rows; a line between two.
int show_sections(Session& session, const Json& document, const ReportSections& sections)
{
  for (const ReportSection& section : sections) {
    if (!rows_in(document, section).empty()) {
      session.print(&section == &sections.front() ? "" : "\n");
      show_section(session, document, section);
    }
  }
  return 0;
}

int show_tables(Session& session, const Json& document, const ReportSections& sections)
{
  if (is_empty(document, sections)) {
    session.note(told_when_empty(session.texts(), "report"));
  }
  return show_sections(session, document, sections);
}

// Of a part that the report has; usage.choice (name, option, those it has).
Result<int> show_part(Session& session, const Json& document, const std::string& name,
                      const ReportSections& sections)
{
  if (session.is_document()) {
    return Error{"usage.both", {"--part", session.is_json() ? "--output json" : "--output jsonl"}};
  }
  if (name == "totals") {
    return session.show(
      {{{"totals", Json::array({document["totals"]})}}, k_totals_fields, "totals"});
  }
  const auto* section = util::find_by(sections, name, &ReportSection::member);
  if (section == nullptr) {
    const auto names = util::mapped(sections, &ReportSection::member);
    return Error{"usage.choice",
                 {name, "--part", "totals, " + joined(Json(names), ", ", plain_text)}};
  }
  return show_first(session, document, *section);
}

int show_report(Session& session, const Json& document, const ReportSections& sections)
{
  if (session.is_document()) {
    return session.show({document, {}, nullptr});
  }
  return session.form() == Form::csv ? show_first(session, document, sections.front())
                                     : show_tables(session, document, sections);
}

std::string title_of(const Session& session, const ReportKind& kind, const std::string& company)
{
  return session.tr(kind.title) + (company.empty() ? "" : " " + company);
}

Outcome write_page(const Session& session, const Json& document, const ReportKind& kind,
                   const std::string& file)
{
  const std::string title = title_of(session, kind, plain_text(document["company"]));
  return write_result(
    file, report_page(session.texts(), document, util::mapped(kind.parts, section_of), title));
}

const ReportKind& kind_of(const Json& document)
{
  return *util::find_by(k_report_kinds, plain_text(document["what"]), &ReportKind::name);
}

Result<int> show_overview(Session& session, const ReportOptions& o,
                          const operations::Answer& answer)
{
  const ReportKind& kind = kind_of(answer.document);
  if (!o.html.empty()) {
    TRY(write_page(session, answer.document, kind, o.html));
  }
  const ReportSections sections = util::mapped(kind.parts, section_of);
  return o.part.empty() ? Result<int>(show_report(session, answer.document, sections))
                        : show_part(session, answer.document, o.part, sections);
}

constexpr Example k_report_examples[] = {
  {N_("A whole portfolio as a page that prints on A4"),
   "myatlas report portfolio --html portfolio.html"},
  {N_("A client's, on the terminal"), "myatlas report company --company 732829320"},
  {N_("The contributions of all clients, for Excel"),
   "myatlas report contributions -o csv --csv-for excel"},
  {N_("What all of it comes to"), "myatlas report portfolio --part totals -o csv"},
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
                    "first table, or the one of --part), or with --html as one page without "
                    "scripts that needs nothing "
                    "from elsewhere. What a company pays is not told to who may only look at it."),
  .examples = k_report_examples,
  .declare = asks<operations::k_report, bind_report, show_overview>,
  .operation = &operations::k_report,
};

} // namespace myatlas::cli
