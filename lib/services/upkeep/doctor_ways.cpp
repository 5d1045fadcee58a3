#include "services/upkeep/doctor_ways.hpp"

#include <unistd.h>

#include "util/try.hpp"

namespace myatlas::services {

namespace {

Finding certificates_in(const std::string& file)
{
  return ::access(file.c_str(), R_OK) == 0 ? fine(file) : refused({"doctor.ca_file", {file}});
}

Outcome reach_mail_server(const MailWay& mails)
{
  TRY_ASSIGN(const auto transport, mails.transport());
  return transport->check();
}

// Asks for an establishment that there is: of the State's own digital service.
Result<std::string> reach_register(const Place& place)
{
  TRY_ASSIGN(auto way, place.company_register());
  TRY(way.look_up(*domain::Siret::parse("13002526500013")));
  return std::string(way.name());
}

} // namespace

Finding check_certificates(const Examination& p)
{
  const std::string& file = p.place.ca_file;
  return file.empty() ? fine("", {.fact = Fact::system_certificates}) : certificates_in(file);
}

Finding check_mail_server(const Examination& p)
{
  if (!p.place.online) {
    return skipped("--online");
  }
  const MailWay& mails = p.place.mails;
  if (mails.server.empty()) {
    return skipped("mail_url");
  }
  const Outcome reached = reach_mail_server(mails);
  return reached ? fine(mails.server) : refused(reached.error());
}

Finding check_company_register(const Examination& p)
{
  if (!p.place.online) {
    return skipped("--online");
  }
  const Result<std::string> name = reach_register(p.place);
  return name ? fine(*name) : refused(name.error());
}

} // namespace myatlas::services
