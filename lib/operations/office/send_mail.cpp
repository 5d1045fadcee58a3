#include "operations/office/send_mail.hpp"

#include "formats/json/rates_json.hpp"
#include "services/correspondence/digests.hpp"

namespace myatlas::operations {

namespace {

using texts::Status;

bool is_missing(const Errors& errors)
{
  return errors.front().code == "store.missing";
}

int count_of_waiting(const services::Context& context)
{
  return static_cast<int>(context.store.outbox().list(store::MailState::waiting).size());
}

Delivery send_in(const services::Context& context, const MailRun& run, MailSums& sums)
{
  if (run.retries_failed) {
    services::retry_failed_mails(context);
  }
  sums.digests += services::send_digests(context, formats::built_in_rates());
  Delivery now = run.deliver(run.witness);
  sums.delivery.delivered += now.delivered;
  sums.delivery.failed += now.failed;
  sums.delivery.deferred = count_of_waiting(context);
  sums.delivery.problems = now.problems;
  return now;
}

} // namespace

Result<Delivery> send_due_mails(const HostStore& host, const MailRun& run, MailSums& sums)
{
  return in_known_store(host, StoreUse::write, [&](const services::Context& context) {
    return Result<Delivery>(send_in(context, run, sums));
  });
}

bool passes(const Errors& errors)
{
  return texts::status_of(errors) == Status::try_again || is_missing(errors);
}

bool passes_at_first(const Errors& errors)
{
  return passes(errors) && !is_missing(errors);
}

Status status_of(const Delivery& delivery)
{
  const Status told =
    delivery.problems.empty() ? Status::done : texts::status_of(delivery.problems);
  if (told == Status::settings) {
    return told; // as the last error said
  }
  if (delivery.deferred > 0) {
    return Status::try_again;
  }
  return delivery.failed > 0 ? Status::negative : told;
}

} // namespace myatlas::operations
