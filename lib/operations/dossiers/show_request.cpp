// A dossier with all that became of it.
#include "formats/json/contract_json.hpp"
#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"
#include "operations/dossiers/request_answers.hpp"
#include "operations/dossiers/requests.hpp"
#include "services/dossiers/request_views.hpp"

namespace myatlas::operations {

namespace {

Json amended_row(const domain::AmendedMember& member)
{
  return {{"member", member.path},
          {"before", formats::text_or_null(member.before)},
          {"after", formats::text_or_null(member.after)}};
}

Json contract_change_row(const services::ContractChange& change)
{
  return {{"sent", util::to_rfc3339(change.sent)},
          {"sent_by", change.sent_by},
          {"changes", rows_of(change.members, amended_row)}};
}

Json amendment_json(const services::RequestView& view)
{
  if (!view.amendment) {
    return nullptr;
  }
  const auto& contract = view.amendment->contract;
  Json json = {{"type", contract.number("contrat.typeContratApp")}};
  json["effective"] = formats::text_or_null(contract.text("contrat.dateEffetAvenant"));
  json["sent"] = util::to_rfc3339(view.amendment->sent);
  json["changes"] = rows_of(view.amended, amended_row);
  return json;
}

Json numbers_there(const domain::Transmission& t)
{
  using formats::text_or_null;
  return {{"external", text_or_null(t.external)},
          {"internal", text_or_null(t.internal)},
          {"deca", text_or_null(t.deca)},
          {"remote_state", text_or_null(t.remote)}};
}

Json opco_row(const domain::Transmission& t)
{
  Json row = {{"opco", t.opco},
              {"kind", domain::name_of(domain::k_transmission_kinds, t.kind)},
              {"state", domain::name_of(domain::k_transmission_states, t.state)}};
  row.update(numbers_there(t));
  return row;
}

Json handed_in(const domain::RequestDocument& document)
{
  return formats::to_json(document);
}

Json word_of(domain::DocumentUse use)
{
  return domain::to_text(use);
}

Json change_of(const domain::RequestChange& change)
{
  return formats::to_json(change);
}

Json masked_contract(const domain::Contract& contract)
{
  return formats::contract_json(contract, formats::Nirs::masked);
}

Json billed_json(const services::Billed& billed)
{
  return {{"invoiced", billed.invoiced.text()},
          {"paid", billed.paid.text()},
          {"left_to_invoice", or_null(billed.left, &domain::Money::text)}};
}

// What the contract is, and became.
Json contract_members(const services::RequestView& view)
{
  return {{"amendment", amendment_json(view)},
          {"contract_changes", rows_of(view.contract_changes, contract_change_row)},
          {"to_recover", view.billed.to_recover.text()},
          {"recovered", view.billed.recovered.text()},
          {"contract", or_null(view.contract, masked_contract)}};
}

Json lists_of(const services::RequestView& view)
{
  return {{"opco_numbers", rows_of(view.transmissions, opco_row)},
          {"documents", rows_of(view.documents, handed_in)},
          {"missing_documents", rows_of(view.missing, word_of)},
          {"history", rows_of(view.history, change_of)}};
}

Json members_of(const services::RequestView& view)
{
  Json members = {{"company_name", formats::text_or_null(view.label.company)},
                  {"trainee", formats::text_or_null(view.label.trainee)}};
  members.update(billed_json(view.billed));
  members.update(contract_members(view));
  members.update(lists_of(view));
  return members;
}

Result<Json> show_request(const services::Context& context, const DossierName& name)
{
  TRY_ASSIGN(const services::RequestView view, services::show_request(context, name.request));
  Json document = request_document(view.request);
  document.update(members_of(view));
  return document;
}

} // namespace

constexpr OperationOf<DossierName> k_show_request =
  operation<show_request>({.name = "show-request", .answer = k_request_answer});

} // namespace myatlas::operations
