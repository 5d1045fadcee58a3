#include "commands/upkeep/doctor_ways.hpp"

#include <filesystem>

#include <unistd.h>

#include "gateways.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

// The folder mails are written into, where no server is set: gone although some were written, or
// shut.
std::optional<Finding> fault_of_folder(const HostExamination& p, const std::string& folder)
{
  std::error_code absent;
  const bool missing = !std::filesystem::is_directory(folder, absent);
  if (missing && operations::has_sent_mails(p)) {
    return wrong(Health::warning, {"doctor.no_folder", {folder}});
  }
  if (!missing && ::access(folder.c_str(), W_OK | X_OK) != 0) {
    return wrong(Health::failed, {"doctor.unwritable", {folder}});
  }
  return std::nullopt;
}

} // namespace

std::vector<Finding> check_letters(HostExamination& p)
{
  const auto way = mail_transport(p.session.settings());
  if (!way) {
    return {wrong(Health::failed, way.error())};
  }
  std::vector<Finding> found = operations::check_waiting_mails(p);
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

Finding check_certificates(HostExamination& p)
{
  const std::string& file = p.session.settings().value("ca_file");
  if (file.empty()) {
    return fine("", p.session.texts().tr(N_("those of the system")));
  }
  return ::access(file.c_str(), R_OK) == 0 ? fine(file)
                                           : wrong(Health::failed, {"doctor.ca_file", {file}});
}

Finding check_mail_server(HostExamination& p)
{
  if (!p.options.online || p.session.settings().value("mail_url").empty()) {
    return skipped(p.options.online ? "mail_url" : "--online");
  }
  const auto way = mail_transport(p.session.settings());
  const Outcome reached = way ? (*way)->check() : Outcome(way.errors());
  return reached ? fine(p.session.settings().value("mail_url"))
                 : wrong(Health::failed, reached.error());
}

Finding check_company_register(HostExamination& p)
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
