#include "operations/contributions/receipts.hpp"
#include "commands/contributions/commands.hpp"
#include "commands/options.hpp"
#include "output/plain_text.hpp"
#include "output/result_file.hpp"
#include "request.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

template <typename Request>
struct ReceiptOptions
{
  Request request;
  std::string pdf;
};
using GetOptions = ReceiptOptions<operations::GetReceipt>;
using IssueOptions = ReceiptOptions<operations::IssueReceipt>;

const std::vector<Field> k_receipt_fields = {{"number", N_("Receipt")},
                                             {"declaration", N_("Declaration")},
                                             {"issuer", N_("Issuer")},
                                             {"company", N_("Company")},
                                             {"year", N_("Year")},
                                             {"payroll", N_("Payroll"), Show::money},
                                             {"total", N_("Paid in full"), Show::money},
                                             {"issued", N_("Issued")},
                                             {"verification_code", N_("Verification code")}};

std::string name_and_number(const Json& company)
{
  return plain_text(company["name"]) + " (" + plain_text(company["siren"]) + ")";
}

View receipt_view(const Session& session, Json document)
{
  if (!session.is_json()) {
    document["company"] = name_and_number(document["company"]);
  }
  return {document, k_receipt_fields};
}

template <typename Options>
Result<int> show_receipt(Session& session, const Options& o, const Answer& answer)
{
  TRY(write_pdf_of(answer, o.pdf));
  return session.show(receipt_view(session, answer.document));
}

void bind_get_receipt(CommandLine& line, GetOptions& o)
{
  line.argument(Kind::receipt, o.request.number, N_("Number of the receipt or of its declaration"));
  add_pdf(line, o.pdf);
}

constexpr FormOption<operations::IssueReceipt> k_issue_options[] = {
  {"--all-paid", &operations::IssueReceipt::all_paid, "YEAR",
   N_("All declarations of that payroll year that are settled in full")},
  {"-n,--dry-run", &operations::IssueReceipt::dry_run,
   N_("With --all-paid: only show what would be issued")},
};

void bind_issue(CommandLine& line, IssueOptions& o)
{
  line.argument(Kind::declaration, o.request.number, N_("Number of the declaration"), Need::none);
  add_pdf(line, o.pdf);
  line.stands_for(o.request.pdf, o.pdf);
  add_options(line, o.request, k_issue_options);
}

const std::vector<Field> k_receipts_fields = {{"number", N_("Receipt")},
                                              {"declaration", N_("Declaration")},
                                              {"siren", N_("SIREN")},
                                              {"company_name", N_("Company")},
                                              {"total", N_("Paid in full"), Show::money},
                                              {"new", N_("New")},
                                              {"verification_code", N_("Verification code")}};

Result<int> show_issued(Session& session, const IssueOptions& o, const Answer& answer)
{
  return o.request.all_paid.empty()
           ? show_receipt(session, o, answer)
           : session.show({answer.document, k_receipts_fields, "receipts"});
}

void bind_verify_receipt(CommandLine& line, operations::VerifyReceipt& o)
{
  line.argument(Kind::receipt, o.number, N_("Number of the receipt"));
  line.argument("CODE", o.code, N_("Its verification code"));
}

const char* yes_or_no(const Json& is_so)
{
  return is_so.get<bool>() ? N_("yes") : N_("no");
}

void say_whether(const Session& session, Json& valid)
{
  if (session.is_table()) {
    valid = session.tr(yes_or_no(valid));
  }
}

constexpr Field k_verified_fields[] = {{"number", N_("Receipt")}, {"valid", N_("Genuine")}};

Result<int> show_verified(Session& session, const Answer& answer)
{
  Json document = answer.document;
  say_whether(session, document["valid"]);
  session.show({document, fields_of(k_verified_fields)});
  return done_or_negative(answer.document["valid"].get<bool>());
}

constexpr Example k_get_receipt_examples[] = {
  {N_("The receipt of a declaration"), "myatlas get-receipt C2025-0000001"},
  {N_("As PDF, for the file of the client"), "myatlas get-receipt R2025-0000001 --pdf receipt.pdf"},
};
constexpr Example k_issue_examples[] = {
  {N_("Once it is settled in full"), "myatlas admin issue-receipt C2025-0000001"},
  {N_("And print it"), "myatlas admin issue-receipt C2025-0000001 --pdf receipt.pdf"},
  {N_("All that are settled of a year"), "myatlas admin issue-receipt --all-paid 2025"},
};
constexpr Example k_verify_receipt_examples[] = {
  {N_("Whether a receipt is genuine"), "myatlas verify-receipt R2025-0000001 1A2B-3C4D-5E6F-7081"},
  {N_("In a script: the exit status says it"),
   "myatlas verify-receipt R2025-0000001 1A2B-3C4D-5E6F-7081 -q > /dev/null"},
};

} // namespace

const Command k_get_receipt = {
  .name = "get-receipt",
  .group = Group::contributions,
  .summary = N_("Fetch the receipt of a declaration settled in full"),
  .description = N_("The receipt in full discharge (reçu libératoire) of a declaration, as OPCO "
                    "Atlas issued it, with its verification code."),
  .examples = k_get_receipt_examples,
  .declare = asks<operations::k_get_receipt, bind_get_receipt, show_receipt<GetOptions>,
                  ask_for_pdf<GetOptions>>,
  .operation = &operations::k_get_receipt,
};

const Command k_verify_receipt = {
  .name = "verify-receipt",
  .group = Group::contributions,
  .summary = N_("Check that a receipt is genuine"),
  .description =
    N_("Looks whether the store issued a receipt of that number with that code and whether it "
       "still says what it said then. Exit status 0 when it is genuine, 1 when it is not."),
  .examples = k_verify_receipt_examples,
  .declare = asks<operations::k_verify_receipt, bind_verify_receipt, show_verified>,
  .operation = &operations::k_verify_receipt,
};

const Command k_issue_receipt = {
  .name = "admin issue-receipt",
  .group = Group::office,
  .summary = N_("Issue the receipt of a declaration"),
  .description = N_("Issues the receipt in full discharge of a declaration, only when it is "
                    "settled in full; asked again, it gives the same one. With --all-paid, of all "
                    "declarations of a payroll year that are settled: all or none, and a receipt "
                    "issued before is left as it is."),
  .examples = k_issue_examples,
  .declare = asks<operations::k_issue_receipt, bind_issue, show_issued, ask_for_pdf<IssueOptions>>,
  .operation = &operations::k_issue_receipt,
  .keyed = true,
};

} // namespace myatlas::cli
