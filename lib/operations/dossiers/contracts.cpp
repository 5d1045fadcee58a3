// Contracts of apprenticeship, and their instalments.
#include "operations/dossiers/contracts.hpp"

#include "formats/json/contract_json.hpp"
#include "formats/json/rates_json.hpp"
#include "operations/documents.hpp"
#include "operations/dossiers/request_answers.hpp"
#include "services/companies/sirene.hpp"
#include "services/dossiers/contract_funding.hpp"
#include "services/dossiers/contracts.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_instalments_answer = "myatlas/instalments/1";

struct ContractAsked
{
  services::ContractForm form;
  bool is_trial = false, online = false;

  // The register's answers are kept even where the contract is not sent.
  Effect effect() const { return is_trial && !online ? Effect::read : Effect::write; }
};

Result<ContractAsked> understood_contract(const SubmitContract& request)
{
  TRY_ASSIGN(auto values, formats::contract_values(request.contract).or_at("contract"));
  return ContractAsked{.form = {std::move(values), request.request},
                       .is_trial = request.dry_run,
                       .online = request.online};
}

Outcome ask_register(const Context& context, const ContractAsked& asked)
{
  TRY_ASSIGN(const auto look_up, context.public_register());
  return services::ask_about(*look_up, asked.form.values);
}

Result<Answer> check_contract(const Context& context, const ContractAsked& asked)
{
  TRY_ASSIGN(const auto found,
             services::check_contract(context, asked.form, formats::built_in_rates()));
  return Answer{check_document(nullptr, found)};
}

Result<Answer> submit_contract(const Context& context, const ContractAsked& asked)
{
  if (asked.online) {
    TRY(ask_register(context, asked));
  }
  if (asked.is_trial) {
    return check_contract(context, asked);
  }
  return written(services::submit_contract(context, asked.form, formats::built_in_rates()));
}

Json planned_json(const domain::Instalment& i)
{
  return {{"number", i.number},       {"code", i.code},        {"year", i.year},
          {"opens", i.opens.text()},  {"from", i.from.text()}, {"to", i.to.text()},
          {"amount", i.amount.text()}};
}

Json instalment_json(const store::InstalmentState& state)
{
  Json json = planned_json(state.instalment);
  json["invoiced"] = state.invoiced.text();
  json["paid"] = state.paid.text();
  json["deducted"] = state.deducted.text();
  json["left"] = state.left().text();
  json["state"] = store::to_text(state);
  return json;
}

Result<Json> list_instalments(const Context& context, const DossierName& name)
{
  TRY_ASSIGN(const auto view, services::list_instalments(context, name.request));
  Json answer = {{"schema", k_instalments_answer},
                 {"request", view.request},
                 {"instalments", rows_of(view.instalments, instalment_json)}};
  put_label(answer, view.label);
  return answer;
}

} // namespace

constexpr OperationOf<SubmitContract> k_submit_contract =
  operation<understood_contract, submit_contract>({
    .name = "submit-contract",
    .effect = Effect::write,
    .who = Who::account,
    .answer = "myatlas/funding-request/1|myatlas/request-check/1",
  });

constexpr OperationOf<DossierName> k_list_instalments =
  operation<list_instalments>({.name = "list-instalments", .answer = k_instalments_answer});

} // namespace myatlas::operations
