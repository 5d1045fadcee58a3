#pragma once

#include "domain/correspondence/mail.hpp"
#include "services/context.hpp"
#include "services/notices/mails.hpp"
#include "services/one_time_codes.hpp"
#include "store/tables/audit_subject.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

// A code that is sent by mail: what it opens, which accounts have it, how it is counted and
// audited.
struct SentCode
{
  domain::CodePurpose purpose;
  domain::MailKind mail;
  domain::AttemptKind counted;     // mails to an address
  store::AuditKind asked, refused; // asked for anew; a wrong one was typed
  bool (*is_for)(const domain::Account& account);
};

extern const SentCode k_activation_code; // of accounts that wait for it
extern const SentCode k_reset_code;      // of those that log in

// A code of some kind, and the address it is asked for.
class CodeByMail
{
public:
  CodeByMail(const Context& context, const SentCode& kind, const domain::EmailAddress& email)
    : m_context(context), m_kind(kind), m_email(email)
  {
  }

  // mail.limit (address) after five mails in an hour; and what counts one more.
  Outcome check_limit() const;
  void count() const;

  // Issues a code to an account and mails it. Inside the caller's transaction.
  void send(const domain::Account& account, const NewCode& code) const;

  // Sends a code to the account of the address; the answer never tells whether there is one. Fails
  // as check_limit.
  Outcome send_again() const;

  // What the right code opens, in the transaction in which it was typed.
  using Opening = void (*)(const Context& context, Transaction& write,
                           const domain::Account& account, const std::string& password_hash);

  // The account becomes what its code opens, with a password. The policy's codes for the password,
  // else what check_code fails with: then the try is written down, and nothing else.
  Outcome open(const util::Secret& code, const util::Secret& password, Opening opening) const;

private:
  std::optional<domain::Account> holder() const; // the account that the code is for
  void send_to_holder(const std::optional<domain::Account>& holder, const NewCode& code) const;
  Mail mail_with(const domain::Account& account, const NewCode& code) const;
  TypedCode compare(const util::Secret& code) const;
  Outcome open_in(Transaction& write, const TypedCode& typed, const std::string& hash,
                  Opening opening) const;

  const Context& m_context;
  const SentCode& m_kind;
  const domain::EmailAddress m_email;
};

// The policy's codes, of a password an account is to have.
Outcome check_new_password(const Context& context, const util::Secret& password);

} // namespace myatlas::services
