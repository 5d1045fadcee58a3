#include "services/files/export.hpp"

#include <algorithm>
#include <cerrno>
#include <functional>

#include <unistd.h>

#include "commands/files/commands.hpp"
#include "commands/options.hpp"
#include "formats/json/contract_json.hpp"
#include "formats/json/rates_json.hpp"
#include "formats/tables/columns.hpp"
#include "formats/tables/workbook_writer.hpp"
#include "services/files/loader.hpp"
#include "services/invoices/issue_invoice.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/file.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct ExportOptions
{
  std::string kind, number, format, to; // format empty: the first of its command
};

util::Outcome check_format(const ExportOptions& o, const std::vector<std::string>& formats)
{
  if (!o.format.empty() && std::ranges::find(formats, o.format) == formats.end()) {
    return util::Error{"usage.choice",
                       {o.format, "--format", fmt::format("{}", fmt::join(formats, ", "))}};
  }
  return util::Done{};
}

// Where bytes go: standard output, or a file that comes into being whole.
class Output
{
public:
  explicit Output(Session& session) : m_session(session) {}

  util::Outcome open(const std::string& path)
  {
    if (path.empty()) {
      return util::Done{};
    }
    TRY_ASSIGN(util::NewFile file, util::NewFile::create(path));
    m_file.emplace(std::move(file));
    return util::Done{};
  }

  bool take(std::string_view bytes)
  {
    if (m_file) {
      const util::Outcome written = m_file->append(bytes);
      m_failure = written ? std::nullopt : std::optional(written.error());
      return bool(written);
    }
    const bool taken =
      std::fwrite(bytes.data(), 1, bytes.size(), m_session.env().out) == bytes.size();
    m_had_enough = !taken && errno == EPIPE;
    return taken;
  }

  // The system's reason where a file stopped taking data.
  util::Errors reason(const util::Errors& errors) const
  {
    return m_failure && errors.front().code == "export.cut" ? util::Errors{*m_failure} : errors;
  }

  bool had_enough() const { return m_had_enough; } // who reads went away: "| head"

  util::Outcome keep()
  {
    if (m_failure) {
      return *m_failure;
    }
    return m_file ? m_file->keep() : util::Outcome(util::Done{});
  }

private:
  Session& m_session;
  std::optional<util::NewFile> m_file;
  std::optional<util::Error> m_failure;
  bool m_had_enough = false;
};

util::Result<std::unique_ptr<formats::TableWriter>>
writer_for(const ExportOptions& o, std::vector<formats::ColumnSpec> columns, util::Instant now,
           Output& output)
{
  const formats::ByteSink sink = [&output](std::string_view bytes) { return output.take(bytes); };
  if (o.format == "xlsx") {
    return formats::make_workbook_writer(std::move(columns), now, sink);
  }
  return o.format != "jsonl" ? formats::make_csv_writer(std::move(columns), sink)
                             : formats::make_json_lines_writer(std::move(columns), sink);
}

// A workbook on a terminal helps nobody.
util::Outcome fit_for_terminal(const Session& session, const ExportOptions& o)
{
  const bool terminal = o.to.empty() && ::isatty(::fileno(session.env().out)) == 1;
  return o.format == "xlsx" && terminal
           ? util::Outcome(util::Error{"usage.missing", {"--to", session.command().name}})
           : util::Outcome(util::Done{});
}

// Standard output or the file, filled and kept.
util::Result<int> write_out(Session& session, const std::string& to,
                            const std::function<util::Outcome(Output&)>& fill)
{
  Output output(session);
  TRY(output.open(to));
  const util::Outcome filled = fill(output);
  const util::Outcome kept = filled ? output.keep() : filled;
  return kept ? 0 : session.fail(kept.errors());
}

// One invoice as a Factur-X.
util::Result<int> export_invoice(Session& session, const ExportOptions& o)
{
  if (o.number.empty()) {
    return util::Error{"usage.missing", {"NUMBER", "export"}};
  }
  TRY(check_format(o, {"factur-x"}));
  if (o.to.empty() && session.env().out_is_terminal) {
    return session.fail({util::Error{"usage.missing", {"--to", "export"}}});
  }
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::read, Login::required));
  TRY_ASSIGN(
    const std::string pdf,
    as_declared(session.command(), as_options(services::issue_invoice(*context, o.number))));
  return write_out(session, o.to, [&](Output& output) {
    output.take(pdf);
    return util::Outcome(util::Done{});
  });
}

// "-o jsonl" is said of every command: it is the form of the file unless --format says another. Of
// a table and of CSV it is CSV; a document of JSON is no file that import takes back.
util::Result<ExportOptions> in_wanted_form(const Session& session, ExportOptions o)
{
  const Setting& output = session.settings()["output"];
  if (!o.format.empty()) {
    return o;
  }
  if (output.origin == "flag" && session.form() == Form::json) {
    return util::Error{"usage.choice", {output.value, "--output", "csv, jsonl"}};
  }
  o.format = session.form() == Form::jsonl ? "jsonl" : "";
  return o;
}

void bind_export_file(CommandLine& line, ExportOptions& o)
{
  line.argument(
    {"KIND", words_known(formats::parse_file_kind) + "|invoice"}, o.kind,
    N_("companies, establishments, employees, requests, contracts, invoices, payrolls, "
       "certifications, clients, access, declarations or payments; or invoice, of one"));
  line.argument(Kind::invoice, o.number, N_("Number of that one invoice"), Need::none);
  line.option("--format", o.format, "csv|jsonl|xlsx|factur-x", N_("Form of the file"));
  line.target("--to", o.to, N_("Where to write it (default: standard output)"));
}

// Only who may read the store has the file made anew.
util::Result<std::int64_t> write_rows(Session& session, const ExportOptions& o,
                                      formats::FileKind kind, Output& output)
{
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::read, Login::account_or_host));
  TRY(output.open(o.to));
  TRY_ASSIGN(const auto writer,
             writer_for(o, store::Exports::columns(kind), context->now(), output));
  return services::export_rows(*context, kind, *writer);
}

util::Result<int> run_export_file(Session& session, const ExportOptions& given)
{
  if (given.kind == "invoice") {
    return export_invoice(session, given);
  }
  TRY_ASSIGN(const ExportOptions o, in_wanted_form(session, given));
  TRY_ASSIGN(const auto kind, formats::parse_file_kind(o.kind));
  TRY(check_format(o, {"csv", "jsonl", "xlsx"}));
  TRY(fit_for_terminal(session, o));
  Output output(session);
  const auto rows = write_rows(session, o, kind, output);
  if (!rows) {
    return output.had_enough() ? 0 : session.fail(output.reason(rows.errors()));
  }
  TRY(output.keep());
  session.note(session.texts().trn("{0} row written.", "{0} rows written.", *rows));
  return 0;
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

Json template_json(formats::FileKind kind)
{
  Json columns = Json::array();
  for (const formats::ColumnSpec& column : formats::columns_of(kind)) {
    columns.push_back(
      {{"name", column.name}, {"required", column.required}, {"example", column.example}});
  }
  return {{"schema", "myatlas/template/1"}, {"kind", formats::to_text(kind)}, {"columns", columns}};
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

util::Outcome write_template_workbook(const Texts& texts, formats::FileKind kind, util::Instant now,
                                      Output& output)
{
  std::vector<std::string> help;
  for (const formats::ColumnSpec& column : formats::columns_of(kind)) {
    help.push_back(column_help(texts, column));
  }
  return formats::write_template(kind, help, now,
                                 [&output](std::string_view bytes) { return output.take(bytes); });
}

// Of a contract there is one document, filled in.
util::Outcome write_contract(const Session& session, Output& output)
{
  const domain::Date today = domain::date_of(session.clock().now(), session.zone());
  const domain::Contract sample =
    formats::sample_contract(today, formats::built_in_rates().minimum_wage(today));
  output.take(formats::contract_json(sample, formats::Nirs::shown).dump(2) + "\n");
  return util::Done{};
}

util::Outcome write_template(const Session& session, formats::FileKind kind, const ExportOptions& o,
                             Output& output)
{
  if (o.format == "xlsx") {
    return write_template_workbook(session.texts(), kind, session.clock().now(), output);
  }
  const bool json = o.format == "json" || session.is_json();
  output.take(json ? template_json(kind).dump(2) + "\n" : template_text(kind));
  return util::Done{};
}

void bind_template(CommandLine& line, ExportOptions& o)
{
  line.argument({"KIND", words_known(formats::parse_file_kind) + "|contract"}, o.kind,
                N_("companies, establishments, employees, requests, contracts, invoices, "
                   "payrolls, certifications, clients, access, declarations, payments or "
                   "employers; or contract: a filled sample"));
  line.option("--format", o.format, "csv|json|xlsx", N_("Form of the template"));
  line.target("--to", o.to, N_("Where to write it (default: standard output)"));
}

util::Result<int> run_template(Session& session, const ExportOptions& o)
{
  if (o.kind == "contract") {
    TRY(check_format(o, {"json"}));
    return write_out(session, o.to,
                     [&](Output& output) { return write_contract(session, output); });
  }
  auto kind = formats::FileKind::employers;
  if (o.kind != "employers") {
    TRY_ASSIGN(kind, formats::parse_file_kind(o.kind));
  }
  TRY(check_format(o, {"csv", "json", "xlsx"}));
  TRY(fit_for_terminal(session, o));
  return write_out(session, o.to,
                   [&](Output& output) { return write_template(session, kind, o, output); });
}

constexpr Example k_export_file_examples[] = {
  {N_("All establishments of the store, for a spreadsheet"),
   "myatlas export establishments > etablissements.csv"},
  {N_("A workbook, with SIRETs that stay whole"),
   "myatlas export establishments --format xlsx --to etablissements.xlsx"},
  {N_("An invoice that was sent, as a Factur-X"),
   "myatlas export invoice FA-2026-0042 --format factur-x --to facture.pdf"},
  {N_("For a program, a line each"),
   "myatlas export invoices --format jsonl | jq -r .numero_facture"},
};
constexpr Example k_template_examples[] = {
  {N_("A file to fill in with a spreadsheet"),
   "myatlas template establishments > establishments.csv"},
  {N_("A workbook with a note on each column"),
   "myatlas template invoices --format xlsx --to factures.xlsx"},
  {N_("The columns, for a program"), "myatlas template invoices --format json"},
};

} // namespace

const Command k_export = {
  .name = "export",
  .group = Group::files,
  .summary = N_("Export what the store holds, in files that import reads"),
  .description = N_(
    "Writes all rows of a kind, in the columns that import reads: CSV as a French Excel opens it "
    "right, JSON lines, or a workbook with identifiers as text and amounts as numbers. Imported "
    "into the same store it changes nothing. Text that a spreadsheet would run as a formula gets "
    "an apostrophe, which import takes off. The register has all its rows; of employees and "
    "invoices an account that is logged in has its own. A NIR is never written out. One invoice of "
    "a provider is written as a Factur-X (profile EN 16931), from what the store holds of it."),
  .examples = k_export_file_examples,
  .declare = with_options<bind_export_file, run_export_file>,
};

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
};

} // namespace myatlas::cli
