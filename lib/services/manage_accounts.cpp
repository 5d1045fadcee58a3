#include "services/manage_accounts.hpp"

#include <algorithm>

#include "formats/json_records.hpp"
#include "services/attempts.hpp"
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
  } else {
    context.store.credentials().forget_attempts("login", key);
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

void add_invoices(const Context& context, domain::InvoiceState state, const char* kind, std::vector<WorkItem>& work)
{
  for (const domain::Invoice& invoice : context.store.invoices().list({"", state}, {true, "", std::nullopt})) {
    work.push_back({kind, invoice.number, domain::to_text(invoice.state), invoice.request + ", " + invoice.amounts.without_tax.text(),
                    invoice.received, std::nullopt});
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

std::vector<std::filesystem::path> files_holding(const std::vector<std::filesystem::path>& files, const std::string& address)
{
  const std::string wanted = util::to_lower(address);
  std::vector<std::filesystem::path> found;
  for (const std::filesystem::path& path : files) {
    const util::Result<util::FileHandle> file = util::open_regular(path);
    std::string block(1024 * 1024, '\0'), window;
    while (file) {
      const util::Result<std::size_t> size = util::read_some(*file, path, block.data(), block.size());
      if (!size || *size == 0) {
        break;
      }
      window += util::to_lower(std::string_view(block).substr(0, *size));
      if (window.find(wanted) != window.npos) {
        found.push_back(path);
        break;
      }
      window.erase(0, window.size() - std::min(window.size(), wanted.size())); // it may lie across two blocks
    }
  }
  return found;
}

util::Result<ErasedAccount> erase_account(const Context& context, const std::string& address)
{
  const util::Result<domain::EmailAddress> email = domain::EmailAddress::parse(address);
  if (!email) {
    return email.error().at("EMAIL");
  }
  const auto found = context.store.accounts().find(*email);
  if (!found) {
    return util::Error{"account.unknown", {address}}.at("EMAIL");
  }
  if (const util::Outcome whole = context.store.check_pages(); !whole) {
    return whole.errors();
  }
  const std::string stored = found->email.text(), key = domain::email_key(found->email);
  ErasedAccount erased{"erased:" + found->id.substr(found->id.size() - 12), stored, {}};
  store::Transaction write(context.store, context.deed());
  context.store.erasure().erase(found->id, stored, key, erased.pseudonym);
  context.store.audit().rewrite([&](store::AuditRow& row) {
    bool changed = row.subject.find(found->id) != std::string::npos && (row.before || row.after);
    if (changed) {
      row.before = row.after = std::nullopt;
    }
    for (std::string* text : {&row.deed.actor, &row.subject, row.before ? &*row.before : nullptr, row.after ? &*row.after : nullptr}) {
      for (std::size_t at = text == nullptr ? std::string::npos : util::to_lower(*text).find(key); at != std::string::npos;
           at = util::to_lower(*text).find(key, at)) {
        text->replace(at, key.size(), erased.pseudonym);
        changed = true;
      }
    }
    return changed;
  });
  write.record("account " + found->id, std::nullopt, R"({"erased":true})");
  write.commit();
  context.store.scrub();
  const util::Result<std::vector<std::filesystem::path>> files = context.store.files();
  if (!files) {
    return files.errors();
  }
  erased.remains = files_holding(*files, stored);
  return erased;
}

std::vector<WorkItem> list_work(const Context& context)
{
  std::vector<WorkItem> work;
  add_requests(context, domain::RequestState::transmis, "open_request", work);
  add_requests(context, domain::RequestState::en_cours_instruction, "decide_request", work);
  add_invoices(context, domain::InvoiceState::deposee, "open_invoice", work);
  add_invoices(context, domain::InvoiceState::en_traitement, "decide_invoice", work);
  add_invoices(context, domain::InvoiceState::validee, "pay_invoice", work);
  std::ranges::stable_sort(work, {}, [](const WorkItem& item) {
    return std::tuple(item.deadline ? item.deadline->days() : INT32_MAX, item.since.micros, item.number);
  });
  return work;
}

} // namespace myatlas::services
