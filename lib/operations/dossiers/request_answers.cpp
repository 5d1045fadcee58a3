#include "operations/dossiers/request_answers.hpp"

#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"

namespace myatlas::operations {

Json request_document(const domain::FundingRequest& request)
{
  return document(k_request_answer, formats::to_json(request));
}

util::Result<Json> decided(const util::Result<domain::FundingRequest>& request)
{
  return request ? util::Result<Json>(request_document(*request))
                 : util::Result<Json>(request.errors());
}

util::Result<Answer> written(const util::Result<services::WrittenRequest>& request)
{
  if (!request) {
    return request.errors();
  }
  Answer answer{.document = request_document(request->request), .warnings = request->warnings};
  answer.document["warnings"] = problems_json(request->warnings);
  return answer;
}

Json check_document(const Json& number, const std::vector<domain::Finding>& found)
{
  Json findings = Json::array();
  bool conform = true;
  for (const domain::Finding& finding : found) {
    conform = conform && finding.severity != domain::Severity::blocks;
    findings.push_back({{"severity", letter_of(finding.severity)},
                        {"code", finding.error.code},
                        {"member", finding.error.where.column},
                        {"values", finding.error.args}});
  }
  return {
    {"schema", k_check_answer}, {"request", number}, {"conform", conform}, {"findings", findings}};
}

} // namespace myatlas::operations
