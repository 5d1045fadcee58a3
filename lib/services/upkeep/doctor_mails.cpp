#include "services/upkeep/doctor_mails.hpp"

#include <algorithm>

#include <unistd.h>

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

std::vector<Finding> faults_of_mails(const Examination& p)
{
  return p.context == nullptr ? std::vector<Finding>{}
                              : faults_of(p.context->store.outbox(), p.context->now());
}

bool has_sent_mails(const Examination& p)
{
  return p.context != nullptr && !p.context->store.outbox().list(store::MailState::sent).empty();
}

// The folder mails are put in, where no server is set: gone although some were, or shut.
std::optional<Finding> fault_of_mail_folder(const Examination& p)
{
  const std::string& folder = p.place.mails.folder;
  std::error_code absent;
  const bool missing = !std::filesystem::is_directory(folder, absent);
  if (missing && has_sent_mails(p)) {
    return warned({"doctor.no_folder", {folder}});
  }
  if (!missing && ::access(folder.c_str(), W_OK | X_OK) != 0) {
    return refused({"doctor.unwritable", {folder}});
  }
  return std::nullopt;
}

Finding sound_mails(const MailWay& mails)
{
  return mails.server.empty()
           ? fine(mails.folder, {.fact = Fact::mails_into_folder, .of = mails.folder})
           : fine(mails.server);
}

std::vector<Finding> judged_mails(const Examination& p)
{
  std::vector<Finding> found = faults_of_mails(p);
  const MailWay& mails = p.place.mails;
  if (const auto fault = mails.server.empty() ? fault_of_mail_folder(p) : std::nullopt) {
    found.push_back(*fault);
  }
  return found.empty() ? std::vector{sound_mails(mails)} : found;
}

} // namespace

std::vector<Finding> check_mails(const Examination& p)
{
  const auto way = p.place.mails.transport();
  return way ? judged_mails(p) : std::vector{refused(way.error())};
}

} // namespace myatlas::services
