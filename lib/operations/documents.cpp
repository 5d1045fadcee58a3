#include "operations/documents.hpp"

namespace myatlas::operations {

Json document(const char* schema, const Json& members)
{
  Json json = {{"schema", schema}};
  json.update(members);
  return json;
}

Json list_document(const char* schema, const char* list, Json rows)
{
  return {{"schema", schema}, {list, std::move(rows)}};
}

Json page_of(const char* schema, const char* list, Json rows, Json next)
{
  Json document = list_document(schema, list, std::move(rows));
  document["next"] = std::move(next);
  return document;
}

void put_label(Json& row, const services::DossierLabel& label)
{
  using formats::text_or_null;
  row["company_name"] = text_or_null(label.company);
  row["trainee"] = text_or_null(label.trainee);
  row["reference"] = text_or_null(label.reference);
  row["client_reference"] = text_or_null(label.client);
}

Json with_client(Json row, domain::Siren company, services::Labels& labels)
{
  row["client_reference"] = formats::text_or_null(labels.client_reference(company));
  return row;
}

Json problem_json(const Error& problem)
{
  return {{"code", problem.code}, {"member", problem.where.column}, {"values", problem.args}};
}

Json problems_json(const Errors& problems)
{
  return rows_of(problems, problem_json);
}

const char* letter_of(domain::Severity severity)
{
  return severity == domain::Severity::blocks ? "E" : "W";
}

} // namespace myatlas::operations
