#pragma once

#include <filesystem>

#include "gateway/mail_transport.hpp"

namespace myatlas::gateway {

// Drops each mail into a folder as <id>.eml, 0600: no network, and a person or a script can read
// it there.
class MailFolder final : public MailTransport
{
public:
  explicit MailFolder(std::filesystem::path folder) : m_folder(std::move(folder)) {}
  util::Outcome deliver(const formats::Mail& mail) override;
  util::Outcome check() override { return util::Done{}; } // a folder is made when one goes

  // Removes the mails that went to an address; how many.
  int forget(const std::string& address);

private:
  std::filesystem::path m_folder;
};

} // namespace myatlas::gateway
