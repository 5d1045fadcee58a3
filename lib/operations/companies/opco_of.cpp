// The OPCO of an establishment.
#include "services/companies/opco_of.hpp"

#include "domain/values/branches.hpp"
#include "operations/companies/opco_of.hpp"
#include "operations/documents.hpp"
#include "operations/outcomes.hpp"

namespace myatlas::operations {

namespace {

constexpr const char* k_opco = "myatlas/opco/1";

Json branch_json(const services::OpcoAnswer& answer)
{
  using formats::text_or_null;
  return {{"idcc", text_or_null(answer.idcc)},
          {"opco", text_or_null(answer.opco)},
          {"branch", text_or_null(answer.branch)}};
}

Json json_of(const services::OpcoAnswer& answer)
{
  Json json = {{"schema", k_opco}, {"siret", or_null(answer.siret, &domain::Siret::digits)}};
  json.update(branch_json(answer));
  json["unknown_because"] = answer.gap ? Json(services::to_text(*answer.gap)) : Json(nullptr);
  json["table_date"] = domain::k_opco_table_date;
  return json;
}

struct OpcoAsked
{
  std::optional<domain::Siret> siret; // none: the agreement is asked for
  std::string idcc;

  // An agreement is looked up in the program's own table.
  Needs needs() const { return siret ? Needs::store : Needs::nothing; }
};

// One of the two, and no more.
Outcome check_whose(const FindOpco& request)
{
  if (request.siret.empty() && request.idcc.empty()) {
    return Error{"field.required", {"siret"}}.at("siret");
  }
  if (!request.siret.empty() && !request.idcc.empty()) {
    return Error{"field.both", {"siret", "idcc"}}.at("siret");
  }
  return Done{};
}

Result<OpcoAsked> understood_opco(const FindOpco& request)
{
  TRY(check_whose(request));
  if (request.siret.empty()) {
    return OpcoAsked{.siret = {}, .idcc = request.idcc};
  }
  TRY_ASSIGN(const domain::Siret siret, domain::Siret::parse(request.siret).or_at("siret"));
  return OpcoAsked{.siret = siret, .idcc = ""};
}

Result<Json> opco_of_agreement(const std::string& idcc)
{
  TRY_ASSIGN(const services::OpcoAnswer answer, services::opco_of_agreement(idcc));
  return json_of(answer);
}

Result<Answer> find_opco(const services::Context* context, const OpcoAsked& asked, Means&)
{
  TRY_ASSIGN(Json document, asked.siret
                              ? Result<Json>(json_of(services::find_opco(*context, *asked.siret)))
                              : opco_of_agreement(asked.idcc));
  return Answer{.document = std::move(document)};
}

} // namespace

constexpr OperationOf<FindOpco> k_find_opco = operation<understood_opco, find_opco>({
  .name = "find-opco",
  .who = Who::nobody,
  .answer = k_opco,
});

} // namespace myatlas::operations
