#include "gateways.hpp"

#include "domain/values/person.hpp"
#include "gateway/mail_folder.hpp"
#include "gateway/smtp.hpp"
#include "output/prompt.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

// The secret a setting names a file of; empty when it names none.
Result<util::Secret> secret_in(const std::string& file)
{
  return file.empty() ? Result<util::Secret>(util::Secret()) : read_secret_file(file);
}

} // namespace

Result<std::unique_ptr<gateway::MailTransport>> mail_transport(const Settings& settings)
{
  using Way = util::Result<std::unique_ptr<gateway::MailTransport>>;
  if (settings.value("mail_url").empty()) {
    return Way(std::make_unique<gateway::MailFolder>(settings.value("mail_dir")));
  }
  if (!domain::EmailAddress::parse(settings.value("mail_from"))) {
    return Error{"settings.mail_from", {settings.value("mail_from")}};
  }
  TRY_ASSIGN(const util::Secret password, secret_in(settings.value("mail_password_file")));
  auto server =
    gateway::Smtp::open({settings.value("mail_url"), settings.value("mail_from"),
                         settings.value("mail_user"), password, settings.value("ca_file")});
  return server ? Way(std::make_unique<gateway::Smtp>(*std::move(server))) : Way(server.errors());
}

Result<gateway::CompanyRegister> company_register(const Settings& settings)
{
  TRY_ASSIGN(const util::Secret key, secret_in(settings.value("insee_key_file")));
  return gateway::CompanyRegister::open(
    {settings.value(key.empty() ? "register_url" : "insee_url"), key, settings.value("ca_file")});
}

Result<gateway::OpcoApi> opco_api(const Settings& settings, const store::OpcoConnection& connection)
{
  return gateway::OpcoApi::open({.base_url = connection.base_url,
                                 .token_url = connection.token_url,
                                 .scope = connection.scope,
                                 .client_id = connection.client_id,
                                 .client_secret = connection.client_secret,
                                 .cfa_key = connection.cfa_key,
                                 .ca_file = settings.value("ca_file")});
}

} // namespace myatlas::cli
