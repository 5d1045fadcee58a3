#include "services/office/audit.hpp"

#include "domain/values/person.hpp"
#include "services/office/pages.hpp"

namespace myatlas::services {

namespace {

// Rows name accounts by their key.
std::string subject_of(const Context& context, const std::string& text)
{
  const auto address = domain::EmailAddress::parse(text);
  const auto account = address ? context.store.accounts().find(*address) : std::nullopt;
  return account ? account->id : text;
}

} // namespace

AuditPage list_audit(const Context& context, store::AuditFilter filter)
{
  filter.subject = subject_of(context, filter.subject);
  const auto limit = filter.limit;
  filter.limit = one_more(limit);
  AuditPage page{context.store.audit().list(filter)};
  page.more = exceeds(page.rows.size(), limit);
  if (page.more) {
    page.rows.pop_back();
  }
  return page;
}

Outcome verify_audit(const Context& context)
{
  const auto broken = context.store.first_broken();
  return broken ? Outcome(Error{"audit.broken", {std::to_string(*broken)}}) : Outcome(Done{});
}

} // namespace myatlas::services
