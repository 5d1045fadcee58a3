#pragma once

#include "formats/mime.hpp"
#include "util/result.hpp"

namespace myatlas::gateway {

// The way a letter leaves the program.
class MailTransport
{
public:
  virtual ~MailTransport() = default;

  // Done when the letter is out of our hands; fails with mail.undelivered (address, reason).
  virtual util::Outcome deliver(const formats::Mail& mail) = 0;
};

} // namespace myatlas::gateway
