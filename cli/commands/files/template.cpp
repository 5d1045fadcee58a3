#include <algorithm>
#include <functional>

#include <fmt/ranges.h>

#include "commands/files/commands.hpp"
#include "commands/options.hpp"
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

Outcome write_contract(const Session& session, OutputFile& output)
{
  const domain::Date today = domain::date_of(session.clock().now(), session.zone());
  output.take(operations::sample_contract_document(today).dump(2) + "\n");
  return Done{};
}

Outcome write_template(const Session& session, formats::FileKind kind, const TemplateOptions& o,
                       OutputFile& output)
{
  if (o.format == "xlsx") {
    return operations::write_template_workbook(
      session.texts(), kind, session.clock().now(),
      [&output](std::string_view bytes) { return output.take(bytes); });
  }
  const bool json = o.format == "json" || session.is_json();
  output.take(json ? operations::template_document(kind).dump(2) + "\n"
                   : operations::template_csv(kind));
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
  TRY_ASSIGN(const formats::FileKind kind, operations::template_kind(o.kind));
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
