#include "commands/contributions/commands.hpp"
#include "commands/contributions/simulate.hpp"
#include "domain/contributions/employer_form.hpp"
#include "formats/pdf/statement_pdf.hpp"
#include "output/contribution_words.hpp"
#include "output/result_file.hpp"
#include "services/contributions/declarations.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct ReceiptOptions
{
  std::string number, code, pdf, year;
  bool dry_run = false;
};

std::string text_of(const Json& value)
{
  return value.is_string() ? value.get<std::string>() : "";
}

Json document_of(const domain::Receipt& receipt)
{
  Json document = *formats::parse_json(receipt.content);
  document["verification_code"] = receipt.code;
  return document;
}

const std::vector<Field> k_receipt_fields = {{"number", N_("Receipt")},
                                             {"declaration", N_("Declaration")},
                                             {"issuer", N_("Issuer")},
                                             {"company", N_("Company")},
                                             {"year", N_("Year")},
                                             {"payroll", N_("Payroll"), Show::money},
                                             {"total", N_("Paid in full"), Show::money},
                                             {"issued", N_("Issued")},
                                             {"verification_code", N_("Verification code")}};

util::Result<int> show(Session& session, const domain::Receipt& receipt)
{
  Json document = document_of(receipt);
  if (session.form() != Form::json) {
    document["company"] =
      text_of(document["company"]["name"]) + " (" + text_of(document["company"]["siren"]) + ")";
  }
  return session.show({document, k_receipt_fields, nullptr});
}

std::string label_of_code(const Texts& texts, const std::string& code)
{
  const util::Result<domain::Contribution> contribution = domain::parse_contribution(code);
  return contribution ? label_of(texts, *contribution) : texts.tr(N_("Voluntary payment"));
}

formats::StatementRow row_of(const Texts& texts, const Json& line)
{
  formats::StatementRow row;
  row.label = label_of_code(texts, text_of(line["code"]));
  if (line["rate"].is_string()) {
    row.base = texts.money(text_of(line["base"]));
    row.rate = percent_for_people(texts, *domain::Rate::parse(text_of(line["rate"])));
  }
  row.amount = texts.money(text_of(line["amount"]));
  row.note = text_of(line["legal"]);
  return row;
}

std::string sentence_of_payment(const Texts& texts, const Json& payment)
{
  const std::string amount = text_of(payment["amount"]), day = text_of(payment["date"]);
  const bool returned = amount.starts_with('-');
  const char* told = returned ? N_("Given back on {0}: {1}.") : N_("Paid on {0}: {1}.");
  return texts.trf(told, texts.time(day), texts.money(returned ? amount.substr(1) : amount));
}

std::vector<std::string> attested_by(const Texts& texts, const Json& document)
{
  std::vector<std::string> sentences = {texts.trf(
    N_("OPCO Atlas attests that the company has paid in full the contributions of the payroll "
       "year {0} that it "
       "declared under the number {1}, on a gross payroll of {2}, with a headcount of {3}."),
    document["year"].get<int>(), text_of(document["declaration"]),
    texts.money(text_of(document["payroll"])),
    hundredths_for_people(texts, *domain::parse_headcount(text_of(document["headcount"]))))};
  for (const Json& payment : document["payments"]) {
    sentences.push_back(sentence_of_payment(texts, payment));
  }
  sentences.push_back(
    texts.trf(N_("Verification code: {0}. \"myatlas verify-receipt {1} {0}\" checks it."),
              text_of(document["verification_code"]), text_of(document["number"])));
  return sentences;
}

// The receipt as it is printed, in French.
formats::Statement statement_of(const Texts& texts, const Json& document)
{
  const Json& company = document["company"];
  formats::Statement statement;
  statement.title = texts.tr(N_("Receipt in full discharge"));
  statement.subtitle = texts.trf(N_("No. {0} – pay of the year {1}"), text_of(document["number"]),
                                 document["year"].get<int>());
  statement.firm = text_of(document["issuer"]);
  statement.date = texts.time(text_of(document["issued"]));
  statement.client_title =
    texts.trf(N_("Issued to, member code {0}"), text_of(company["member_code"]));
  statement.client = text_of(company["name"]) + " – SIREN " + text_of(company["siren"]);
  for (const char* title : {N_("Contribution"), N_("Base"), N_("Rate"), N_("Amount")}) {
    statement.column_titles.emplace_back(texts.tr(title));
  }
  statement.column_titles.resize(6);
  for (const Json& line : document["lines"]) {
    statement.rows.push_back(row_of(texts, line));
  }
  formats::StatementRow& total = statement.totals.emplace_back();
  total.label = texts.tr(N_("Total paid, before tax"));
  total.amount = texts.money(text_of(document["total"]));
  statement.explanation_title = texts.tr(N_("What this receipt says"));
  statement.explanation = attested_by(texts, document);
  statement.foot = texts.tr(N_("This document is worth nothing without its verification code."));
  statement.page_word = texts.tr(N_("page"));
  return statement;
}

util::Result<int> show_or_print(Session& session, const util::Result<domain::Receipt>& receipt,
                                const ReceiptOptions& o)
{
  if (!receipt) {
    return session.fail(as_options(receipt.errors()));
  }
  if (!o.pdf.empty()) {
    TRY(write_pdf(formats::statement_pdf(
                    statement_of(session.texts().in("fr"), document_of(*receipt)), receipt->issued),
                  o.pdf));
  }
  return show(session, *receipt);
}

void bind_get_receipt(CommandLine& line, ReceiptOptions& o)
{
  line.argument(Kind::receipt, o.number, N_("Number of the receipt or of its declaration"));
  line.target("--pdf", o.pdf, N_("Write it as PDF too"));
}

util::Result<int> run_get_receipt(Session& session, const services::Context& context,
                                  const ReceiptOptions& o)
{
  return show_or_print(session, services::get_receipt(context, o.number), o);
}

void bind_issue(CommandLine& line, ReceiptOptions& o)
{
  line.argument(Kind::declaration, o.number, N_("Number of the declaration"), Need::none);
  line.target("--pdf", o.pdf, N_("Write it as PDF too"));
  line.option("--all-paid", o.year, "YEAR",
              N_("All declarations of that payroll year that are settled in full"));
  line.flag("-n,--dry-run", o.dry_run, N_("With --all-paid: only show what would be issued"));
}

Json summary_of(const services::IssuedReceipt& issued)
{
  const Json whole = document_of(issued.receipt);
  return {{"number", whole["number"]},
          {"declaration", whole["declaration"]},
          {"siren", whole["company"]["siren"]},
          {"company_name", whole["company"]["name"]},
          {"total", whole["total"]},
          {"issued", whole["issued"]},
          {"verification_code", whole["verification_code"]},
          {"new", issued.is_new}};
}

const std::vector<Field> k_receipts_fields = {{"number", N_("Receipt")},
                                              {"declaration", N_("Declaration")},
                                              {"siren", N_("SIREN")},
                                              {"company_name", N_("Company")},
                                              {"total", N_("Paid in full"), Show::money},
                                              {"new", N_("New")},
                                              {"verification_code", N_("Verification code")}};

util::Result<int> issue_all(Session& session, const ReceiptOptions& o)
{
  util::Errors problems;
  const auto year = util::collect(domain::parse_year(o.year), problems, "--all-paid");
  for (const auto& [given, option] : {std::pair{&o.number, "NUMBER"}, {&o.pdf, "--pdf"}}) {
    if (!given->empty()) {
      problems.push_back({"usage.both", {option, "--all-paid"}});
    }
  }
  if (!problems.empty()) {
    return problems;
  }
  const auto how = o.dry_run ? services::Issue::trial : services::Issue::now;
  const auto use = o.dry_run ? store::Store::Use::trial : store::Store::Use::write;
  TRY_ASSIGN(const auto context, session.open(use, Login::host));
  TRY_ASSIGN(const auto issued, services::issue_receipts(*context, *year, how));
  Json receipts = Json::array();
  for (const services::IssuedReceipt& one : issued) {
    receipts.push_back(summary_of(one));
  }
  Json document{{"schema", "myatlas/receipts/1"},
                {"year", *year},
                {"dry_run", o.dry_run},
                {"receipts", receipts}};
  return session.show({std::move(document), k_receipts_fields, "receipts"});
}

util::Result<int> run_issue(Session& session, const ReceiptOptions& o)
{
  if (!o.year.empty()) {
    return issue_all(session, o);
  }
  if (o.dry_run || o.number.empty()) {
    const char* what = o.dry_run ? "--all-paid" : "NUMBER";
    return util::Error{"usage.missing", {what, session.command().name}};
  }
  TRY_ASSIGN(const auto context, session.open(store::Store::Use::write, Login::host));
  return show_or_print(session, services::issue_receipt(*context, o.number), o);
}

void bind_verify_receipt(CommandLine& line, ReceiptOptions& o)
{
  line.argument(Kind::receipt, o.number, N_("Number of the receipt"));
  line.argument("CODE", o.code, N_("Its verification code"));
}

util::Result<int> run_verify_receipt(Session& session, const services::Context& context,
                                     const ReceiptOptions& o)
{
  const bool valid = services::verify_receipt(context, o.number, o.code);
  const char* word = valid ? N_("yes") : N_("no");
  const Json told = session.form() == Form::table ? Json(session.texts().tr(word)) : Json(valid);
  session.show({{{"schema", "myatlas/receipt-verified/1"}, {"number", o.number}, {"valid", told}},
                {{"number", N_("Receipt")}, {"valid", N_("Genuine")}},
                nullptr});
  return static_cast<int>(valid ? Status::done : Status::negative);
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
  .declare = with_options<bind_get_receipt, run_get_receipt>,
  .store = Use::read,
  .login = Login::account_or_host,
};

const Command k_verify_receipt = {
  .name = "verify-receipt",
  .group = Group::contributions,
  .summary = N_("Check that a receipt is genuine"),
  .description =
    N_("Looks whether the store issued a receipt of that number with that code and whether it "
       "still says what it said then. Exit status 0 when it is genuine, 1 when it is not."),
  .examples = k_verify_receipt_examples,
  .declare = with_options<bind_verify_receipt, run_verify_receipt>,
  .store = Use::read,
  .login = Login::none,
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
  .declare = with_options<bind_issue, run_issue>,
  .keyed = true,
};

} // namespace myatlas::cli
