#pragma once

#include <optional>
#include <string>

#include "domain/account/account.hpp"
#include "domain/dossiers/funding_request.hpp"

namespace myatlas::domain {

enum class CertificateKind
{
  intermediate, // of a part: others follow
  last,         // final
};

// The four actions that develop skills (L6313-1).
enum class ActionNature
{
  training,
  bilan,
  vae,
  apprenticeship,
};

// Attests that an action was carried out (certificat de réalisation): the ministry's fields,
// R6332-26 and order of 21/12/2018.
struct Certificate
{
  std::string number;  // "A2026-0000001"
  std::string request; // number of the dossier
  CertificateKind kind = CertificateKind::last;
  std::string trainee;
  Siret siret = Siret::of_checked(0); // the trainee's establishment
  std::string title;
  ActionNature nature = ActionNature::training;
  Date from = Date::of_days(0), to = Date::of_days(0);
  std::int64_t hours = 0;                       // carried out, hundredths
  std::string representative, role;             // who signs for the provider, and as what
  std::optional<Title> title_of_representative; // none: not told
  Siret provider = Siret::of_checked(0);
  std::string activity_number;             // empty: not told
  std::string provider_name, company_name; // as they were when it was issued; empty: not known then
  std::string place;
  Date signed_on = Date::of_days(0);
  std::optional<std::string> document; // SHA-256 of an uploaded one
  std::string file_name;
  std::string created_by;
  util::Instant created;
  std::optional<int> module = {}; // position in the dossier; none: it has no modules
  std::string replaced_by = {};   // number of the one that took its place; empty: it stands
};

ActionNature nature_of(Scheme scheme);

// The trainee of this name, case, accents and blanks apart; null when there is none.
const Trainee* trainee_named(const FundingRequest& request, const std::string& name);

// What a certificate is that does not say: final when it reaches the last day of the training,
// which may have been broken off.
CertificateKind usual_kind(Date to, const FundingRequest& request);

// What speaks, `today`, against a certificate of a trainee who has `certified` hours of the same
// module already: certificate.dates (from, to, start, last day), certificate.hours (hours, left),
// certificate.hours_a_day (hours, from, to, most a day), certificate.early (signed, end),
// date.future (day, today), certificate.not_last (to, last day), certificate.trainee (name),
// certificate.state (number, state).
util::Errors certificate_problems(const Certificate& certificate, const FundingRequest& request,
                                  std::int64_t certified, Date today);

const char* to_text(CertificateKind kind);
const char* to_text(ActionNature nature);
util::Result<CertificateKind>
parse_certificate_kind(std::string_view text); // "certificate.kind_unknown"
util::Result<ActionNature>
parse_action_nature(std::string_view text); // "certificate.nature_unknown"

} // namespace myatlas::domain
