#include "operations/documents.hpp"

namespace myatlas::operations {

Json document(const char* schema, const Json& members)
{
  Json json = {{"schema", schema}};
  json.update(members);
  return json;
}

void put_label(Json& row, const services::DossierLabel& label)
{
  row["company_name"] = formats::text_or_null(label.company);
  row["trainee"] = formats::text_or_null(label.trainee);
  row["reference"] = formats::text_or_null(label.reference);
}

Json problems_json(const util::Errors& problems)
{
  Json list = Json::array();
  for (const util::Error& problem : problems) {
    list.push_back(
      {{"code", problem.code}, {"member", problem.where.column}, {"values", problem.args}});
  }
  return list;
}

const char* letter_of(domain::Severity severity)
{
  return severity == domain::Severity::blocks ? "E" : "W";
}

} // namespace myatlas::operations
