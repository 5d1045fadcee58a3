#include "gateway/mail_folder.hpp"

#include "util/file.hpp"
#include "util/text.hpp"

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

int MailFolder::forget(const std::string& address)
{
  const std::string line = util::to_lower("\r\n" + formats::recipient_line(address) +
                                          "\r\n"); // encoded where the address is not ASCII
  int removed = 0;
  std::error_code missing;
  for (const std::filesystem::directory_entry& entry :
       std::filesystem::directory_iterator(m_folder, missing)) {
    const bool letter = entry.is_regular_file() && entry.path().extension() == ".eml";
    const auto text = letter ? util::read_file(entry.path(), 1024 * 1024)
                             : util::Result<std::string>(std::string());
    if (text && util::to_lower(*text).find(line) != std::string::npos) {
      removed += std::filesystem::remove(entry.path(), missing) ? 1 : 0;
    }
  }
  return removed;
}

} // namespace myatlas::gateway
