#pragma once

#include <map>
#include <string>

#include "gateway/mail_transport.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What a letter says, without its words: cli/messages has those, in both languages.
struct Letter
{
  std::string template_name; // "activation", "already-registered", "reset", "password-changed"
  std::string language;
  std::map<std::string, std::string> fields; // first_name, last_name, code, minutes
};

struct LetterText
{
  std::string subject, body;
};

class LetterWriter
{
public:
  virtual ~LetterWriter() = default;
  virtual LetterText write(const Letter& letter) const = 0;
};

// Puts a letter to `account` in the outbox, sealed: the code in it must not lie readable in the store.
void queue_letter(const Context& context, const domain::Account& account, const Letter& letter);

// Hands over all that is due; what fails stays for the next time and is in the answer.
struct Delivery
{
  int delivered = 0;
  util::Errors failed;
};
Delivery deliver_letters(const Context& context, gateway::MailTransport& transport, const LetterWriter& writer);

} // namespace myatlas::services
