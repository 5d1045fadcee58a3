#include <algorithm>
#include <functional>

#include <fmt/ranges.h>

#include "commands/files/commands.hpp"
#include "commands/options.hpp"
#include "formats/json/contract_json.hpp"
#include "formats/json/rates_json.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "operations/files/template.hpp"
#include "output/output_file.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

struct TemplateOptions
{
  std::string kind, format, to; // format empty: the first of its command
};

Outcome check_format(const TemplateOptions& o, const std::vector<std::string>& formats)
{
  if (!o.format.empty() && std::ranges::find(formats, o.format) == formats.end()) {
    return Error{"usage.choice",
                 {o.format, "--format", fmt::format("{}", fmt::join(formats, ", "))}};
  }
  return Done{};
}

// Standard output or the file, filled and kept.
Result<int> write_out(Session& session, const std::string& to,
                      const std::function<Outcome(OutputFile&)>& fill)
{
  OutputFile output(session);
  TRY(output.open(to));
  const Outcome filled = fill(output);
  const Outcome kept = filled ? output.keep() : filled;
  return kept ? 0 : session.fail(kept.errors());
}

std::string template_text(formats::FileKind kind)
{
  std::string titles, example;
  for (const formats::ColumnSpec& column : formats::columns_of(kind)) {
    titles += (titles.empty() ? "" : ";") + std::string(column.name);
    example +=
      (&column == formats::columns_of(kind).data() ? "" : ";") + std::string(column.example);
  }
  // The mark makes Excel read the accents; the line ends are its own.
  return "\xEF\xBB\xBF" + titles + "\r\n" + example + "\r\n";
}

// What a person sees who clicks on a column's title.
std::string column_help(const Texts& texts, const formats::ColumnSpec& column)
{
  struct TypeWords
  {
    const char* text;
    Arg example = Arg::text;
  };
  constexpr TypeWords k_types[] = {{N_("text")},
                                   {N_("SIREN, nine digits, as text")},
                                   {N_("SIRET, fourteen digits, as text")},
                                   {N_("number with at most two decimals"), Arg::decimal},
                                   {N_("whole number")},
                                   {N_("percentage"), Arg::decimal},
                                   {N_("date"), Arg::date}};
  const TypeWords& type = k_types[static_cast<std::size_t>(column.type)];
  const std::string example(column.example.empty() ? "–" : column.example);
  return texts.trf(N_("{0}: {1}. Example: {2}"),
                   column.required ? texts.tr(N_("required")) : texts.tr(N_("optional")),
                   texts.tr(type.text), Said{type.example, example});
}

Outcome write_template_workbook(const Texts& texts, formats::FileKind kind, util::Instant now,
                                OutputFile& output)
{
  std::vector<std::string> help;
  for (const formats::ColumnSpec& column : formats::columns_of(kind)) {
    help.push_back(column_help(texts, column));
  }
  return formats::write_template(kind, help, now,
                                 [&output](std::string_view bytes) { return output.take(bytes); });
}

// Of a contract there is one document, filled in.
Outcome write_contract(const Session& session, OutputFile& output)
{
  const domain::Date today = domain::date_of(session.clock().now(), session.zone());
  const domain::Contract sample =
    formats::sample_contract(today, formats::built_in_rates().minimum_wage(today));
  output.take(formats::contract_json(sample, formats::Nirs::shown).dump(2) + "\n");
  return Done{};
}

Outcome write_template(const Session& session, formats::FileKind kind, const TemplateOptions& o,
                       OutputFile& output)
{
  if (o.format == "xlsx") {
    return write_template_workbook(session.texts(), kind, session.clock().now(), output);
  }
  const bool json = o.format == "json" || session.is_json();
  output.take(json ? operations::template_document(kind).dump(2) + "\n" : template_text(kind));
  return Done{};
}

void bind_template(CommandLine& line, TemplateOptions& o)
{
  line.argument({"KIND", words_known(formats::parse_file_kind) + "|contract"}, o.kind,
                N_("companies, establishments, employees, requests, contracts, invoices, "
                   "payrolls, certifications, clients, access, declarations, payments or "
                   "employers; or contract: a filled sample"));
  line.option("--format", o.format, "csv|json|xlsx", N_("Form of the template"));
  line.target("--to", o.to, N_("Where to write it (default: standard output)"));
}

Result<int> run_template(Session& session, const TemplateOptions& o)
{
  if (o.kind == "contract") {
    TRY(check_format(o, {"json"}));
    return write_out(session, o.to,
                     [&](OutputFile& output) { return write_contract(session, output); });
  }
  auto kind = formats::FileKind::employers;
  if (o.kind != "employers") {
    TRY_ASSIGN(kind, formats::parse_file_kind(o.kind));
  }
  TRY(check_format(o, {"csv", "json", "xlsx"}));
  TRY(fit_for_terminal(session, o.format != "xlsx", o.to));
  return write_out(session, o.to,
                   [&](OutputFile& output) { return write_template(session, kind, o, output); });
}

constexpr Example k_template_examples[] = {
  {N_("A file to fill in with a spreadsheet"),
   "myatlas template establishments > establishments.csv"},
  {N_("A workbook with a note on each column"),
   "myatlas template invoices --format xlsx --to factures.xlsx"},
  {N_("The columns, for a program"), "myatlas template invoices --format json"},
};

} // namespace

const Command k_template = {
  .name = "template",
  .group = Group::files,
  .summary = N_("Print a file to fill in, with a sample row"),
  .description =
    N_("Prints the header of a file and one row as an example, as Excel opens it right: "
       "semicolons, UTF-8 with its mark; or a workbook whose titles say what belongs below them. "
       "Of a contract, a filled sample as JSON that submit-contract takes."),
  .examples = k_template_examples,
  .declare = with_options<bind_template, run_template>,
  .answers = "template/1",
};

} // namespace myatlas::cli
