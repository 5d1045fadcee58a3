#include "services/dossiers/facts.hpp"

#include <algorithm>

#include "domain/dossiers/contract_facts.hpp"
#include "domain/dossiers/contract_rules.hpp"
#include "domain/dossiers/request_edit.hpp"
#include "services/companies/sirene.hpp"
#include "services/surroundings.hpp"

namespace myatlas::services {

namespace {

using domain::Contract;
using domain::ContractFacts;
using domain::Date;
using domain::DocumentsCase;
using domain::DocumentUse;
using domain::DocumentUses;
using domain::Findings;
using domain::FundingRequest;
using domain::joined;
using domain::RateTable;
using domain::RequestChange;
using domain::RequestDocument;
using domain::RequestEvent;
using domain::Siret;
using domain::Zone;
using util::Instant;

constexpr const char* k_establishments[] = {"employeur.siret", "organismeFormation.siret",
                                            "organismeFormationLieuFormationPrincipal.siret"};

std::optional<Siret> siret_at(const Contract& contract, const char* path)
{
  return Siret::parse(contract.text(path)).as_optional();
}

bool is_known_to_be_closed(const Context& context, Siret siret)
{
  return context.store.opco_register().is_closed(siret) || is_publicly_closed(context, siret);
}

std::vector<Siret> closed_in(const Context& context, const Contract& contract)
{
  std::vector<Siret> closed;
  for (const char* path : k_establishments) {
    const auto siret = siret_at(contract, path);
    if (siret && is_known_to_be_closed(context, *siret)) {
      closed.push_back(*siret);
    }
  }
  return closed;
}

domain::CertificationFacts certification_of(const Context& context, const Contract& contract)
{
  const store::Certifications certifications = context.store.certifications();
  const auto code = domain::RncpCode::parse(contract.text("formation.rncp"));
  return {certifications.any(), code ? certifications.find(*code) : std::nullopt};
}

// As the register has it; nothing where it does not know the establishment.
std::optional<std::string> registered_postcode(const Context& context, Siret siret)
{
  const auto establishment = context.store.opco_register().establishment(siret);
  return establishment ? std::optional(establishment->postcode) : std::nullopt;
}

void add_minimum_wage(const Contract& contract, const std::string& postcode, const RateTable& rates,
                      ContractFacts& facts)
{
  if (const auto start = contract.date("contrat.dateDebutContrat")) {
    facts.smic = rates.minimum_wage(*start, postcode);
    facts.no_smic = !facts.smic;
  }
}

// The employer's public holidays, and the minimum wage where the contract is carried out.
void add_facts_of_place(const Context& context, const Contract& contract, const RateTable* rates,
                        ContractFacts& facts)
{
  std::string postcode = contract.text("employeur.adresse.codePostal");
  if (const auto employer = siret_at(contract, "employeur.siret")) {
    const std::string known = registered_postcode(context, *employer).value_or(postcode);
    facts.zone = domain::zone_of(known);
    postcode = postcode.empty() ? known : postcode;
  }
  if (rates != nullptr) {
    add_minimum_wage(contract, postcode, *rates, facts);
  }
}

} // namespace

ContractFacts facts_about(const Context& context, const Contract& contract, Date day,
                          const RateTable* rates)
{
  ContractFacts facts;
  facts.today = day;
  facts.closed = closed_in(context, contract);
  const auto cfa = siret_at(contract, "organismeFormation.siret");
  facts.qualiopi = cfa ? has_qualiopi(context, *cfa) : std::nullopt;
  facts.certification = certification_of(context, contract);
  add_facts_of_place(context, contract, rates, facts);
  return facts;
}

std::optional<Date> first_conclusion(const Context& context, const FundingRequest& request,
                                     const Contract& contract)
{
  if (!contract.is_amendment()) {
    return std::nullopt;
  }
  const auto key = context.store.funding_requests().key(request.number);
  const auto original = key ? context.store.contracts().original(*key) : std::nullopt;
  return original ? original->date("contrat.dateConclusion") : std::nullopt;
}

bool has_contract(const Context& context, const FundingRequest& request)
{
  const auto key = context.store.funding_requests().key(request.number);
  return key && context.store.contracts().has(*key);
}

std::optional<Contract> contract_of(const Context& context, const FundingRequest& request)
{
  const auto key = context.store.funding_requests().key(request.number);
  return key ? context.store.contracts().find(*key) : std::nullopt;
}

namespace {

DocumentsCase documents_case_of(const Context& context, const FundingRequest& request)
{
  const auto contract = contract_of(context, request);
  return contract ? domain::documents_case(*contract) : DocumentsCase{request.scheme};
}

DocumentUses required_of(const Context& context, const FundingRequest& request)
{
  return domain::required_documents(documents_case_of(context, request));
}

} // namespace

Zone zone_of(const Context& context, Siret siret)
{
  const auto establishment = context.store.opco_register().establishment(siret);
  return domain::zone_of(establishment ? establishment->postcode : "");
}

DocumentUses attached_uses(const Context& context, const FundingRequest& request)
{
  return domain::uses_of(context.store.funding_requests().documents(request));
}

DocumentUses missing_documents(const Context& context, const FundingRequest& request)
{
  return domain::missing_documents(documents_case_of(context, request),
                                   attached_uses(context, request));
}

Error documents_missing(const DocumentUses& missing)
{
  return {"request.documents_missing", {joined(missing)}};
}

namespace {

std::optional<Instant> last_changed(const Context& context, const FundingRequest& request,
                                    bool (*is_meant)(const RequestChange&))
{
  std::optional<Instant> last;
  for (const RequestChange& change : context.store.funding_requests().history(request)) {
    last = is_meant(change) ? change.at : last;
  }
  return last;
}

} // namespace

std::optional<Date> day_last_changed(const Context& context, const FundingRequest& request,
                                     bool (*is_meant)(const RequestChange&))
{
  const auto at = last_changed(context, request, is_meant);
  return at ? std::optional(context.day_of(*at)) : std::nullopt;
}

namespace {

// Whether the provider, the price or the hours were changed then, while it was incomplete.
bool outdates(const RequestChange& change)
{
  return change.event == RequestEvent::edit && change.to == domain::RequestState::incomplet &&
         domain::outdates_documents(change.comment);
}

std::optional<Instant> outdated_since(const Context& context, const FundingRequest& request)
{
  return last_changed(context, request, outdates);
}

// Whether there are some for a use, all attached before an instant.
bool are_all_before(const std::vector<RequestDocument>& documents, DocumentUse use, Instant instant)
{
  const auto latest = std::find_if(documents.rbegin(), documents.rend(),
                                   [&](const RequestDocument& d) { return d.use == use; });
  return latest != documents.rend() && latest->added < instant;
}

} // namespace

OutdatedDocuments outdated_documents(const Context& context, const FundingRequest& request)
{
  OutdatedDocuments outdated;
  const std::optional<Instant> changed = outdated_since(context, request);
  if (!changed) {
    return outdated;
  }
  outdated.changed = context.day_of(*changed);
  const auto documents = context.store.funding_requests().documents(request);
  for (const DocumentUse use : required_of(context, request)) {
    if (are_all_before(documents, use, *changed)) {
      outdated.uses.push_back(use);
    }
  }
  return outdated;
}

Errors outdated_told(const Context& context, const FundingRequest& request)
{
  const OutdatedDocuments outdated = outdated_documents(context, request);
  return outdated.uses.empty() ? Errors{}
                               : Errors{Error{"request.documents_outdated",
                                              {joined(outdated.uses), outdated.changed.text()}}};
}

std::optional<Date> documents_complete_on(const Context& context, const FundingRequest& request,
                                          Date day)
{
  const auto documents = context.store.funding_requests().documents(request);
  for (const DocumentUse use : required_of(context, request)) {
    const auto first =
      std::ranges::find(documents, use, &RequestDocument::use); // in the order they came
    if (first == documents.end()) {
      return std::nullopt;
    }
    day = std::max(day, context.day_of(first->added));
  }
  return day;
}

namespace {

bool is_sending(const RequestChange& change)
{
  return change.event == RequestEvent::submit;
}

} // namespace

std::optional<Date> sent_on(const Context& context, const FundingRequest& request)
{
  return day_last_changed(context, request, is_sending);
}

namespace {

Findings findings_of_contract(const Context& context, const FundingRequest& request,
                              const Contract& contract, Date day)
{
  ContractFacts facts = facts_about(context, contract, day, nullptr);
  facts.documents = attached_uses(context, request);
  facts.first_conclusion = first_conclusion(context, request, contract);
  return domain::contract_findings(contract, facts);
}

} // namespace

Findings findings_about(const Context& context, const FundingRequest& request, Date day)
{
  if (const auto contract = contract_of(context, request)) {
    return findings_of_contract(context, request, *contract, day);
  }
  domain::RequestFacts facts = Surroundings(context).facts_about(request);
  facts.today = day;
  return domain::findings(request, facts);
}

} // namespace myatlas::services
