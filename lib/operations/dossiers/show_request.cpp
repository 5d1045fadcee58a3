// A dossier with all that became of it.
#include "formats/json/contract_json.hpp"
#include "formats/json/json_records.hpp"
#include "operations/dossiers/request_answers.hpp"
#include "operations/dossiers/requests.hpp"
#include "services/dossiers/request_views.hpp"

namespace myatlas::operations {

namespace {

Json members_json(const std::vector<domain::AmendedMember>& members)
{
  Json changes = Json::array();
  for (const domain::AmendedMember& member : members) {
    changes.push_back({{"member", member.path},
                       {"before", formats::text_or_null(member.before)},
                       {"after", formats::text_or_null(member.after)}});
  }
  return changes;
}

Json contract_changes(const services::RequestView& view)
{
  Json versions = Json::array();
  for (const services::ContractChange& change : view.contract_changes) {
    versions.push_back({{"sent", util::to_rfc3339(change.sent)},
                        {"sent_by", change.sent_by},
                        {"changes", members_json(change.members)}});
  }
  return versions;
}

// What an amendment that waits would change; null without one.
Json amendment_json(const services::RequestView& view)
{
  if (!view.amendment) {
    return nullptr;
  }
  return {
    {"type", view.amendment->contract.number("contrat.typeContratApp")},
    {"effective", formats::text_or_null(view.amendment->contract.text("contrat.dateEffetAvenant"))},
    {"sent", util::to_rfc3339(view.amendment->sent)},
    {"changes", members_json(view.amended)}};
}

// What OPCOs call the dossier: numeroExterne, numeroInterne, numeroDeca.
Json opco_numbers(const std::vector<domain::Transmission>& transmissions)
{
  Json rows = Json::array();
  for (const domain::Transmission& t : transmissions) {
    rows.push_back({{"opco", t.opco},
                    {"kind", domain::name_of(domain::k_transmission_kinds, t.kind)},
                    {"state", domain::name_of(domain::k_transmission_states, t.state)},
                    {"external", formats::text_or_null(t.external)},
                    {"internal", formats::text_or_null(t.internal)},
                    {"deca", formats::text_or_null(t.deca)},
                    {"remote_state", formats::text_or_null(t.remote)}});
  }
  return rows;
}

Json members_of(const services::RequestView& view)
{
  Json documents = Json::array(), missing = Json::array(), history = Json::array();
  for (const domain::RequestDocument& document : view.documents) {
    documents.push_back(formats::to_json(document));
  }
  for (const domain::DocumentUse use : view.missing) {
    missing.push_back(domain::to_text(use));
  }
  for (const domain::RequestChange& change : view.history) {
    history.push_back(formats::to_json(change));
  }
  return {{"company_name", formats::text_or_null(view.label.company)},
          {"trainee", formats::text_or_null(view.label.trainee)},
          {"invoiced", view.billed.invoiced.text()},
          {"paid", view.billed.paid.text()},
          {"left_to_invoice", view.billed.left ? Json(view.billed.left->text()) : Json(nullptr)},
          {"amendment", amendment_json(view)},
          {"contract_changes", contract_changes(view)},
          {"to_recover", view.billed.to_recover.text()},
          {"recovered", view.billed.recovered.text()},
          {"contract", view.contract ? formats::contract_json(*view.contract, formats::Nirs::masked)
                                     : Json(nullptr)},
          {"opco_numbers", opco_numbers(view.transmissions)},
          {"documents", documents},
          {"missing_documents", missing},
          {"history", history}};
}

util::Result<Json> show_request(const services::Context& context, const DossierName& name)
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
