#include "services/office/audit.hpp"

#include "domain/values/person.hpp"
#include "services/office/pages.hpp"

namespace myatlas::services {

namespace {

// Rows name accounts by their key.
std::optional<domain::Account> account_of(const Context& context, const std::string& text)
{
  const auto address = domain::EmailAddress::parse(text);
  return address ? context.store.accounts().find(*address) : std::nullopt;
}

std::string subject_of(const Context& context, const std::string& text)
{
  const auto account = account_of(context, text);
  return account ? account->id : text;
}

} // namespace

AuditPage list_audit(const Context& context, store::AuditFilter filter)
{
  filter.subject = subject_of(context, filter.subject);
  const auto limit = filter.limit;
  filter.limit = one_more(limit);
  AuditPage page{context.store.audit().list(filter)};
  page.more = cut_to(page.rows, limit);
  return page;
}

Outcome verify_audit(const Context& context)
{
  if (const auto broken = context.store.first_broken()) {
    return Error{"audit.broken", {std::to_string(*broken)}};
  }
  return Done{};
}

} // namespace myatlas::services
