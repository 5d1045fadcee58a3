#include "operations/dossiers/request_answers.hpp"

#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"

namespace myatlas::operations {

Json request_document(const domain::FundingRequest& request)
{
  return document(k_request_answer, formats::to_json(request));
}

Result<Json> decided(const Result<domain::FundingRequest>& request)
{
  return document_of(request, request_document);
}

Answer answer_with_warnings(Json document, const Errors& warnings)
{
  document["warnings"] = problems_json(warnings);
  return {.document = std::move(document), .warnings = warnings};
}

Result<Answer> written(const Result<services::WrittenRequest>& request)
{
  if (!request) {
    return request.errors();
  }
  return answer_with_warnings(request_document(request->request), request->warnings);
}

Json finding_row(const domain::Finding& finding)
{
  return {{"severity", letter_of(finding.severity)},
          {"code", finding.error.code},
          {"member", finding.error.where.column},
          {"values", finding.error.args}};
}

bool blocks(const domain::Finding& finding)
{
  return finding.severity == domain::Severity::blocks;
}

Json check_document(const Json& number, const std::vector<domain::Finding>& found)
{
  return {{"schema", k_check_answer},
          {"request", number},
          {"conform", std::ranges::none_of(found, blocks)},
          {"findings", rows_of(found, finding_row)}};
}

} // namespace myatlas::operations
