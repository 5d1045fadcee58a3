#include "gateway/mail_folder.hpp"

#include "util/file.hpp"

namespace myatlas::gateway {

util::Outcome MailFolder::deliver(const formats::Mail& mail)
{
  const util::Outcome folder = util::make_private_folder(m_folder);
  const util::Outcome written =
    folder ? util::write_file(m_folder / (mail.id + ".eml"), formats::to_eml(mail)) : folder;
  if (!written) {
    return util::Error{"mail.undelivered", {mail.to, written.error().args[0]}};
  }
  return util::Done{};
}

} // namespace myatlas::gateway
