#include "services/opco/transmit.hpp"

#include <algorithm>
#include <ranges>

#include "domain/dossiers/document.hpp"
#include "domain/values/calendar.hpp"
#include "services/dossiers/amendment_checks.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::AccessRole;
using domain::Certificate;
using domain::Contract;
using domain::DocumentUse;
using domain::FundingRequest;
using domain::Instalment;
using domain::Invoice;
using domain::RequestDocument;
using domain::Transmission;
using domain::TransmissionKind;
using domain::TransmissionState;
using formats::Json;
using gateway::FormPart;
using store::AuditKind;
using store::InstalmentState;

bool is_of(const FundingRequest& request, const domain::ProviderIdentity& provider)
{
  return request.provider && request.provider->siren() == provider.siret.siren();
}

bool is_of_acting(const Context& context, const FundingRequest& request)
{
  const auto* own = context.actor.provider(AccessRole::manager);
  return own != nullptr && is_of(request, *own);
}

bool is_own_contract(const Context& context, const FundingRequest& request)
{
  return is_of_acting(context, request) && has_contract(context, request);
}

Error no_contract(const FundingRequest& request)
{
  return Error{"contract.none", {request.number}}.at("request");
}

// A dossier with a contract of the acting CFA.
Result<FundingRequest> own_dossier(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const FundingRequest request, shown_request(context, number));
  TRY(fail_unless(is_own_contract(context, request), no_contract(request)));
  return request;
}

// The bytes of a document that was kept.
Result<std::string> content_of(const Context& context, const std::string& digest)
{
  return context.store.read_document(digest, domain::k_most_document_bytes);
}

Result<FormPart> part_of(const Context& context, const RequestDocument& document)
{
  TRY_ASSIGN(const std::string content, content_of(context, document.digest));
  return FormPart{"fichier", content, document.media_type, document.file_name};
}

std::optional<RequestDocument> latest_document(const Context& context,
                                               const FundingRequest& request, DocumentUse use)
{
  const auto documents = context.store.funding_requests().documents(request);
  const auto latest_first = std::views::reverse(documents);
  const auto* found = util::find_by(latest_first, use, &RequestDocument::use);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

// The latest attached document of a use.
Result<FormPart> document_part(const Context& context, const FundingRequest& request,
                               DocumentUse use)
{
  const auto found = latest_document(context, request, use);
  if (!found) {
    return Error{"opco.no_file", {request.number, domain::to_text(use)}};
  }
  return part_of(context, *found);
}

FormPart json_part(const char* name, const Json& json)
{
  return {name, json.dump(), "application/json", ""};
}

bool reaches(const Certificate& certificate, const Instalment& instalment)
{
  return !instalment.is_gone && instalment.opens <= domain::plus_days(certificate.to, 1);
}

void mark_pending(Transmission& transmission)
{
  transmission.remote.clear();
  transmission.state = TransmissionState::pending;
}

void mark_transmitted(Transmission& transmission)
{
  transmission.remote = domain::to_text(domain::RequestState::transmis);
  transmission.state = TransmissionState::sent;
}

void take_receipt(Transmission& transmission, const formats::OpcoReceipt& receipt)
{
  transmission.external = receipt.external;
  transmission.internal = receipt.internal;
  if (receipt.is_pending) {
    mark_pending(transmission);
  } else {
    mark_transmitted(transmission);
  }
}

void take_contract_receipt(Transmission& transmission, const Json& answer)
{
  take_receipt(transmission, formats::read_receipt(answer));
}

void take_number(Transmission& transmission, const Json& answer)
{
  transmission.internal = formats::read_invoice_receipt(answer);
}

// The norm has none.
Error unsupported_credit_note(const std::string& number)
{
  return Error{"opco.unsupported", {"/v1/factures, avoir " + number}}.at("number");
}

} // namespace

OpcoLink::OpcoLink(const Context& context, gateway::OpcoApi& api, store::OpcoConnection connection)
  : m_context(context), m_api(api), m_connection(std::move(connection)),
    m_cfa(context.actor.account()->provider->siret.siren())
{
}

// With its amendment, whose answer is the OPCO's.
Contract OpcoLink::contract_to_send(const FundingRequest& request) const
{
  store::Contracts contracts = m_context.store.contracts();
  const std::int64_t dossier = services::key_of(m_context, request);
  const auto amendment = contracts.amendment(dossier);
  return amendment ? amendment->contract : *contracts.find(dossier);
}

Result<Transmission> OpcoLink::contract(const std::string& number)
{
  TRY_ASSIGN(const FundingRequest request, own_dossier(m_context, number));
  const Contract contract = contract_to_send(request);
  Task task = sending(contract, transmitted_as(m_context, request));
  if (task.subject == request.number) {
    task.look_for = [&](Transmission& t) { return look_for(contract, t); };
  }
  return transmit(task);
}

// While the contract is there.
OpcoLink::Task OpcoLink::sending(const Contract& contract, const std::string& subject)
{
  return {TransmissionKind::contract, subject,
          [&](const std::string& key) { return send(contract, key); }, take_contract_receipt};
}

Result<Json> OpcoLink::send(const Contract& contract, const std::string& key)
{
  return m_api.post(path("/dossiers"), formats::opco_contract(contract, m_connection.version), key);
}

// A document and what is told of it.
OpcoLink::Task OpcoLink::sending(TransmissionKind kind, const std::string& subject,
                                 const char* place, std::vector<FormPart> parts)
{
  return {kind, subject,
          [this, place, parts = std::move(parts)](const std::string& key) {
            return m_api.post_form(place, parts, key);
          },
          take_number};
}

// The numbers the OPCO gave a dossier.
Result<Transmission> OpcoLink::dossier_at_opco(const std::string& number)
{
  const auto found = known_of(TransmissionKind::contract, number);
  if (!found || found->internal.empty()) {
    return Error{"opco.no_dossier", {number, m_connection.opco}};
  }
  return *found;
}

Result<Transmission> OpcoLink::convention(const std::string& number,
                                          const formats::ConventionCosts& costs)
{
  TRY_ASSIGN(const FundingRequest request, own_dossier(m_context, number));
  TRY_ASSIGN(const Transmission dossier, dossier_at_opco(request.number));
  TRY_ASSIGN(const FormPart file, document_part(m_context, request, DocumentUse::convention));
  const Json json = formats::opco_convention(*contract_of(m_context, request), dossier, costs);
  return transmit(sending(TransmissionKind::convention, request.number, "/v1/conventions",
                          {json_part("convention", json), file}));
}

Result<Transmission> OpcoLink::invoice(const std::string& number, Unanswered unanswered)
{
  TRY_ASSIGN(const Invoice own, own_invoice(number));
  TRY_ASSIGN(Task task, sending(own));
  if (unanswered == Unanswered::looked_for) {
    task.look_for = [&](Transmission& t) { return look_for_invoice(own, t); };
  }
  return transmit(task);
}

Result<OpcoLink::Task> OpcoLink::sending(const Invoice& own)
{
  TRY_ASSIGN(const Transmission dossier, dossier_at_opco(own.request));
  TRY_ASSIGN(const FormPart file, file_of(own));
  const Json json = formats::opco_invoice(document_of(own, dossier));
  return sending(TransmissionKind::invoice, own.number, "/v1/factures",
                 {json_part("facture", json), file});
}

Result<Invoice> OpcoLink::own_invoice(const std::string& number) const
{
  const auto own = m_context.store.invoices().find(m_cfa, number);
  if (!own) {
    return Error{"invoice.unknown", {number}}.at("number");
  }
  TRY(fail_unless(!own->is_credit_note(), unsupported_credit_note(number)));
  return *own;
}

Result<FormPart> OpcoLink::file_of(const Invoice& invoice) const
{
  TRY_ASSIGN(const std::string content, bytes_of(invoice));
  TRY(fail_unless(content.starts_with("%PDF"), {"opco.no_file", {invoice.number, "PDF"}}));
  return FormPart{"fichier", content, "application/pdf", invoice.file_name};
}

Result<std::string> OpcoLink::bytes_of(const Invoice& invoice) const
{
  return invoice.document ? content_of(m_context, *invoice.document) : Result<std::string>("");
}

std::vector<InstalmentState> OpcoLink::instalments(const std::string& request) const
{
  return m_context.store.contracts().instalments(
    m_context.store.funding_requests().key(request).value());
}

formats::OpcoInvoice OpcoLink::document_of(const Invoice& invoice,
                                           const Transmission& dossier) const
{
  formats::OpcoInvoice document{invoice, m_context.store.invoices().lines(invoice), {}, dossier};
  for (const InstalmentState& state : instalments(invoice.request)) {
    document.schedule.push_back(state.instalment);
  }
  return document;
}

namespace {

Outcome check_latest(const Certificate& certificate)
{
  return fail_unless(
    certificate.replaced_by.empty(),
    Error{"certificate.superseded", {certificate.number, certificate.replaced_by}}.at("number"));
}

std::optional<Certificate> certificate_seen(const Context& context, const std::string& number)
{
  return context.store.certificates().find(util::to_upper(util::trim(number)),
                                           perimeter_of(context));
}

} // namespace

Result<Certificate> OpcoLink::own_certificate(const std::string& number) const
{
  const auto certificate = certificate_seen(m_context, number);
  if (!certificate || certificate->provider.siren() != m_cfa) {
    return Error{"certificate.unknown", {number}}.at("number");
  }
  TRY(check_latest(*certificate));
  return *certificate;
}

// The last instalment whose time before its opening the certificate reaches.
Result<Instalment> OpcoLink::covered_by(const Certificate& certificate,
                                        const std::string& request) const
{
  const auto all = instalments(request);
  const auto covered = std::find_if(all.rbegin(), all.rend(), [&](const InstalmentState& state) {
    return reaches(certificate, state.instalment);
  });
  if (covered == all.rend()) {
    return Error{"contract.no_schedule", {request}}.at("request");
  }
  return covered->instalment;
}

Result<Transmission> OpcoLink::certificate(const std::string& number, const std::string& last_name)
{
  TRY_ASSIGN(const Certificate certificate, own_certificate(number));
  TRY_ASSIGN(const FundingRequest request, own_dossier(m_context, certificate.request));
  TRY_ASSIGN(const Transmission dossier, dossier_at_opco(request.number));
  TRY_ASSIGN(const Instalment covered, covered_by(certificate, request.number));
  const auto signatory = domain::name_in_parts(certificate.representative, last_name);
  if (!signatory) {
    return Error{"opco.name_parts", {certificate.representative}}.at("last_name");
  }
  const Json json = formats::opco_certificate(
    certificate, *signatory, *contract_of(m_context, request), dossier, covered, "");
  Task task{TransmissionKind::certificate, certificate.number};
  task.send = [&](const std::string& key) { return m_api.post("/v2/certificats", json, key); };
  task.take = take_number;
  return transmit(task);
}

} // namespace myatlas::services
