// Establishments of an account.
#include "services/companies/establishments.hpp"

#include "formats/json/json_records.hpp"
#include "operations/companies/establishments.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

std::optional<domain::CompanyForm> proof_in(const AddSirets& request)
{
  const bool is_given =
    !request.member_code.empty() || !request.payroll.empty() || !request.payroll_year.empty();
  return is_given ? std::optional(domain::CompanyForm{.member_code = request.member_code,
                                                      .payroll = request.payroll,
                                                      .payroll_year = request.payroll_year,
                                                      .sirets = {},
                                                      .all_establishments = false})
                  : std::nullopt;
}

// All of them, or none: of the others the document says so too.
util::Result<Answer> add_siret(const Context& context, const AddSirets& request)
{
  services::SireneLookup* look_up = nullptr;
  if (request.online) {
    TRY_ASSIGN(look_up, context.public_register());
  }
  TRY_ASSIGN(const services::AttachmentReport report,
             services::attach_establishments(context, request.sirets, proof_in(request), look_up));
  Json results = Json::array();
  for (const services::AttachmentAnswer& answer : report.answers) {
    results.push_back({{"siret", answer.siret}, {"result", services::to_text(answer.attachment)}});
  }
  Answer answer{.document = {{"schema", "myatlas/attached/1"}, {"results", results}}};
  answer.problems = report.problems;
  return answer;
}

util::Result<Json> remove_siret(const Context& context, const Sirets& request)
{
  TRY_ASSIGN(const auto done, services::detach_establishments(context, request.sirets));
  Json results = Json::array();
  for (const services::Detachment& one : done) {
    results.push_back(
      {{"siret", one.siret.digits()}, {"result", one.removed ? "removed" : "absent"}});
  }
  return Json{{"schema", "myatlas/detached/1"}, {"results", results}};
}

util::Result<Json> list_establishments(const Context& context, const Nothing&)
{
  TRY_ASSIGN(const auto found, services::list_establishments(context));
  Json establishments = Json::array();
  for (const domain::Establishment& establishment : found) {
    establishments.push_back(formats::to_json(establishment));
  }
  return Json{{"schema", "myatlas/establishments/1"}, {"establishments", establishments}};
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

constexpr OperationOf<Nothing> k_list_establishments = operation<list_establishments>(
  {.name = "list-establishments", .answer = "myatlas/establishments/1"});

} // namespace myatlas::operations
