#include "store/tables/audit_subject.hpp"

#include <algorithm>

#include "domain/values/names.hpp"
#include "util/ranges.hpp"

namespace myatlas::store {

namespace {

struct KindWords
{
  AuditKind kind;
  const char* words;
  const char* before_name = " ";
};

constexpr KindWords k_kinds[] = {
  {AuditKind::account, "account"},
  {AuditKind::session, "session", " of account "},
  {AuditKind::password, "password", " of account "},
  {AuditKind::login_attempt, "login attempt", " of account "},
  {AuditKind::member_code_attempt, "member-code attempt", " of account "},
  {AuditKind::activation_mail_attempt, "activation-mail attempt", " of account "},
  {AuditKind::reset_mail_attempt, "reset-mail attempt", " of account "},
  {AuditKind::activation_mail, "activation mail"},
  {AuditKind::activation_refused, "activation refused"},
  {AuditKind::reset_mail, "reset mail"},
  {AuditKind::reset_refused, "reset refused"},
  {AuditKind::invitation, "invitation"},
  {AuditKind::establishment, "establishment"},
  {AuditKind::employee, "employee", " of "},
  {AuditKind::funding_request, "funding request"},
  {AuditKind::certificate, "certificate"},
  {AuditKind::invoice, "invoice"},
  {AuditKind::declaration, "declaration", ":"},
  {AuditKind::receipt, "receipt", ":"},
  {AuditKind::mail, "mail"},
  {AuditKind::letter, "letter"},
  {AuditKind::publication, "publication"},
  {AuditKind::transmission, "transmission"},
  {AuditKind::opco, "opco"},
  {AuditKind::batch, "batch"},
  {AuditKind::backup, "backup"},
  {AuditKind::restored_backup, "restored backup"},
  {AuditKind::garbage, "expired rows and files that nothing names"},
  {AuditKind::key, "key"},
};
static_assert(domain::has_all<k_kinds, &KindWords::kind>());

} // namespace

std::string to_text(const AuditSubject& subject)
{
  const KindWords& kind = *util::find_by(k_kinds, subject.kind, &KindWords::kind);
  const std::string name = subject.name.empty() ? "" : kind.before_name + subject.name;
  return kind.words + name;
}

} // namespace myatlas::store
