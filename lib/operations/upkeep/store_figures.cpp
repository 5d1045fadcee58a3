#include "operations/upkeep/store_figures.hpp"

#include "services/upkeep/doctor_store.hpp"

namespace myatlas::operations {

namespace {

std::int64_t mails_in(const services::Context& context, store::MailState state)
{
  return static_cast<std::int64_t>(context.store.outbox().list(state).size());
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
          .seconds_since_backup = seconds_since(context, services::latest_backup(context))};
}

} // namespace myatlas::operations
