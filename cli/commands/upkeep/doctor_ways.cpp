#include "commands/upkeep/doctor_ways.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "gateway/smtp.hpp"
#include "gateways.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

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
std::vector<Finding> lost_and_waiting(Examination& p)
{
  constexpr std::int64_t k_patience = util::k_hour;
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

// The folder mails are written into, where no server is set: gone although some were written, or
// shut.
std::optional<Finding> fault_of_folder(const Examination& p, const std::string& folder)
{
  std::error_code absent;
  const bool missing = !std::filesystem::is_directory(folder, absent);
  if (missing && p.context != nullptr &&
      !p.context->store.outbox().list(store::MailState::sent).empty()) {
    return wrong(Health::warning, {"doctor.no_folder", {folder}});
  }
  if (!missing && ::access(folder.c_str(), W_OK | X_OK) != 0) {
    return wrong(Health::failed, {"doctor.unwritable", {folder}});
  }
  return std::nullopt;
}

} // namespace

std::vector<Finding> check_letters(Examination& p)
{
  const auto way = mail_transport(p.session.settings());
  if (!way) {
    return {wrong(Health::failed, way.error())};
  }
  std::vector<Finding> found = p.context == nullptr ? std::vector<Finding>() : lost_and_waiting(p);
  const std::string url = p.session.settings().value("mail_url"),
                    folder = p.session.settings().value("mail_dir");
  if (const auto fault = url.empty() ? fault_of_folder(p, folder) : std::nullopt) {
    found.push_back(*fault);
  }
  if (found.empty()) {
    found.push_back(fine(
      url.empty() ? p.session.texts().trf(
                      N_("no mail server is set (mail_url): mails are written into {0}"), folder)
                  : url));
  }
  return found;
}

Finding check_certificates(Examination& p)
{
  const std::string& file = p.session.settings().value("ca_file");
  if (file.empty()) {
    return fine("", p.session.texts().tr(N_("those of the system")));
  }
  return ::access(file.c_str(), R_OK) == 0 ? fine(file)
                                           : wrong(Health::failed, {"doctor.ca_file", {file}});
}

Finding check_mail_server(Examination& p)
{
  if (!p.options.online || p.session.settings().value("mail_url").empty()) {
    return skipped(p.options.online ? "mail_url" : "--online");
  }
  const auto way = mail_transport(p.session.settings());
  const util::Outcome reached =
    way ? dynamic_cast<gateway::Smtp&>(**way).knock() : util::Outcome(way.errors());
  return reached ? fine(p.session.settings().value("mail_url"))
                 : wrong(Health::failed, reached.error());
}

Finding check_company_register(Examination& p)
{
  if (!p.options.online) {
    return skipped("--online");
  }
  auto way = company_register(p.session.settings());
  if (!way) {
    return wrong(Health::failed, way.error());
  }
  const auto answer =
    way->look_up(*domain::Siret::parse("13002526500013")); // of the State's own digital service
  return answer ? fine(way->name()) : wrong(Health::failed, answer.error());
}

} // namespace myatlas::cli
