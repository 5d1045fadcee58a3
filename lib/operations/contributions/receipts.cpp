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

Result<Answer> answer_of(const Result<domain::Receipt>& receipt, const GetReceipt& request,
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

Result<Answer> issue_receipt(const Context& context, const GetReceipt& request, Means& means)
{
  return answer_of(services::issue_receipt(context, request.number), request, means.texts);
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

struct ReceiptsAsked
{
  int year = 0;
  services::Issue how = services::Issue::now;

  Effect effect() const { return how == services::Issue::trial ? Effect::trial : Effect::write; }
};

Result<ReceiptsAsked> receipts_asked(const IssueReceipts& request)
{
  using services::Issue;
  TRY_ASSIGN(const int year, domain::parse_year(request.year).or_at("year"));
  return ReceiptsAsked{year, request.dry_run ? Issue::trial : Issue::now};
}

Json receipts_document(const ReceiptsAsked& asked, Json receipts)
{
  return {{"schema", "myatlas/receipts/1"},
          {"year", asked.year},
          {"dry_run", asked.how == services::Issue::trial},
          {"receipts", std::move(receipts)}};
}

Result<Json> issue_receipts(const Context& context, const ReceiptsAsked& asked)
{
  TRY_ASSIGN(const auto issued, services::issue_receipts(context, asked.year, asked.how));
  return receipts_document(asked, rows_of(issued, summary_of));
}

} // namespace

constexpr OperationOf<GetReceipt> k_get_receipt = operation<get_receipt>({
  .name = "get-receipt",
  .answer = k_receipt,
});

constexpr OperationOf<GetReceipt> k_issue_receipt = operation<issue_receipt>({
  .name = "admin issue-receipt",
  .effect = Effect::write,
  .who = Who::office,
  .answer = k_receipt,
});

constexpr OperationOf<IssueReceipts> k_issue_receipts = operation<receipts_asked, issue_receipts>({
  .name = "admin issue-receipts",
  .effect = Effect::write,
  .who = Who::office,
  .answer = "myatlas/receipts/1",
});

constexpr OperationOf<VerifyReceipt> k_verify_receipt = operation<verify_receipt>({
  .name = "verify-receipt",
  .who = Who::nobody,
  .answer = "myatlas/receipt-verified/1",
});

} // namespace myatlas::operations
