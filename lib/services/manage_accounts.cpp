#include "services/manage_accounts.hpp"

#include <algorithm>

#include "formats/json_records.hpp"
#include "services/access.hpp"
#include "services/attempts.hpp"
#include "services/credit_notes.hpp"
#include "services/deadlines.hpp"
#include "util/file.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

util::Result<domain::Account> moved(const Context& context, const std::string& address, domain::AccountState from, domain::AccountState to,
                                    const char* event)
{
  const util::Result<domain::EmailAddress> email = domain::EmailAddress::parse(address);
  if (!email) {
    return email.error().at("EMAIL");
  }
  store::Transaction write(context.store, context.deed());
  const auto found = context.store.accounts().find(*email);
  if (!found) {
    return util::Error{"account.unknown", {address}}.at("EMAIL");
  }
  const std::string key = domain::email_key(found->email);
  const bool lets_in = from == domain::AccountState::locked && found->state == to && is_locked(context, "login", key); // its wrong tries alone keep it out
  if (found->state != from && !lets_in) {
    return util::Error{"account.transition", {address, domain::to_text(found->state), event}}.at("EMAIL");
  }
  domain::Account account = *found;
  account.state = to;
  context.store.accounts().put(account);
  if (to == domain::AccountState::locked) {
    context.store.credentials().drop_sessions(account.id);
    end_access(context, account.id);
  } else {
    context.store.credentials().forget_attempts("login", key);
    take_up_invitations(context, account);
  }
  write.record("account " + account.id, formats::audit_text(*found), formats::audit_text(account));
  write.commit();
  return account;
}

void add_requests(const Context& context, domain::RequestState state, const char* kind, std::vector<WorkItem>& work)
{
  store::RequestFilter filter;
  filter.state = state;
  for (const domain::FundingRequest& request : context.store.funding_requests().list(filter, {true, "", std::nullopt})) {
    WorkItem& item = work.emplace_back(WorkItem{kind, request.number, domain::to_text(request.state), request.title, request.changed, request.start});
    for (const domain::Deadline& deadline : deadlines_of(context, request)) {
      item.deadline = deadline.day;
    }
  }
}

// Whose word waits to be checked: accounts of training providers, and what was attached before a proof was asked for.
void add_unproved(const Context& context, std::vector<WorkItem>& work)
{
  store::Accounts accounts = context.store.accounts();
  for (const domain::Account& account : accounts.list(domain::AccountState::active)) {
    if (account.provider && account.provider->state == domain::ProviderState::pending) {
      work.push_back({"approve_provider", account.email.text(), domain::to_text(account.provider->state),
                      account.provider->siret.digits() + ", " + account.provider->activity_number.text(), account.created, std::nullopt});
    }
  }
  for (const auto& [id, siret] : accounts.unproved()) {
    if (const auto account = accounts.find_id(id)) {
      work.push_back({"ask_for_proof", account->email.text(), domain::to_text(account->state), siret.digits(), account->created, std::nullopt});
    }
  }
}

void add_invoices(const Context& context, domain::InvoiceState state, const char* kind, std::vector<WorkItem>& work)
{
  for (const domain::Invoice& invoice : context.store.invoices().list({"", state}, {true, "", std::nullopt})) {
    const bool is_credit = state == domain::InvoiceState::validee && invoice.is_credit_note();
    if (is_credit && !check_credits(context, invoice, domain::InvoiceEvent::pay)) {
      continue; // it is set off when its invoice is paid
    }
    work.push_back({is_credit ? "recover_credit" : kind, invoice.number, domain::to_text(invoice.state), invoice.request + ", " + invoice.amounts.without_tax.text(),
                    invoice.received, std::nullopt});
  }
}

void add_amendments(const Context& context, std::vector<WorkItem>& work)
{
  for (const store::WaitingDossier& dossier : context.store.contracts().amended()) {
    work.push_back({"decide_amendment", dossier.number, dossier.state, dossier.title, dossier.since, std::nullopt});
  }
}

void add_overpaid(const Context& context, std::vector<WorkItem>& work)
{
  for (const store::Overpaid& dossier : context.store.recoveries().overpaid()) {
    work.push_back({"recover_sum", dossier.number, dossier.state, dossier.title + ", " + dossier.amount.text(), dossier.since, std::nullopt});
  }
}

} // namespace

std::vector<domain::Account> list_accounts(const Context& context, std::optional<domain::AccountState> state)
{
  return context.store.accounts().list(state);
}

util::Result<domain::Account> lock_account(const Context& context, const std::string& email)
{
  return moved(context, email, domain::AccountState::active, domain::AccountState::locked, "lock");
}

util::Result<domain::Account> unlock_account(const Context& context, const std::string& email)
{
  return moved(context, email, domain::AccountState::locked, domain::AccountState::active, "unlock");
}

std::vector<WorkItem> list_work(const Context& context)
{
  std::vector<WorkItem> work;
  add_requests(context, domain::RequestState::transmis, "open_request", work);
  add_requests(context, domain::RequestState::en_cours_instruction, "decide_request", work);
  add_invoices(context, domain::InvoiceState::deposee, "open_invoice", work);
  add_invoices(context, domain::InvoiceState::en_traitement, "decide_invoice", work);
  add_invoices(context, domain::InvoiceState::validee, "pay_invoice", work);
  add_overpaid(context, work);
  add_amendments(context, work);
  add_unproved(context, work);
  std::ranges::stable_sort(work, {}, [](const WorkItem& item) {
    return std::tuple(item.deadline ? item.deadline->days() : INT32_MAX, item.since.micros, item.number);
  });
  return work;
}

} // namespace myatlas::services
