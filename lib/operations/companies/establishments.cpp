// Establishments of an account.
#include "services/companies/establishments.hpp"

#include "formats/json/json_records.hpp"
#include "operations/companies/establishments.hpp"
#include "operations/documents.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

bool has_proof(const AddSirets& request)
{
  return !request.member_code.empty() || !request.payroll.empty() || !request.payroll_year.empty();
}

std::optional<domain::CompanyForm> proof_in(const AddSirets& request)
{
  if (!has_proof(request)) {
    return std::nullopt;
  }
  return domain::CompanyForm{.member_code = request.member_code,
                             .payroll = request.payroll,
                             .payroll_year = request.payroll_year,
                             .sirets = {},
                             .all_establishments = false};
}

Json attachment_row(const services::AttachmentAnswer& answer)
{
  return {{"siret", answer.siret}, {"result", services::to_text(answer.attachment)}};
}

Answer attached_answer(const services::AttachmentReport& report)
{
  return {.document =
            list_document("myatlas/attached/1", "results", rows_of(report.answers, attachment_row)),
          .problems = report.problems};
}

// All of them, or none: of the others the document says so too.
Result<Answer> add_siret(const Context& context, const AddSirets& request)
{
  services::SireneLookup* look_up = nullptr;
  if (request.online) {
    TRY_ASSIGN(look_up, context.public_register());
  }
  TRY_ASSIGN(const auto report,
             services::attach_establishments(context, request.sirets, proof_in(request), look_up));
  return attached_answer(report);
}

Json detachment_row(const services::Detachment& one)
{
  return {{"siret", one.siret.digits()}, {"result", one.removed ? "removed" : "absent"}};
}

Result<Json> remove_siret(const Context& context, const Sirets& request)
{
  return list_of("myatlas/detached/1", "results",
                 services::detach_establishments(context, request.sirets), detachment_row);
}

Json listed_establishment(const domain::Establishment& establishment, services::Labels& labels)
{
  return with_client(formats::to_json(establishment), establishment.siret.siren(), labels);
}

domain::Siren company_of_establishment(const domain::Establishment& establishment)
{
  return establishment.siret.siren();
}

Result<Json> list_establishments(const Context& context, const OfCompany& request)
{
  services::Labels labels(context);
  return list_of("myatlas/establishments/1", "establishments",
                 those_of_company(context, services::list_establishments(context), request.company,
                                  company_of_establishment),
                 [&](const auto& one) { return listed_establishment(one, labels); });
}

} // namespace

constexpr OperationOf<AddSirets> k_add_siret = operation<add_siret>({
  .name = "add-siret",
  .effect = Effect::write,
  .who = Who::account,
  .answer = "myatlas/attached/1",
});

constexpr OperationOf<Sirets> k_remove_siret = operation<remove_siret>({
  .name = "remove-siret",
  .effect = Effect::write,
  .who = Who::account,
  .answer = "myatlas/detached/1",
});

constexpr OperationOf<OfCompany> k_list_establishments = operation<list_establishments>(
  {.name = "list-establishments", .answer = "myatlas/establishments/1"});

} // namespace myatlas::operations
