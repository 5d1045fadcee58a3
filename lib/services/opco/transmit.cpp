#include "services/opco/transmit.hpp"

#include <algorithm>
#include <set>

#include "domain/dossiers/document.hpp"
#include "domain/values/calendar.hpp"
#include "services/dossiers/amendment_checks.hpp"
#include "services/dossiers/contracts.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/opco/sync.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Transmission;
using domain::TransmissionKind;
using domain::TransmissionState;
using formats::Json;

// A dossier with a contract of the acting CFA.
util::Result<domain::FundingRequest> own_dossier(const Context& context, const std::string& number)
{
  util::Result<domain::FundingRequest> request = shown_request(context, number);
  if (!request) {
    return request;
  }
  const domain::ProviderIdentity* own = context.actor.provider(domain::AccessRole::manager);
  const bool is_own =
    own != nullptr && request->provider && request->provider->siren() == own->siret.siren();
  return is_own && has_contract(context, *request)
           ? request
           : util::Result<domain::FundingRequest>(
               util::Error{"contract.none", {request->number}}.at("request"));
}

// The bytes of a document that was kept.
util::Result<std::string> content_of(const Context& context, const std::string& digest)
{
  return context.store.read_document(digest, domain::k_most_document_bytes);
}

// The latest attached document of a use.
util::Result<gateway::FormPart> document_part(const Context& context,
                                              const domain::FundingRequest& request,
                                              domain::DocumentUse use)
{
  const std::vector<domain::RequestDocument> documents =
    context.store.funding_requests().documents(request);
  const auto found = std::find_if(documents.rbegin(), documents.rend(),
                                  [&](const domain::RequestDocument& d) { return d.use == use; });
  if (found == documents.rend()) {
    return util::Error{"opco.no_file", {request.number, domain::to_text(use)}};
  }
  TRY_ASSIGN(const std::string content, content_of(context, found->digest));
  return gateway::FormPart{"fichier", content, found->media_type, found->file_name};
}

gateway::FormPart json_part(const char* name, const Json& json)
{
  return {name, json.dump(), "application/json", ""};
}

} // namespace

OpcoLink::OpcoLink(const Context& context, gateway::OpcoApi& api, store::OpcoConnection connection)
  : m_context(context), m_api(api), m_connection(std::move(connection)),
    m_cfa(context.actor.account()->provider->siret.siren())
{
}

// The same for the same thing, whenever and by whichever process it is sent.
std::string OpcoLink::key_of(TransmissionKind kind, const std::string& subject) const
{
  const auto former =
    m_context.store.former_keys(); // what was begun under one goes on under its name
  return util::keyed_hash(former.empty() ? m_context.store.key() : former.front().key,
                          std::string("transmission|") +
                            domain::name_of(domain::k_transmission_kinds, kind) + "|" + subject +
                            "|" + m_connection.opco)
    .substr(0, 32);
}

void OpcoLink::keep(const Transmission& transmission, const char* what)
{
  store::Transaction write(m_context.store, m_context.deed());
  m_context.store.opco_links().put(m_cfa, transmission);
  write.record({store::AuditKind::transmission, transmission.subject}, std::nullopt,
               Json{{"opco", transmission.opco},
                    {"kind", domain::name_of(domain::k_transmission_kinds, transmission.kind)},
                    {"what", what},
                    {"internal", transmission.internal}}
                 .dump());
  write.commit();
}

// First written down, then sent, then written down as answered: whoever is killed in between leaves
// it as unknown.
util::Result<Transmission> OpcoLink::transmit(const Task& task)
{
  store::OpcoLinks links = m_context.store.opco_links();
  auto known = links.find(m_cfa, task.kind, task.subject, m_connection.opco);
  if (known && known->state != TransmissionState::unknown) {
    return *known;
  }
  Transmission transmission = known.value_or(Transmission{.kind = task.kind,
                                                          .subject = task.subject,
                                                          .opco = m_connection.opco,
                                                          .begun = m_context.now()});
  if (known && task.look_for) {
    TRY_ASSIGN(const bool is_there, task.look_for(transmission));
    if (is_there) {
      transmission.state = TransmissionState::sent;
      transmission.answered = m_context.now();
      keep(transmission, "found");
      return transmission;
    }
  }
  keep(transmission, "begun");
  const util::Result<Json> answer = task.send(key_of(task.kind, task.subject));
  if (!answer) {
    if (!gateway::may_have_arrived(answer.error())) {
      store::Transaction write(m_context.store, m_context.deed());
      links.forget(m_cfa, transmission);
      write.record({store::AuditKind::transmission, transmission.subject}, std::nullopt,
                   Json{{"opco", transmission.opco}, {"refused", answer.error().code}}.dump());
      write.commit();
    }
    return answer.errors();
  }
  transmission.state = TransmissionState::sent;
  transmission.answered = m_context.now();
  task.take(transmission, *answer);
  keep(transmission, "answered");
  return transmission;
}

util::Result<std::vector<formats::OpcoDossierState>> OpcoLink::states()
{
  constexpr int k_most_pages = 500;
  std::vector<formats::OpcoDossierState> all;
  for (int number = 1; number <= k_most_pages; ++number) {
    const util::Result<Json> answer =
      m_api.get(path("/dossiers/etats?numeroPage=" + std::to_string(number)));
    TRY_ASSIGN(const formats::OpcoPage page, answer
                                               ? formats::read_states(*answer)
                                               : util::Result<formats::OpcoPage>(answer.errors()));
    all.insert(all.end(), page.dossiers.begin(), page.dossiers.end());
    if (page.dossiers.empty() || static_cast<std::int64_t>(all.size()) >= page.total) {
      return all;
    }
  }
  return util::Error{"opco.too_many_pages", {std::to_string(k_most_pages)}};
}

// A contract whose sending got no answer, among the OPCO's dossiers that are not linked here: the
// same person, establishment and first day.
util::Result<bool> OpcoLink::look_for(const domain::Contract& contract, Transmission& transmission)
{
  TRY_ASSIGN(const auto all, states());
  std::set<std::string> linked;
  for (const Transmission& t : m_context.store.opco_links().list(m_cfa, m_connection.opco)) {
    linked.insert(t.internal);
  }
  const std::string wanted = domain::identity_of(contract.values());
  for (const formats::OpcoDossierState& state : all) {
    if (state.internal.empty() || linked.contains(state.internal)) {
      continue;
    }
    const util::Result<Json> answer =
      m_api.get(path("/dossiers?numeroInterne=" + gateway::url_encoded(state.internal)));
    TRY_ASSIGN(const formats::OpcoDossier dossier,
               answer ? formats::read_dossier(*answer)
                      : util::Result<formats::OpcoDossier>(answer.errors()));
    if (domain::identity_of(dossier.contract) == wanted) {
      transmission.internal = state.internal;
      transmission.external = state.external;
      transmission.deca = state.deca;
      transmission.remote = state.state;
      return true;
    }
  }
  return false;
}

util::Result<Transmission> OpcoLink::contract(const std::string& number)
{
  TRY_ASSIGN(const domain::FundingRequest request, own_dossier(m_context, number));
  const std::int64_t dossier = m_context.store.funding_requests().key(request.number);
  const auto amendment = m_context.store.contracts().amendment(dossier); // its answer is the OPCO's
  const domain::Contract contract =
    amendment ? amendment->contract : *m_context.store.contracts().find(dossier);
  const std::string subject = transmitted_as(m_context, request);
  return transmit(
    {TransmissionKind::contract, subject,
     [&](const std::string& key) {
       return m_api.post(path("/dossiers"), formats::opco_contract(contract, m_connection.version),
                         key);
     },
     [](Transmission& t, const Json& answer) {
       const formats::OpcoReceipt receipt = formats::read_receipt(answer);
       t.external = receipt.external;
       t.internal = receipt.internal;
       t.remote = receipt.is_pending ? "" : domain::to_text(domain::RequestState::transmis);
       t.state = receipt.is_pending ? TransmissionState::pending : TransmissionState::sent;
     },
     [&](Transmission& t) {
       return subject == request.number ? look_for(contract, t) : util::Result<bool>(false);
     }});
}

// The numbers the OPCO gave a dossier.
util::Result<Transmission> OpcoLink::dossier_at_opco(const std::string& number)
{
  const auto found =
    m_context.store.opco_links().find(m_cfa, TransmissionKind::contract, number, m_connection.opco);
  return found && !found->internal.empty() ? util::Result<Transmission>(*found)
                                           : util::Result<Transmission>(util::Error{
                                               "opco.no_dossier", {number, m_connection.opco}});
}

util::Result<Transmission> OpcoLink::convention(const std::string& number,
                                                const formats::ConventionCosts& costs)
{
  TRY_ASSIGN(const domain::FundingRequest request, own_dossier(m_context, number));
  TRY_ASSIGN(const Transmission dossier, dossier_at_opco(request.number));
  TRY_ASSIGN(const gateway::FormPart file,
             document_part(m_context, request, domain::DocumentUse::convention));
  const Json json = formats::opco_convention(*contract_of(m_context, request), dossier, costs);
  Task task{TransmissionKind::convention, request.number};
  task.send = [&](const std::string& key) {
    return m_api.post_form("/v1/conventions", {json_part("convention", json), file}, key);
  };
  task.take = [](Transmission& t, const Json& answer) {
    t.internal = formats::read_invoice_receipt(answer);
  };
  return transmit(task);
}

util::Result<Transmission> OpcoLink::invoice(const std::string& number, Unanswered unanswered)
{
  const auto own = m_context.store.invoices().find(m_cfa, number);
  if (!own) {
    return util::Error{"invoice.unknown", {number}}.at("number");
  }
  if (own->is_credit_note()) { // the norm has none
    return util::Error{"opco.unsupported", {"/v1/factures, avoir " + number}}.at("number");
  }
  const util::Result<Transmission> dossier = dossier_at_opco(own->request);
  if (!dossier) {
    return dossier;
  }
  const util::Result<std::string> content = own->document
                                              ? content_of(m_context, *own->document)
                                              : util::Result<std::string>(std::string());
  if (!content || !content->starts_with("%PDF")) {
    return content ? util::Error{"opco.no_file", {number, "PDF"}} : content.error();
  }
  formats::OpcoInvoice document{*own, m_context.store.invoices().lines(*own), {}, *dossier};
  for (const store::InstalmentState& state : m_context.store.contracts().instalments(
         m_context.store.funding_requests().key(own->request))) {
    document.schedule.push_back(state.instalment);
  }
  const Json json = formats::opco_invoice(document);
  const gateway::FormPart file{"fichier", *content, "application/pdf", own->file_name};
  Task task{
    TransmissionKind::invoice,
    own->number,
    [&](const std::string& key) {
      return m_api.post_form("/v1/factures", {json_part("facture", json), file}, key);
    },
    [](Transmission& t, const Json& answer) { t.internal = formats::read_invoice_receipt(answer); },
    {}};
  if (unanswered == Unanswered::looked_for) {
    task.look_for = [&](Transmission& t) { return look_for_invoice(*own, t); };
  }
  return transmit(task);
}

util::Result<Transmission> OpcoLink::certificate(const std::string& number,
                                                 const std::string& last_name)
{
  const auto certificate = m_context.store.certificates().find(util::to_upper(util::trim(number)),
                                                               perimeter_of(m_context));
  if (!certificate || certificate->provider.siren() != m_cfa) {
    return util::Error{"certificate.unknown", {number}}.at("number");
  }
  if (!certificate->replaced_by.empty()) {
    return util::Error{"certificate.superseded", {certificate->number, certificate->replaced_by}}
      .at("number");
  }
  const util::Result<domain::FundingRequest> request = own_dossier(m_context, certificate->request);
  const util::Result<Transmission> dossier =
    request ? dossier_at_opco(request->number) : util::Result<Transmission>(request.errors());
  if (!dossier) {
    return dossier;
  }
  const auto instalments = m_context.store.contracts().instalments(
    m_context.store.funding_requests().key(request->number));
  // It is for the last instalment whose time before its opening it reaches.
  const auto covered =
    std::find_if(instalments.rbegin(), instalments.rend(), [&](const store::InstalmentState& s) {
      return !s.instalment.is_gone && s.instalment.opens <= domain::plus_days(certificate->to, 1);
    });
  if (covered == instalments.rend()) {
    return util::Error{"contract.no_schedule", {request->number}}.at("request");
  }
  const auto signatory = domain::name_in_parts(certificate->representative, last_name);
  if (!signatory) {
    return util::Error{"opco.name_parts", {certificate->representative}}.at("last_name");
  }
  const Json json = formats::opco_certificate(
    *certificate, *signatory, *contract_of(m_context, *request), *dossier, covered->instalment, "");
  return transmit({TransmissionKind::certificate,
                   certificate->number,
                   [&](const std::string& key) { return m_api.post("/v2/certificats", json, key); },
                   [](Transmission& t, const Json& answer) {
                     t.internal = formats::read_invoice_receipt(answer);
                   },
                   {}});
}

util::Outcome OpcoLink::sync_dossier(const Transmission& known,
                                     const formats::OpcoDossierState& state, SyncReport& report)
{
  const auto request =
    m_context.store.funding_requests().find(known.subject, perimeter_of(m_context));
  const bool is_new = state.state != known.remote || state.deca != known.deca;
  if (!request || !is_new) {
    return util::Done{};
  }
  const util::Result<Json> answer =
    m_api.get(path("/dossiers?numeroInterne=" + gateway::url_encoded(state.internal)));
  TRY_ASSIGN(const formats::OpcoDossier dossier,
             answer ? formats::read_dossier(*answer)
                    : util::Result<formats::OpcoDossier>(answer.errors()));
  Transmission now = known;
  now.external = state.external.empty() ? known.external : state.external;
  now.deca = state.deca;
  now.remote = state.state;
  now.state = TransmissionState::sent;
  bring_home(m_context, m_cfa, *request, now, dossier);
  report.changes.push_back({known.subject, known.remote, state.state});
  return util::Done{};
}

// What was taken to be worked on has its numbers once it is there.
util::Outcome OpcoLink::settle_pending()
{
  for (Transmission t : m_context.store.opco_links().list(m_cfa, m_connection.opco)) {
    const auto request =
      m_context.store.funding_requests().find(t.subject, perimeter_of(m_context));
    if (t.kind != TransmissionKind::contract || t.state != TransmissionState::pending ||
        !t.internal.empty() || !request) {
      continue;
    }
    TRY_ASSIGN(const bool is_there, look_for(*contract_of(m_context, *request), t));
    if (is_there) {
      t.state = TransmissionState::sent;
      t.remote.clear(); // told by the look at all states that follows
      keep(t, "found");
    }
  }
  return util::Done{};
}

util::Result<SyncReport> OpcoLink::sync()
{
  TRY(settle_pending());
  TRY_ASSIGN(const auto all, states());
  SyncReport report;
  report.seen = static_cast<std::int64_t>(all.size());
  const std::vector<Transmission> known =
    m_context.store.opco_links().list(m_cfa, m_connection.opco);
  for (const formats::OpcoDossierState& state : all) {
    const auto link = std::ranges::find_if(known, [&](const Transmission& t) {
      return t.kind == TransmissionKind::contract &&
             (t.internal.empty() ? !t.external.empty() && t.external == state.external
                                 : t.internal == state.internal);
    });
    if (link == known.end()) {
      report.unlinked.push_back(state.internal);
      continue;
    }
    TRY(sync_dossier(*link, state, report));
  }
  const util::Outcome invoices = sync_invoices(report);
  return invoices ? util::Result<SyncReport>(report) : util::Result<SyncReport>(invoices.errors());
}

} // namespace myatlas::services
