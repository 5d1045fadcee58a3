#pragma once

#include "domain/values/names.hpp"

namespace myatlas::domain {

// The mails the program writes.
enum class MailKind
{
  activation,
  already_registered,
  reset,
  password_changed,
  alert, // what an account wants to be told of
};

inline constexpr NamedValue<MailKind> k_mail_kinds[] = {
  {"activation", MailKind::activation},
  {"already-registered", MailKind::already_registered},
  {"reset", MailKind::reset},
  {"password-changed", MailKind::password_changed},
  {"alert", MailKind::alert}};
static_assert(has_all<k_mail_kinds>());

inline const char* to_text(MailKind kind)
{
  return name_of(k_mail_kinds, kind);
}

} // namespace myatlas::domain
