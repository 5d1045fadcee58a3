#include "operations/upkeep/store_figures.hpp"

#include <algorithm>

namespace myatlas::operations {

namespace {

std::int64_t mails_in(const services::Context& context, store::MailState state)
{
  return static_cast<std::int64_t>(context.store.outbox().list(state).size());
}

std::optional<util::Instant> last_backup(const services::Context& context)
{
  const util::Instant now = context.now();
  const store::Audit audit = context.store.audit();
  return std::max(audit.latest("backup", now), audit.latest("restore", now));
}

std::optional<std::int64_t> seconds_since(const services::Context& context,
                                          const std::optional<util::Instant>& then)
{
  return then ? std::optional((context.now().micros - then->micros) / 1'000'000) : std::nullopt;
}

} // namespace

StoreFigures figures_of(const services::Context& context)
{
  store::Store& store = context.store;
  return {.bytes = store.bytes(),
          .audit_rows = store.audit().head().sequence,
          .mails_waiting = mails_in(context, store::MailState::waiting),
          .mails_failed = mails_in(context, store::MailState::failed),
          .seconds_since_backup = seconds_since(context, last_backup(context))};
}

} // namespace myatlas::operations
