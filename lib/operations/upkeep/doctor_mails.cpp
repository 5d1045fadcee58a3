#include "operations/upkeep/doctor_mails.hpp"

#include <algorithm>

namespace myatlas::operations {

namespace {

// Mails of a time to come, which wait for nothing.
std::int64_t ahead_of(util::Instant now, const std::vector<store::OutboxMail>& waiting)
{
  return std::ranges::count_if(waiting, [&](const store::OutboxMail& mail) {
    return mail.created.micros > now.micros + util::k_clock_slack ||
           (mail.next_try && mail.next_try->micros > now.micros + store::k_longest_pause);
  });
}

// What is asked of the mails: that none is lost, and that none waits for nothing.
} // namespace

std::vector<Finding> check_waiting_mails(const Examination& p)
{
  constexpr std::int64_t k_patience = util::k_hour;
  if (p.context == nullptr) {
    return {};
  }
  const store::Outbox outbox = p.context->store.outbox();
  const util::Instant now = p.context->now();
  std::vector<Finding> found;
  if (const std::size_t lost = outbox.list(store::MailState::failed).size(); lost > 0) {
    found.push_back(wrong(Health::warning, {"doctor.letters", {std::to_string(lost)}}));
  }
  const auto waiting = outbox.list(store::MailState::waiting);
  const auto oldest = std::ranges::min_element(
    waiting, {}, [](const store::OutboxMail& mail) { return mail.created.micros; });
  if (oldest != waiting.end() && now.micros - oldest->created.micros > k_patience) {
    found.push_back(wrong(
      Health::warning,
      {"doctor.waiting", {std::to_string(waiting.size()), util::to_rfc3339(oldest->created)}}));
  }
  if (const std::int64_t ahead = ahead_of(now, waiting); ahead > 0) {
    found.push_back(wrong(Health::warning, {"doctor.letters_ahead", {std::to_string(ahead)}}));
  }
  return found;
}

bool has_sent_mails(const Examination& p)
{
  return p.context != nullptr && !p.context->store.outbox().list(store::MailState::sent).empty();
}

} // namespace myatlas::operations
