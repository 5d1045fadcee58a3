#include "commands/address.hpp"

#include "output/prompt.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

util::Result<std::string> given_or_asked(const Session& session, const std::string& given, const char* question,
                                         const char* option)
{
  if (!given.empty()) {
    return given;
  }
  if (!session.interactive()) {
    return util::Error{"usage.prompt", {tr(question), option}};
  }
  return ask(session.env(), tr(question));
}

} // namespace

util::Result<domain::EmailAddress> address_of(const Session& session, const std::string& given)
{
  const util::Result<std::string> text = given_or_asked(session, given, N_("E-mail:"), "--email");
  if (!text) {
    return text.errors();
  }
  const util::Result<domain::EmailAddress> email = domain::EmailAddress::parse(*text);
  return email ? email : util::Result<domain::EmailAddress>(email.error().at("--email"));
}

util::Result<util::Secret> code_of(const Session& session, const std::string& given)
{
  const util::Result<std::string> text = given_or_asked(session, given, N_("Code of the mail:"), "--code");
  return text ? util::Result<util::Secret>(util::Secret(std::string(util::trim(*text)))) : // pasted with its blanks
                util::Result<util::Secret>(text.errors());
}

} // namespace myatlas::cli
