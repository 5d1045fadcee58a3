#include "gateways.hpp"

#include "domain/values/person.hpp"
#include "gateway/mail_folder.hpp"
#include "gateway/smtp.hpp"
#include "output/prompt.hpp"
#include "services/object_documents.hpp"
#include "store/document_folder.hpp"
#include "util/file.hpp"
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

namespace {

// The id and the key for a bucket. objects.no_keys where no file is named.
Result<gateway::Signing> signing_of(const Settings& settings)
{
  constexpr std::size_t k_most = 4096;
  const std::string& path = settings.value("s3_key_file");
  TRY(fail_unless(!path.empty(), {"objects.no_keys", {}}));
  TRY_ASSIGN(const util::FileHandle file, open_secret_file(path));
  TRY_ASSIGN(std::string text, util::read_whole(file, path, k_most));
  const util::Secret lines(std::move(text));
  return gateway::parse_signing(lines.reveal(), path, settings.value("s3_region"));
}

std::string endpoint_of(const Settings& settings)
{
  const std::string& told = settings.value("s3_endpoint");
  return told.empty() ? "https://s3." + settings.value("s3_region") + ".amazonaws.com" : told;
}

Result<gateway::ObjectStore> object_store(const Settings& settings,
                                          const store::DocumentPlace& place)
{
  TRY_ASSIGN(gateway::Signing signing, signing_of(settings));
  return gateway::ObjectStore::open({.endpoint = endpoint_of(settings),
                                     .bucket = place.bucket,
                                     .prefix = place.prefix,
                                     .signing = std::move(signing),
                                     .ca_file = settings.value("ca_file")});
}

} // namespace

store::DocumentsThere documents_there(const Settings& settings)
{
  const auto place = store::DocumentPlace::parse(settings.value("documents")).value();
  std::function<std::unique_ptr<store::DocumentsApart>()> reach;
  if (!place.folder.empty()) {
    reach = [folder = place.folder] { return std::make_unique<store::DocumentFolder>(folder); };
  } else if (place.is_apart()) {
    reach = [&settings, place] {
      return std::make_unique<services::ObjectDocuments>(
        [&settings, place] { return object_store(settings, place); }, place.name);
    };
  }
  return {place, std::move(reach)};
}

} // namespace myatlas::cli
