#include "operations/contributions/receipts.hpp"

#include "domain/contributions/employer_form.hpp"
#include "operations/contributions/receipt_statement.hpp"
#include "operations/documents.hpp"
#include "services/contributions/declarations.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_receipt = "myatlas/receipt/1";

Json json_of(const domain::Receipt& receipt)
{
  Json json = *formats::parse_json(receipt.content);
  json["verification_code"] = receipt.code;
  return json;
}

Result<AnswerFile> file_of(const domain::Receipt& receipt, const Json& document,
                           const texts::Texts& texts)
{
  const auto statement = receipt_statement(texts.in("fr"), document);
  TRY_ASSIGN(std::string pdf, formats::statement_pdf(statement, receipt.issued));
  return pdf_named(receipt.number, std::move(pdf));
}

template <typename Request>
Result<Answer> answer_of(const Result<domain::Receipt>& receipt, const Request& request,
                         const texts::Texts& texts)
{
  if (!receipt) {
    return receipt.errors();
  }
  Answer answer{.document = json_of(*receipt)};
  if (request.pdf) {
    TRY_ASSIGN(answer.file, file_of(*receipt, answer.document, texts));
  }
  return answer;
}

Result<Answer> get_receipt(const Context& context, const GetReceipt& request, Means& means)
{
  return answer_of(services::get_receipt(context, request.number), request, means.texts);
}

Json verified_document(const VerifyReceipt& request, bool is_valid)
{
  return {
    {"schema", "myatlas/receipt-verified/1"}, {"number", request.number}, {"valid", is_valid}};
}

Result<Json> verify_receipt(const Context& context, const VerifyReceipt& request)
{
  return verified_document(request,
                           services::verify_receipt(context, request.number, request.code));
}

Json picked(const Json& whole, std::initializer_list<const char*> members)
{
  Json part = Json::object();
  for (const char* member : members) {
    part[member] = whole[member];
  }
  return part;
}

Json summary_of(const services::IssuedReceipt& issued)
{
  const Json whole = json_of(issued.receipt);
  Json row = picked(whole, {"number", "declaration"});
  row["siren"] = whole["company"]["siren"];
  row["company_name"] = whole["company"]["name"];
  row.update(picked(whole, {"total", "issued", "verification_code"}));
  row["new"] = issued.is_new;
  return row;
}

struct ReceiptAsked : IssueReceipt
{
  std::optional<int> year = {}; // of all its declarations

  Effect effect() const { return dry_run ? Effect::trial : Effect::write; }
};

Error beside_all(const char* member)
{
  return {"usage.both", {member, "all_paid"}};
}

// What is said of one receipt has no place beside all of them.
Outcome check_alone(const IssueReceipt& request)
{
  Errors problems = domain::parse_year(request.all_paid).or_at("all_paid").errors();
  if (!request.number.empty()) {
    problems.push_back(beside_all("number"));
  }
  if (request.pdf) {
    problems.push_back(beside_all("pdf"));
  }
  return outcome_of(problems);
}

Outcome check_one(const IssueReceipt& request)
{
  const char* const missing = request.dry_run ? "all_paid" : "number";
  return fail_unless(!request.dry_run && !request.number.empty(),
                     {"usage.missing", {missing, "admin issue-receipt"}});
}

Result<ReceiptAsked> understood_receipt(const IssueReceipt& request)
{
  ReceiptAsked asked{request};
  if (request.all_paid.empty()) {
    TRY(check_one(request));
    return asked;
  }
  TRY(check_alone(request));
  TRY_ASSIGN(asked.year, domain::parse_year(request.all_paid));
  return asked;
}

Json receipts_document(const ReceiptAsked& asked, Json receipts)
{
  return {{"schema", "myatlas/receipts/1"},
          {"year", *asked.year},
          {"dry_run", asked.dry_run},
          {"receipts", std::move(receipts)}};
}

Result<Answer> issue_all(const Context& context, const ReceiptAsked& asked)
{
  using services::Issue;
  TRY_ASSIGN(const auto issued, services::issue_receipts(
                                  context, *asked.year, asked.dry_run ? Issue::trial : Issue::now));
  return Answer{.document = receipts_document(asked, rows_of(issued, summary_of))};
}

Result<Answer> issue_receipt(const Context& context, const ReceiptAsked& asked, Means& means)
{
  return asked.year ? issue_all(context, asked)
                    : answer_of(services::issue_receipt(context, asked.number), asked, means.texts);
}

} // namespace

constexpr OperationOf<GetReceipt> k_get_receipt = operation<get_receipt>({
  .name = "get-receipt",
  .answer = k_receipt,
});

constexpr OperationOf<IssueReceipt> k_issue_receipt = operation<understood_receipt, issue_receipt>({
  .name = "admin issue-receipt",
  .effect = Effect::write,
  .who = Who::office,
  .answer = "myatlas/receipt/1|myatlas/receipts/1",
});

constexpr OperationOf<VerifyReceipt> k_verify_receipt = operation<verify_receipt>({
  .name = "verify-receipt",
  .who = Who::nobody,
  .answer = "myatlas/receipt-verified/1",
});

} // namespace myatlas::operations
