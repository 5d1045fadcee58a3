#include "services/upkeep/doctor_mails.hpp"

#include <algorithm>

namespace myatlas::services {

namespace {

using Mails = std::vector<store::OutboxMail>;

bool is_put_off(const store::OutboxMail& mail, util::Instant now)
{
  return mail.next_try && mail.next_try->micros > now.micros + store::k_longest_pause;
}

// Of a time to come: it waits for nothing.
bool is_ahead(const store::OutboxMail& mail, util::Instant now)
{
  return mail.created.micros > now.micros + util::k_clock_slack || is_put_off(mail, now);
}

std::int64_t ahead_of(util::Instant now, const Mails& waiting)
{
  return std::ranges::count_if(waiting,
                               [&](const store::OutboxMail& mail) { return is_ahead(mail, now); });
}

// Nothing where there are none.
std::optional<Finding> counted(const char* code, std::int64_t count)
{
  return count > 0 ? std::optional(warned({code, {std::to_string(count)}})) : std::nullopt;
}

bool is_older(const store::OutboxMail& one, const store::OutboxMail& other)
{
  return one.created.micros < other.created.micros;
}

bool has_waited_long(const store::OutboxMail& mail, util::Instant now)
{
  return now.micros - mail.created.micros > util::k_hour;
}

Finding late(const Mails& waiting, const store::OutboxMail& oldest)
{
  return warned(
    {"doctor.waiting", {std::to_string(waiting.size()), util::to_rfc3339(oldest.created)}});
}

std::optional<Finding> late_among(const Mails& waiting, util::Instant now)
{
  const auto oldest = std::ranges::min_element(waiting, is_older);
  if (oldest == waiting.end() || !has_waited_long(*oldest, now)) {
    return std::nullopt;
  }
  return late(waiting, *oldest);
}

std::optional<Finding> lost_in(const store::Outbox& outbox)
{
  return counted("doctor.letters", std::ssize(outbox.list(store::MailState::failed)));
}

std::vector<Finding> faults_of(const store::Outbox& outbox, util::Instant now)
{
  const std::optional<Finding> lost = lost_in(outbox);
  const Mails waiting = outbox.list(store::MailState::waiting);
  return all_of(
    {lost, late_among(waiting, now), counted("doctor.letters_ahead", ahead_of(now, waiting))});
}

} // namespace

// What is asked of the mails: that none is lost, and that none waits for nothing.
std::vector<Finding> check_waiting_mails(const Examination& p)
{
  if (p.context == nullptr) {
    return {};
  }
  return faults_of(p.context->store.outbox(), p.context->now());
}

bool has_sent_mails(const Examination& p)
{
  return p.context != nullptr && !p.context->store.outbox().list(store::MailState::sent).empty();
}

} // namespace myatlas::services
