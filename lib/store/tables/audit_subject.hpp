#pragma once

#include <string>

namespace myatlas::store {

// What a row of the audit is about.
enum class AuditKind
{
  account,
  session,
  password,
  login_attempt,
  member_code_attempt,
  activation_mail_attempt,
  reset_mail_attempt,
  activation_mail,
  activation_refused,
  reset_mail,
  reset_refused,
  invitation,
  establishment,
  employee,
  funding_request,
  certificate,
  invoice,
  declaration,
  receipt,
  mail,
  letter,
  publication,
  transmission,
  opco,
  batch,
  backup,
  restored_backup,
  garbage,
  key,
};

// A thing by what tells it from others of its kind; empty: all of them, or one nobody is told.
struct AuditSubject
{
  AuditKind kind;
  std::string name = {};
};

std::string to_text(const AuditSubject& subject); // "establishment 73282932000074"

} // namespace myatlas::store
