#include "operations/files/export.hpp"

#include "commands/files/commands.hpp"
#include "commands/options.hpp"
#include "formats/tables/column_spec.hpp"
#include "output/output_file.hpp"
#include "request.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

// Only who may read the store has the file made anew.
class ExportFiles : public LocalFiles
{
public:
  template <typename Options>
  ExportFiles(Session& session, const Options& options) : m_output(session), m_path(options.to)
  {
  }

  Outcome begin(const formats::Json&) override { return m_output.open(m_path); }
  bool take(std::string_view bytes) override { return m_output.take(bytes); }
  bool had_enough() const override { return m_output.had_enough(); }
  Errors told(Errors errors) const override
  {
    return m_output.reason(LocalFiles::told(std::move(errors)));
  }
  Outcome keep() { return m_output.keep(); }

private:
  OutputFile m_output;
  std::string m_path;
};

struct ExportOptions
{
  using Files = ExportFiles;

  operations::Export request;
  std::string to;
};

void bind_export_file(CommandLine& line, ExportOptions& o)
{
  line.argument(
    {"KIND", words_known(formats::parse_file_kind) + "|invoice"}, o.request.kind,
    N_("companies, establishments, employees, requests, contracts, invoices, payrolls, "
       "certifications, clients, access, declarations or payments; or invoice, of one"));
  line.argument(Kind::invoice, o.request.number, N_("Number of that one invoice"), Need::none);
  line.option("--format", o.request.format, "csv|jsonl|xlsx|factur-x", N_("Form of the file"));
  line.target("--to", o.to, N_("Where to write it (default: standard output)"));
}

// "-o jsonl" is said of every command: it is the form of the file unless --format says another. Of
// a table and of CSV it is CSV; a document of JSON is no file that import takes back.
Outcome take_wanted_form(const Session& session, operations::Export& request)
{
  const Setting& output = session.settings()["output"];
  if (!request.format.empty()) {
    return Done{};
  }
  if (output.origin == "flag" && session.form() == Form::json) {
    return Error{"usage.choice", {output.value, "--output", "csv, jsonl"}};
  }
  request.format = session.form() == Form::jsonl ? "jsonl" : "";
  return Done{};
}

Outcome complete_export(Session& session, ExportOptions& o, LocalFiles&)
{
  if (o.request.kind == "invoice") {
    return fit_for_terminal(session, o.request.number.empty(), o.to);
  }
  TRY(take_wanted_form(session, o.request));
  return fit_for_terminal(session, o.request.format != "xlsx", o.to);
}

Result<int> show_exported(Session& session, const ExportOptions& o, ExportFiles& files,
                          const operations::Answer& answer)
{
  TRY(files.keep());
  if (o.request.kind != "invoice") {
    session.note(session.texts().trn("{0} row written.", "{0} rows written.",
                                     answer.document.at("rows").get<std::int64_t>()));
  }
  return 0;
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
  .declare = asks<operations::k_export, bind_export_file, show_exported, complete_export>,
  .operation = &operations::k_export,
};

} // namespace myatlas::cli
