// Invoices as data: what is in one.
#include "operations/invoices/einvoices.hpp"

#include "commands/invoices/commands.hpp"
#include "operations/documents.hpp"
#include "output/joined.hpp"
#include "output/plain_text.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "util/file.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

constexpr std::size_t k_most_bytes = 20U << 20U; // of a PDF

const std::vector<Field> k_einvoice_fields = {{"format", N_("Format")},
                                              {"profile_name", N_("Profile")},
                                              {"number", N_("Invoice")},
                                              {"kind", N_("Type"), Show::state},
                                              {"type", N_("Code of the type")},
                                              {"corrects", N_("Credited invoice")},
                                              {"issue_date", N_("Date")},
                                              {"due_date", N_("Due")},
                                              {"seller_name", N_("Seller")},
                                              {"seller_siret", N_("SIRET")},
                                              {"buyer_name", N_("Buyer")},
                                              {"buyer_siret", N_("Buyer's SIRET")},
                                              {"request", N_("Dossier")},
                                              {"currency", N_("Currency")},
                                              {"total_without_tax", N_("Before tax")},
                                              {"total_tax", N_("VAT")},
                                              {"total_with_tax", N_("With tax")},
                                              {"amount_due", N_("Amount due")},
                                              {"iban", N_("Account")}};

void add_party(Json& document, const std::string& party)
{
  const Json p = document[party]; // a copy: adding a member moves the others
  document[party + "_name"] = p["name"];
  document[party + "_siret"] = p["siret"].is_null() ? p["siren"] : p["siret"];
}

Json joined_numbers(const Json& numbers)
{
  return formats::text_or_null(joined(numbers, ", ", plain_text));
}

// The document as a person looks at it: its parties and the invoices before it each in one line.
Json for_people(Json document)
{
  add_party(document, "seller");
  add_party(document, "buyer");
  document["kind"] = document["credit_note"].get<bool>() ? "credit_note" : "invoice";
  document["corrects"] = joined_numbers(document["preceding_invoices"]);
  return document;
}

const std::vector<Field> k_einvoice_problem_fields = {
  {"severity", N_("Severity")}, {"term", N_("Term")}, {"problem", N_("Problem")}};

Json row_of_finding(const Texts& texts, const domain::Finding& finding)
{
  return {{"severity", operations::letter_of(finding.severity)},
          {"term", finding.error.where.column},
          {"problem", sentence_of(texts, finding.error)}};
}

Json rows_of_findings(const Texts& texts, const std::vector<domain::Finding>& findings)
{
  Json rows = Json::array();
  for (const domain::Finding& finding : findings) {
    rows.push_back(row_of_finding(texts, finding));
  }
  return rows;
}

void print_table(Session& session, const operations::InspectedInvoice& inspected)
{
  session.show({for_people(inspected.document), k_einvoice_fields});
  session.print_part("problems", rows_of_findings(session.texts(), inspected.findings),
                     k_einvoice_problem_fields);
}

int show_inspected(Session& session, const operations::InspectedInvoice& inspected)
{
  if (session.is_table()) {
    print_table(session, inspected);
  } else {
    session.show({inspected.document, {}});
  }
  return done_or_negative(!inspected.is_wrong());
}

void bind_inspect(CommandLine& line, std::string& file)
{
  line.argument(Kind::file, file, N_("A PDF of at most 20 MiB, or XML of at most 10"));
}

Result<int> run_inspect(Session& session, const std::string& file)
{
  TRY_ASSIGN(const std::string bytes, util::read_file(file, k_most_bytes));
  TRY_ASSIGN(const auto inspected, in_form(file, operations::inspect_invoice(bytes)));
  return show_inspected(session, inspected);
}

constexpr Example k_inspect_examples[] = {
  {N_("What is in an invoice, and what is wrong with it"), "myatlas inspect-invoice facture.pdf"},
  {N_("Those of a folder that do not add up"),
   "for f in factures/*.pdf; do myatlas inspect-invoice \"$f\" > /dev/null || echo \"$f\"; done"},
};

} // namespace

const Command k_inspect_invoice = {
  .name = "inspect-invoice",
  .group = Group::invoices,
  .summary = N_("Read and check an e-invoice"),
  .description =
    N_("Reads a Factur-X or ZUGFeRD 2 PDF of any profile, or CII or UBL as XML, invoice or credit "
       "note, and shows its terms (EN 16931) and what is wrong with it: terms that are missing and "
       "sums that do not hold (BR-CO-10 to 17) are E, numbers that are none and profiles without "
       "lines are W. Ends with 1 when there is an E. Nothing is sent or kept."),
  .examples = k_inspect_examples,
  .declare = with_options<bind_inspect, run_inspect>,
  .answers = "e-invoice/1",
};

} // namespace myatlas::cli
