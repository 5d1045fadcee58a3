#include "commands/files/import.hpp"

#include "commands/files/commands.hpp"
#include "commands/files/import_options.hpp"
#include "operations/files/import.hpp"
#include "operations/files/table_told.hpp"
#include "request.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

Result<int> show_import(Session&, const ImportOptions& options, TableFiles& files,
                        const operations::Answer& answer)
{
  if (!options.mapping.save.empty() && !options.request.dry_run) {
    const operations::TableTold& told = *answer.table;
    TRY(save_mapping(options.mapping.save, options.request.kind, told.understood));
  }
  files.show(answer);
  return 0;
}

} // namespace

Result<int> import_table(Session& session, const std::string& kind, const std::string& file,
                         TableUse use)
{
  ImportOptions options;
  options.request.kind = kind;
  options.request.submit = use != TableUse::as_it_is;
  options.request.correct = use == TableUse::corrected;
  options.files = {file};
  return asked<operations::k_import, show_import, complete_import>(session, options, {});
}

namespace {

constexpr Example k_import_examples[] = {
  {N_("Check a file without writing anything"),
   "myatlas import establishments clients.csv --dry-run"},
  {N_("Keep the good rows, put the others in mars.rejected.csv"),
   "myatlas import invoices mars.csv --on-error reject"},
  {N_("From another program"), "registry-export | myatlas import companies - -o json"},
  {N_("All files of a folder, one after the other, with one sum at the end"),
   "myatlas import invoices factures/ mars.csv"},
  {N_("Invoices as data, all those of a folder"),
   "myatlas import invoices factur-x/ --on-error reject"},
  {N_("Three hundred clients taken on at once, then declared"),
   "myatlas import clients clients.xlsx"},
  {N_("The declarations of a year, submitted"), "myatlas import declarations masses.csv --submit"},
  {N_("A large file in parts, so that it goes on where it was cut off"),
   "myatlas import establishments register.csv --chunk 50000"},
};

} // namespace

const Command k_import = {
  .name = "import",
  .group = Group::files,
  .summary = N_("Import clients, companies, invoices, declarations and more from files"),
  .description = N_(
    "Reads any file a French spreadsheet writes: separator, encoding and decimal mark are found "
    "out from the header and the bytes and shown; columns are found by name, in any order. Every "
    "problem of every row is told at once. By default one bad row means nothing is written (65); "
    "with --on-error reject the good rows are written and the others go to a reject file that can "
    "be corrected and imported (3). The same file twice changes nothing. Companies, "
    "establishments, payrolls and certifications are the OPCO's register and need no login, as "
    "payments; employees, requests, contracts, invoices, clients, access and declarations need "
    "one. Clients are companies the account takes on, each with its member code and payroll as "
    "proof; access is what it gives other addresses; declarations are drafts unless --submit is "
    "given, and what a row leaves out is taken from what the store knows. A payment beyond what is "
    "left becomes a credit. A file named in an invoice's column fichier is taken from the folder "
    "of the CSV file. Invoices may also be Factur-X PDFs, CII or UBL: files, or a folder without a "
    "CSV file; each is a row of its own and is kept as that invoice's file."),
  .examples = k_import_examples,
  .declare = asks<operations::k_import, bind_import, show_import, complete_import>,
  .operation = &operations::k_import,
};

} // namespace myatlas::cli
