#pragma once

#include "services/notices/mails.hpp"

namespace myatlas::texts {

// The words of the letters, in the language of the person they go to.
class Mails final : public services::MailWriter
{
public:
  services::MailText write(const services::Mail& letter) const override;
};

} // namespace myatlas::texts
