#include "services/dossiers/facts.hpp"

#include <algorithm>

#include "domain/dossiers/request_edit.hpp"
#include "services/companies/sirene.hpp"
#include "services/surroundings.hpp"

namespace myatlas::services {

domain::ContractFacts facts_about(const Context& context, const domain::Contract& contract,
                                  domain::Date day, const domain::RateTable* rates)
{
  domain::ContractFacts facts;
  facts.today = day;
  store::Register opco_register = context.store.opco_register();
  for (const char* path : {"employeur.siret", "organismeFormation.siret",
                           "organismeFormationLieuFormationPrincipal.siret"}) {
    const auto siret = domain::Siret::parse(contract.text(path));
    if (siret && (opco_register.is_closed(*siret) || is_publicly_closed(context, *siret))) {
      facts.closed.push_back(*siret);
    }
  }
  const auto cfa = domain::Siret::parse(contract.text("organismeFormation.siret"));
  facts.qualiopi = cfa ? has_qualiopi(context, *cfa) : std::nullopt;
  const store::Certifications certifications = context.store.certifications();
  const auto code = domain::RncpCode::parse(contract.text("formation.rncp"));
  facts.certification = {certifications.any(), code ? certifications.find(*code) : std::nullopt};
  std::string postcode = contract.text("employeur.adresse.codePostal");
  if (const auto siret = domain::Siret::parse(contract.text("employeur.siret"))) {
    const auto establishment = opco_register.establishment(*siret);
    facts.zone = domain::zone_of(establishment ? establishment->postcode : postcode);
    postcode = postcode.empty() && establishment ? establishment->postcode
                                                 : postcode; // where the contract is carried out
  }
  const auto start = contract.date("contrat.dateDebutContrat");
  if (rates != nullptr && start) {
    facts.smic = rates->minimum_wage(*start, postcode);
    facts.no_smic = !facts.smic;
  }
  return facts;
}

std::optional<domain::Date> first_conclusion(const Context& context,
                                             const domain::FundingRequest& request,
                                             const domain::Contract& contract)
{
  const auto original =
    contract.is_amendment()
      ? context.store.contracts().original(context.store.funding_requests().key(request.number))
      : std::nullopt;
  return original ? original->date("contrat.dateConclusion") : std::nullopt;
}

bool has_contract(const Context& context, const domain::FundingRequest& request)
{
  return context.store.contracts().has(context.store.funding_requests().key(request.number));
}

std::optional<domain::Contract> contract_of(const Context& context,
                                            const domain::FundingRequest& request)
{
  return context.store.contracts().find(context.store.funding_requests().key(request.number));
}

namespace {

domain::DocumentsCase documents_case_of(const Context& context,
                                        const domain::FundingRequest& request)
{
  const auto contract = contract_of(context, request);
  return contract ? domain::documents_case(*contract) : domain::DocumentsCase{request.scheme};
}

} // namespace

domain::Zone zone_of(const Context& context, domain::Siret siret)
{
  const auto establishment = context.store.opco_register().establishment(siret);
  return domain::zone_of(establishment ? establishment->postcode : "");
}

std::vector<domain::DocumentUse> missing_documents(const Context& context,
                                                   const domain::FundingRequest& request)
{
  return domain::missing_documents(
    documents_case_of(context, request),
    domain::uses_of(context.store.funding_requests().documents(request)));
}

OutdatedDocuments outdated_documents(const Context& context, const domain::FundingRequest& request)
{
  std::optional<util::Instant> changed;
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    const bool is_edit =
      change.event == domain::RequestEvent::edit && change.to == domain::RequestState::incomplet;
    changed = is_edit && domain::outdates_documents(change.comment) ? change.at : changed;
  }
  OutdatedDocuments outdated;
  if (!changed) {
    return outdated;
  }
  outdated.changed = context.day_of(*changed);
  const std::vector<domain::RequestDocument> documents =
    context.store.funding_requests().documents(request);
  for (const domain::DocumentUse use :
       domain::required_documents(documents_case_of(context, request))) {
    const auto latest =
      std::find_if(documents.rbegin(), documents.rend(),
                   [&](const domain::RequestDocument& d) { return d.use == use; });
    if (latest != documents.rend() && latest->added < *changed) {
      outdated.uses.push_back(use);
    }
  }
  return outdated;
}

util::Errors outdated_told(const Context& context, const domain::FundingRequest& request)
{
  const OutdatedDocuments outdated = outdated_documents(context, request);
  return outdated.uses.empty()
           ? util::Errors{}
           : util::Errors{util::Error{"request.documents_outdated",
                                      {domain::joined(outdated.uses), outdated.changed.text()}}};
}

std::optional<domain::Date> documents_complete_on(const Context& context,
                                                  const domain::FundingRequest& request,
                                                  domain::Date day)
{
  const std::vector<domain::RequestDocument> documents =
    context.store.funding_requests().documents(request);
  for (const domain::DocumentUse use :
       domain::required_documents(documents_case_of(context, request))) {
    const auto first =
      std::ranges::find(documents, use, &domain::RequestDocument::use); // in the order they came
    if (first == documents.end()) {
      return std::nullopt;
    }
    day = std::max(day, context.day_of(first->added));
  }
  return day;
}

std::optional<domain::Date> sent_on(const Context& context, const domain::FundingRequest& request)
{
  std::optional<domain::Date> sent;
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    sent = change.event == domain::RequestEvent::submit ? context.day_of(change.at) : sent;
  }
  return sent;
}

std::vector<domain::Finding> findings_about(const Context& context,
                                            const domain::FundingRequest& request, domain::Date day)
{
  if (const auto contract = contract_of(context, request)) {
    domain::ContractFacts facts = facts_about(context, *contract, day, nullptr);
    facts.documents = uses_of(context.store.funding_requests().documents(request));
    facts.first_conclusion = first_conclusion(context, request, *contract);
    return domain::contract_findings(*contract, facts);
  }
  domain::RequestFacts facts = Surroundings(context).facts_about(request);
  facts.today = day;
  return domain::findings(request, facts);
}

} // namespace myatlas::services
