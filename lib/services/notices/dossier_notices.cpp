#include "services/notices/dossier_notices.hpp"

#include <algorithm>
#include <set>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/provider_part.hpp"
#include "formats/pdf/letter_text.hpp"
#include "services/notices/notices.hpp"

namespace myatlas::services {

namespace {

using domain::AlertEvent;
using domain::Frequency;
using domain::LetterKind;

std::vector<std::string> concerned(const Context& context, const domain::FundingRequest& request)
{
  store::Correspondence correspondence = context.store.correspondence();
  std::vector<std::string> accounts = correspondence.managers_of(request.siret);
  if (domain::state_facts(request.state).sent) {
    for (const domain::Siret provider : request.providers()) {
      const auto of_provider = correspondence.providers_of(provider.siren(), context.latest_day());
      accounts.insert(accounts.end(), of_provider.begin(), of_provider.end());
    }
  }
  return accounts;
}

// Those who manage what an establishment receives: its own accounts, or those of the provider it
// is.
std::vector<std::string> accounts_of(const Context& context, domain::Siret siret)
{
  store::Correspondence correspondence = context.store.correspondence();
  std::vector<std::string> accounts =
    correspondence.providers_of(siret.siren(), context.latest_day());
  const std::vector<std::string> managers = correspondence.managers_of(siret);
  accounts.insert(accounts.end(), managers.begin(), managers.end());
  return accounts;
}

// A letter on a dossier to one of those it concerns, who are told that it came.
void write_letter(const Context& context, LetterKind kind, const domain::FundingRequest& request,
                  domain::Siret to, const formats::LetterWords& words)
{
  const std::vector<std::string> accounts = accounts_of(context, to);
  const std::string first = accounts.empty() ? "" : accounts.front();
  const auto letter =
    put_letter(context, kind, to, request.number,
               to == request.siret ? account_choosing(context, request) : first, words);
  alert_all(
    context, accounts,
    item_about(context, AlertEvent::letter_received, request, letter.number, letter.subject));
}

// The member and, of a contract, its CFA.
std::vector<domain::Siret> parties_of(const domain::FundingRequest& request)
{
  std::vector<domain::Siret> parties = {request.siret};
  const bool is_contract = request.scheme == domain::Scheme::apprenticeship;
  if (is_contract && request.provider && request.provider->siren() != request.siret.siren()) {
    parties.push_back(*request.provider);
  }
  return parties;
}

// The letter that asked a company last for money back on a dossier.
std::optional<formats::PastClaim>
past_claim(const Context& context, const domain::FundingRequest& request, domain::Siren payee)
{
  const auto letter = context.store.correspondence().latest(
    payee, request.number, LetterKind::recovery, formats::recovery_subject(request.number));
  const auto asked = letter ? formats::asked_in(*letter) : std::nullopt;
  if (!asked) {
    return std::nullopt;
  }
  formats::PastClaim claim{context.day_of(letter->created), *asked, {}};
  for (const domain::Recovery& recovery :
       context.store.recoveries().list(context.store.funding_requests().key(request.number))) {
    const bool is_since = recovery.payee == payee && recovery.recorded > letter->created;
    claim.returned = claim.returned + (is_since ? recovery.amount : domain::Money{});
  }
  return claim;
}

std::optional<LetterKind> letter_for(domain::RequestEvent event)
{
  switch (event) {
  case domain::RequestEvent::accept:
    return LetterKind::agreement;
  case domain::RequestEvent::refuse:
    return LetterKind::refusal;
  case domain::RequestEvent::ask:
    return LetterKind::documents_request;
  default:
    return std::nullopt;
  }
}

// A letter that decides or asks, to those who manage what `to` receives. Who is alerted of
// documents asked for is told by one mail.
void write_decision_to(const Context& context, LetterKind kind,
                       const domain::FundingRequest& request, domain::Siret to,
                       std::vector<std::string> accounts, const std::string& by,
                       const std::string& comment)
{
  const auto letter = put_letter(context, kind, to, request.number, by,
                                 formats::letter_about(kind, request, comment));
  if (kind == LetterKind::documents_request) {
    std::erase_if(accounts, [&](const std::string& account) {
      return context.store.correspondence().frequency(account, AlertEvent::documents_asked) !=
             Frequency::never;
    });
  }
  alert_all(
    context, accounts,
    item_about(context, AlertEvent::letter_received, request, letter.number, letter.subject));
}

// To the member; of a contract to the CFA too, which filed it; and what is agreed to whoever is
// paid by it, each provider its own part.
void write_decision(const Context& context, LetterKind kind, const domain::FundingRequest& request,
                    const std::string& comment)
{
  store::Correspondence correspondence = context.store.correspondence();
  write_decision_to(context, kind, request, request.siret,
                    correspondence.managers_of(request.siret), account_choosing(context, request),
                    comment);
  if (!request.pays_provider() ||
      (kind != LetterKind::agreement && request.scheme != domain::Scheme::apprenticeship)) {
    return;
  }
  std::set<std::int64_t> written = {request.siret.siren().number()};
  for (const domain::Siret provider : request.providers()) {
    if (!written.insert(provider.siren().number()).second) {
      continue;
    }
    domain::FundingRequest part = request;
    if (request.accepted) {
      part.accepted = domain::accepted_of_provider(request, provider.siren());
    }
    const std::vector<std::string> accounts =
      correspondence.providers_of(provider.siren(), context.latest_day());
    write_decision_to(context, kind, part, provider, accounts,
                      accounts.empty() ? "" : accounts.front(), comment);
  }
}

// What a credit note gives back of an invoice that was paid is to come from whoever got the money;
// of one that was not, less is paid.
void ask_for_credit(const Context& context, const domain::FundingRequest& request,
                    const domain::Invoice& credit)
{
  const auto corrected = context.store.invoices().find(credit.issuer.siren(), credit.corrects);
  if (corrected && domain::state_facts(corrected->state).paid) {
    write_letter(context, LetterKind::recovery, request,
                 domain::pays_issuer(request, credit.issuer.siren()) ? credit.issuer
                                                                     : request.siret,
                 formats::credit_letter(credit, *corrected));
  }
}

std::optional<formats::LastInvoice> last_invoice_told(const Context& context,
                                                      std::optional<domain::Date> day)
{
  return day ? std::optional(formats::LastInvoice{*day, context.today()}) : std::nullopt;
}

// As an amendment: it changes what is paid, and a time limit begins to run.
void write_break_off(const Context& context, const domain::FundingRequest& request,
                     std::optional<domain::Date> last_invoice)
{
  const domain::Date end = request.broken_off.value_or(context.today());
  const formats::LetterWords words = formats::break_off_letter(
    request, {end, context.today()}, last_invoice_told(context, last_invoice));
  for (const domain::Siret to : parties_of(request)) {
    write_letter(context, LetterKind::agreement, request, to, words);
  }
}

} // namespace

void tell_about(const Context& context, const domain::FundingRequest& request,
                domain::RequestEvent event, const std::string& comment,
                std::optional<domain::Date> last_invoice)
{
  if (event == domain::RequestEvent::create_draft || event == domain::RequestEvent::edit) {
    return;
  }
  const std::vector<std::string> accounts = concerned(context, request);
  const bool asks = event == domain::RequestEvent::ask;
  if (const auto kind = letter_for(event)) {
    write_decision(context, *kind, request, comment);
  }
  if (event == domain::RequestEvent::break_off) {
    write_break_off(context, request, last_invoice);
  }
  alert_all(context, accounts,
            asks
              ? item_about(context, AlertEvent::documents_asked, request, request.number, comment)
              : item_about(context, AlertEvent::request_changed, request, request.number,
                           domain::to_text(request.state)));
}

void tell_about(const Context& context, const domain::Invoice& invoice, domain::InvoiceEvent event,
                const std::vector<domain::Invoice>& set_off)
{
  if (invoice.is_credit_note() && event == domain::InvoiceEvent::pay) {
    return; // it is the provider who paid
  }
  const auto request =
    context.store.funding_requests().find(invoice.request, store::Perimeter::all());
  if (request && invoice.is_credit_note() && event == domain::InvoiceEvent::accept) {
    ask_for_credit(context, *request, invoice);
  }
  if (!request || (event != domain::InvoiceEvent::pay && event != domain::InvoiceEvent::reject)) {
    return;
  }
  store::Correspondence correspondence = context.store.correspondence();
  const bool to_provider = domain::pays_issuer(*request, invoice.issuer.siren());
  const std::vector<std::string> managers = correspondence.managers_of(request->siret);
  const std::vector<std::string> issuers =
    correspondence.providers_of(invoice.issuer.siren(), context.latest_day());
  const std::vector<std::string>& payees =
    to_provider ? issuers : managers; // who is not paid is told nothing of it
  std::vector<std::string> accounts = payees;
  accounts.insert(accounts.end(), managers.begin(), managers.end());
  const std::string amount = invoice.amounts.without_tax.text(), title = request->title;
  const bool paid = event == domain::InvoiceEvent::pay;
  if (paid) {
    const std::string first = payees.empty() ? "" : payees.front();
    const auto letter =
      put_letter(context, LetterKind::payment_notice, to_provider ? invoice.issuer : request->siret,
                 invoice.request, to_provider ? first : account_choosing(context, *request),
                 formats::payment_notice(invoice, *request, set_off));
    alert_all(context, payees,
              {.event = AlertEvent::letter_received,
               .subject = letter.number,
               .label = letter.subject,
               .at = context.now(),
               .title = title,
               .amount = amount});
  }
  alert_all(context, accounts,
            {.event = paid ? AlertEvent::invoice_paid : AlertEvent::invoice_refused,
             .subject = invoice.number,
             .label = paid ? invoice.payment_reference : invoice.reason,
             .at = context.now(),
             .title = title,
             .amount = amount});
}

void ask_for_recovery(const Context& context, const domain::FundingRequest& request,
                      domain::Siret payee, const SumAskedBack& claimed)
{
  const auto earlier =
    claimed.asked.cents > 0 ? past_claim(context, request, payee.siren()) : std::nullopt;
  write_letter(context, LetterKind::recovery, request, payee,
               formats::recovery_letter(request, claimed.owed, claimed.to_recover, earlier));
}

void withdraw_claim(const Context& context, const domain::FundingRequest& request,
                    domain::Siret payee)
{
  if (const auto claim = past_claim(context, request, payee.siren())) {
    write_letter(context, LetterKind::recovery, request, payee,
                 formats::withdrawn_letter(request, *claim));
  }
}

void answer_amendment(const Context& context, const domain::FundingRequest& request,
                      const AmendmentAnswer& answer)
{
  const LetterKind kind = answer.reason.empty() ? LetterKind::agreement : LetterKind::refusal;
  std::vector<domain::Siret> parties = parties_of(request);
  if (answer.former) {
    parties.push_back(*answer.former);
  }
  formats::AmendmentWords told{answer.effective,
                               answer.reason,
                               last_invoice_told(context, answer.last_invoice),
                               answer.former,
                               {}};
  for (const domain::Siret to : parties) { // each is told of what was asked of it alone
    told.withdrawn = answer.relieved.contains(to.siren()) ? past_claim(context, request, to.siren())
                                                          : std::nullopt;
    write_letter(context, kind, request, to, formats::amendment_letter(request, told));
  }
}

void tell_of_move(const Context& context, const domain::FundingRequest& before,
                  const domain::FundingRequest& after)
{
  store::Correspondence correspondence = context.store.correspondence();
  const std::vector<std::string> now = correspondence.managers_of(after.siret);
  std::vector<std::string> then = correspondence.managers_of(before.siret);
  std::erase_if(
    then, [&](const std::string& account) { return std::ranges::find(now, account) != now.end(); });
  alert_all(context, then,
            item_about(context, AlertEvent::request_changed, after, after.number,
                       domain::to_text(after.state)));
}

} // namespace myatlas::services
