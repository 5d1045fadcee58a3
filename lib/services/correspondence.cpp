#include "services/correspondence.hpp"

#include <algorithm>
#include <set>

#include "domain/calendar.hpp"
#include "domain/dossier_share.hpp"
#include "domain/provider_part.hpp"
#include "formats/json.hpp"
#include "formats/letter_text.hpp"
#include "services/deadlines.hpp"
#include "services/form_values.hpp"
#include "services/request_access.hpp"
#include "services/request_form.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using domain::AlertEvent;
using domain::Frequency;
using domain::LetterKind;

constexpr int k_week = 7; // days

// A mail of one or several items; the words are those of the language of the account.
void mail_items(const Context& context, const domain::Account& account, const std::vector<domain::AlertItem>& items)
{
  formats::Json lines = formats::Json::array();
  for (const domain::AlertItem& item : items) {
    lines.push_back({domain::to_text(item.event), item.subject, item.label, item.title, item.amount});
  }
  queue_letter(context, account,
               {"alert", account.language, {{"first_name", account.first_name.text()}, {"last_name", account.last_name.text()}, {"items", lines.dump()}}});
}

void alert(const Context& context, const std::string& account_id, const domain::AlertItem& item)
{
  store::Correspondence correspondence = context.store.correspondence();
  const Frequency frequency = correspondence.frequency(account_id, item.event);
  if (frequency == Frequency::never) {
    return;
  }
  if (frequency != Frequency::immediate) {
    correspondence.add_item(account_id, item);
  } else if (const auto account = context.store.accounts().find_id(account_id)) {
    mail_items(context, *account, {item});
  }
}

void alert_all(const Context& context, const std::vector<std::string>& accounts, const domain::AlertItem& item)
{
  std::vector<std::string> once = accounts;
  std::ranges::sort(once);
  once.erase(std::ranges::unique(once).begin(), once.end());
  for (const std::string& account : once) {
    if (context.actor.account() == nullptr || context.actor.account()->id != account) { // nobody is told what they did themselves
      alert(context, account, item);
    }
  }
}

std::vector<std::string> concerned(const Context& context, const domain::FundingRequest& request)
{
  store::Correspondence correspondence = context.store.correspondence();
  std::vector<std::string> accounts = correspondence.managers_of(request.siret);
  if (request.state != domain::RequestState::brouillon) {
    for (const domain::Siret provider : request.providers()) {
      const auto of_provider = correspondence.providers_of(provider.siren(), context.latest_day());
      accounts.insert(accounts.end(), of_provider.begin(), of_provider.end());
    }
  }
  return accounts;
}

domain::OfficialLetter put_letter(const Context& context, LetterKind kind, domain::Siret siret, const std::string& request,
                                  const std::string& account, const formats::LetterWords& words)
{
  store::Correspondence correspondence = context.store.correspondence();
  domain::OfficialLetter letter{correspondence.next_number(context.today().year()), kind, siret, request, words.subject, words.body,
                                correspondence.channel(account, kind), context.now(), false};
  correspondence.put(letter);
  return letter;
}

// Those who manage what an establishment receives: its own accounts, or those of the provider it is.
std::vector<std::string> accounts_of(const Context& context, domain::Siret siret)
{
  store::Correspondence correspondence = context.store.correspondence();
  std::vector<std::string> accounts = correspondence.providers_of(siret.siren(), context.latest_day());
  const std::vector<std::string> managers = correspondence.managers_of(siret);
  accounts.insert(accounts.end(), managers.begin(), managers.end());
  return accounts;
}

// What a dossier is about, and what was agreed to or else asked for.
domain::AlertItem item_about(const Context& context, AlertEvent event, const domain::FundingRequest& request, const std::string& subject,
                             const std::string& label)
{
  const domain::Money amount = request.accepted.value_or(request.asked());
  return {event, subject, label, context.now(), request.title, amount.cents > 0 ? amount.text() : ""};
}

// A letter on a dossier to one of those it concerns, who are told that it came.
void write_letter(const Context& context, LetterKind kind, const domain::FundingRequest& request, domain::Siret to,
                  const formats::LetterWords& words)
{
  const std::vector<std::string> accounts = accounts_of(context, to);
  const auto letter = put_letter(context, kind, to, request.number, accounts.empty() ? "" : accounts.front(), words);
  alert_all(context, accounts, item_about(context, AlertEvent::letter_received, request, letter.number, letter.subject));
}

// To the member and, of a contract, to its CFA.
void write_to_parties(const Context& context, LetterKind kind, const domain::FundingRequest& request, const formats::LetterWords& words)
{
  write_letter(context, kind, request, request.siret, words);
  const bool is_contract = request.scheme == domain::Scheme::apprenticeship;
  if (is_contract && request.provider && request.provider->siren() != request.siret.siren()) {
    write_letter(context, kind, request, *request.provider, words);
  }
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

// A letter that decides or asks, to those who manage what `to` receives. Who is alerted of documents asked for is told by one mail.
void write_decision_to(const Context& context, LetterKind kind, const domain::FundingRequest& request, domain::Siret to,
                       std::vector<std::string> accounts, const std::string& by, const std::string& comment)
{
  const auto letter = put_letter(context, kind, to, request.number, by, formats::letter_about(kind, request, comment));
  if (kind == LetterKind::documents_request) {
    std::erase_if(accounts, [&](const std::string& account) {
      return context.store.correspondence().frequency(account, AlertEvent::documents_asked) != Frequency::never;
    });
  }
  alert_all(context, accounts, item_about(context, AlertEvent::letter_received, request, letter.number, letter.subject));
}

// To the member; of a contract to the CFA too, which filed it; and what is agreed to whoever is paid by it, each provider its own part.
void write_decision(const Context& context, LetterKind kind, const domain::FundingRequest& request, const std::string& comment)
{
  store::Correspondence correspondence = context.store.correspondence();
  write_decision_to(context, kind, request, request.siret, correspondence.managers_of(request.siret), request.created_by, comment);
  if (!request.pays_provider() || (kind != LetterKind::agreement && request.scheme != domain::Scheme::apprenticeship)) {
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
    const std::vector<std::string> accounts = correspondence.providers_of(provider.siren(), context.latest_day());
    write_decision_to(context, kind, part, provider, accounts, accounts.empty() ? "" : accounts.front(), comment);
  }
}

// What a credit note gives back of an invoice that was paid is to come from whoever got the money; of one that was not, less is paid.
void ask_for_credit(const Context& context, const domain::FundingRequest& request, const domain::Invoice& credit)
{
  const auto corrected = context.store.invoices().find(credit.issuer.siren(), credit.corrects);
  if (corrected && corrected->state == domain::InvoiceState::reglee) {
    write_letter(context, LetterKind::recovery, request, domain::pays_issuer(request, credit.issuer.siren()) ? credit.issuer : request.siret,
                 formats::credit_letter(credit, *corrected));
  }
}

std::vector<std::string> recipient_of(const Context& context, const domain::OfficialLetter& letter)
{
  const auto establishment = context.store.opco_register().establishment(letter.siret);
  if (!establishment) {
    return {letter.siret.digits()};
  }
  std::vector<std::string> lines = {establishment->name.empty() ? letter.siret.digits() : establishment->name};
  for (const std::string& line : {establishment->address, std::string(util::trim(establishment->postcode + " " + establishment->town))}) {
    if (!line.empty()) {
      lines.push_back(line);
    }
  }
  return lines;
}

std::vector<domain::AlertItem> near_deadlines(const Context& context, const domain::Account& account, const domain::RateTable& rates)
{
  Context as_account = context;
  as_account.actor = of_account(context.store, account, context.latest_day());
  std::vector<domain::AlertItem> items;
  for (const domain::Deadline& deadline : list_deadlines(as_account, rates)) {
    const bool is_near = deadline.day >= context.today() && deadline.day <= domain::plus_days(context.today(), k_week);
    if (is_near || deadline.is_overdue(context.today())) {
      items.push_back({AlertEvent::deadline_near, deadline.subject, deadline.day.text(), context.now(), deadline.label});
    }
  }
  return items;
}

// By the day: a worker that starts a minute early must not wait for the next one. What was told by a clock that was ahead does not count, but for
// the minutes by which a clock is put right.
bool is_due(const Context& context, const std::string& account, AlertEvent event)
{
  const Frequency frequency = context.store.correspondence().frequency(account, event);
  if (frequency != Frequency::daily && frequency != Frequency::weekly) {
    return false;
  }
  const auto told = context.store.correspondence().last_told(account, event, context.now() + util::k_clock_slack);
  return !told || context.today().days() - context.day_of(*told).days() >= (frequency == Frequency::daily ? 1 : k_week);
}

// As an amendment: it changes what is paid, and a time limit begins to run.
void write_break_off(const Context& context, const domain::FundingRequest& request)
{
  std::optional<domain::Date> last;
  for (const domain::Deadline& deadline : deadlines_of(context, request)) {
    last = deadline.kind == domain::DeadlineKind::last_invoice ? std::optional(deadline.day) : last;
  }
  const formats::LetterWords words = formats::break_off_letter(request, request.broken_off.value_or(context.today()), last);
  write_to_parties(context, LetterKind::agreement, request, words);
}

} // namespace

void tell_about(const Context& context, const domain::FundingRequest& request, domain::RequestEvent event, const std::string& comment)
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
    write_break_off(context, request);
  }
  alert_all(context, accounts,
            asks ? item_about(context, AlertEvent::documents_asked, request, request.number, comment)
                 : item_about(context, AlertEvent::request_changed, request, request.number, domain::to_text(request.state)));
}

void tell_about(const Context& context, const domain::Invoice& invoice, domain::InvoiceEvent event, const std::vector<domain::Invoice>& set_off)
{
  if (invoice.is_credit_note() && event == domain::InvoiceEvent::pay) {
    return; // it is the provider who paid
  }
  const auto request = context.store.funding_requests().find(invoice.request, {true, "", std::nullopt});
  if (request && invoice.is_credit_note() && event == domain::InvoiceEvent::accept) {
    ask_for_credit(context, *request, invoice);
  }
  if (!request || (event != domain::InvoiceEvent::pay && event != domain::InvoiceEvent::reject)) {
    return;
  }
  store::Correspondence correspondence = context.store.correspondence();
  const bool to_provider = domain::pays_issuer(*request, invoice.issuer.siren());
  const std::vector<std::string> managers = correspondence.managers_of(request->siret);
  const std::vector<std::string> issuers = correspondence.providers_of(invoice.issuer.siren(), context.latest_day());
  const std::vector<std::string>& payees = to_provider ? issuers : managers; // who is not paid is told nothing of it
  std::vector<std::string> accounts = payees;
  accounts.insert(accounts.end(), managers.begin(), managers.end());
  const std::string amount = invoice.amounts.without_tax.text(), title = request->title;
  const bool paid = event == domain::InvoiceEvent::pay;
  if (paid) {
    const std::string first = payees.empty() ? "" : payees.front();
    const auto letter = put_letter(context, LetterKind::payment_notice, to_provider ? invoice.issuer : request->siret, invoice.request,
                                   to_provider ? first : request->created_by, formats::payment_notice(invoice, *request, set_off));
    alert_all(context, payees, {AlertEvent::letter_received, letter.number, letter.subject, context.now(), title, amount});
  }
  alert_all(context, accounts, {paid ? AlertEvent::invoice_paid : AlertEvent::invoice_refused, invoice.number,
                                paid ? invoice.payment_reference : invoice.reason, context.now(), title, amount});
}

void ask_for_recovery(const Context& context, const domain::FundingRequest& request, domain::Siret payee, domain::Money owed, domain::Money to_recover)
{
  write_letter(context, LetterKind::recovery, request, payee, formats::recovery_letter(request, owed, to_recover));
}

void answer_amendment(const Context& context, const domain::FundingRequest& request, std::optional<domain::Date> effective, const std::string& reason)
{
  const LetterKind kind = reason.empty() ? LetterKind::agreement : LetterKind::refusal;
  const formats::LetterWords words = formats::amendment_letter(request, effective, reason);
  write_to_parties(context, kind, request, words);
}

void tell_all(const Context& context, const domain::AlertItem& item)
{
  alert_all(context, context.store.correspondence().accounts_with_alerts(), item);
}

util::Result<std::vector<domain::OfficialLetter>> list_letters(const Context& context, const store::LetterFilter& filter)
{
  const util::Outcome allowed = may_read(context);
  if (!allowed) {
    return allowed.errors();
  }
  return context.store.correspondence().list(filter, perimeter_of(context));
}

util::Result<LetterView> get_letter(const Context& context, const std::string& number)
{
  const util::Outcome allowed = may_read(context);
  if (!allowed) {
    return allowed.errors();
  }
  const auto found = context.store.correspondence().find(util::to_upper(util::trim(number)), perimeter_of(context));
  if (!found) {
    return util::Error{"letter.unknown", {number}}.at("NUMBER");
  }
  return LetterView{*found, recipient_of(context, *found)};
}

void mark_letter_read(const Context& context, const domain::OfficialLetter& letter)
{
  if (context.actor.account() == nullptr || letter.read) {
    return;
  }
  store::Transaction write(context.store, context.deed());
  context.store.correspondence().mark_read(context.actor.account()->id, letter.number, context.now());
  write.record("letter " + letter.number, std::nullopt, R"({"read":true})");
  write.commit();
}

util::Result<domain::OfficialLetter> send_letter(const Context& context, const std::string& number, const std::string& comment)
{
  const util::Result<std::string> said = comment_of(comment);
  if (!said) {
    return said.error().at("comment");
  }
  store::Transaction write(context.store, context.deed());
  const auto request = seen_request(context, number);
  if (!request) {
    return request.errors();
  }
  const auto letter = put_letter(context, LetterKind::reminder, request->siret, request->number, request->created_by,
                                 formats::letter_about(LetterKind::reminder, *request, *said));
  const auto managers = context.store.correspondence().managers_of(request->siret); // a provider sees the dossier, not its letters
  alert_all(context, managers, item_about(context, AlertEvent::letter_received, *request, letter.number, letter.subject));
  write.record("letter " + letter.number, std::nullopt, R"({"kind":"reminder"})");
  write.commit();
  return letter;
}

int send_digests(const Context& context, const domain::RateTable& rates)
{
  int mails = 0;
  store::Correspondence correspondence = context.store.correspondence();
  for (const std::string& id : correspondence.accounts_with_alerts()) {
    const auto account = context.store.accounts().find_id(id);
    if (!account || account->state != domain::AccountState::active) {
      continue;
    }
    store::Transaction write(context.store, context.deed());
    if (is_due(context, id, AlertEvent::deadline_near)) {
      for (const domain::AlertItem& item : near_deadlines(context, *account, rates)) {
        correspondence.add_item(id, item);
      }
    }
    std::vector<domain::AlertItem> items = correspondence.untold(id);
    std::erase_if(items, [&](const domain::AlertItem& item) { return !is_due(context, id, item.event); });
    if (items.empty()) {
      continue;
    }
    mail_items(context, *account, items);
    for (const domain::AlertItem& item : items) {
      correspondence.mark_told(id, item.event, context.now());
    }
    write.record("account " + id, std::nullopt, formats::Json{{"digest", items.size()}}.dump());
    write.commit();
    ++mails;
  }
  return mails;
}

} // namespace myatlas::services
