// The OPCO of an establishment.
#include "services/companies/opco_of.hpp"

#include "domain/values/branches.hpp"
#include "operations/companies/opco_of.hpp"
#include "operations/documents.hpp"

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

Json opco_of_siret(const services::Context& context, const domain::Siret& siret)
{
  return json_of(services::find_opco(context, siret));
}

Result<Json> find_opco(const services::Context& context, const OpcoAsked& asked)
{
  return asked.siret ? Result<Json>(opco_of_siret(context, *asked.siret))
                     : opco_of_agreement(asked.idcc);
}

} // namespace

Result<Json> opco_of_agreement(const std::string& idcc)
{
  TRY_ASSIGN(const services::OpcoAnswer answer, services::opco_of_agreement(idcc));
  return json_of(answer);
}

constexpr OperationOf<FindOpco> k_find_opco = operation<understood_opco, find_opco>({
  .name = "find-opco",
  .who = Who::nobody,
  .answer = k_opco,
});

} // namespace myatlas::operations
