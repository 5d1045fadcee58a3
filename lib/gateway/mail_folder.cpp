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

namespace {

bool is_mail_with(const std::string& line, const std::filesystem::directory_entry& entry)
{
  if (!entry.is_regular_file() || entry.path().extension() != ".eml") {
    return false;
  }
  const auto text = util::read_file(entry.path(), 1024 * 1024);
  return text && util::to_lower(*text).find(line) != std::string::npos;
}

} // namespace

int MailFolder::forget(const std::string& address)
{
  const std::string line = util::to_lower("\r\n" + formats::recipient_line(address) +
                                          "\r\n"); // encoded where the address is not ASCII
  int removed = 0;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(m_folder, missing)) {
    if (is_mail_with(line, entry)) {
      removed += std::filesystem::remove(entry.path(), missing) ? 1 : 0;
    }
  }
  return removed;
}

} // namespace myatlas::gateway
