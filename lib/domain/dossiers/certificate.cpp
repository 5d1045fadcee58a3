#include "domain/dossiers/certificate.hpp"

#include <algorithm>

#include "domain/dossiers/provider_part.hpp"
#include "domain/values/names.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::Errors;
using util::fold;
using util::Result;

constexpr NamedValue<CertificateKind> k_certificate_kind_names[] = {
  {"final", CertificateKind::last},
  {"intermediate", CertificateKind::intermediate},
  {"intermediaire", CertificateKind::intermediate}};

constexpr NamedValue<ActionNature> k_action_nature_names[] = {
  {"training", ActionNature::training},
  {"bilan", ActionNature::bilan},
  {"vae", ActionNature::vae},
  {"apprenticeship", ActionNature::apprenticeship}};

} // namespace

ActionNature nature_of(Scheme scheme)
{
  switch (scheme) {
  case Scheme::bilan:
    return ActionNature::bilan;
  case Scheme::vae:
    return ActionNature::vae;
  case Scheme::apprenticeship:
    return ActionNature::apprenticeship;
  default:
    return ActionNature::training;
  }
}

const Trainee* trainee_named(const FundingRequest& request, const std::string& name)
{
  return util::find_first(request.trainees, [wanted = fold(name)](const Trainee& trainee) {
    return fold(trainee.name) == wanted;
  });
}

namespace {

// The longest working day an agreement may allow (L3121-19).
constexpr std::int64_t k_most_a_day = 12'00;

std::string hours_in_text(std::int64_t hundredths)
{
  return util::format_decimal(hundredths, 2);
}

Error too_many_hours_a_day(const Certificate& certificate)
{
  return Error{"certificate.hours_a_day",
               {hours_in_text(certificate.hours), certificate.from.text(), certificate.to.text(),
                hours_in_text(k_most_a_day)}}
    .at("hours");
}

void check_hours_a_day(const Certificate& certificate, Errors& problems)
{
  const std::int64_t days = certificate.to.days() - certificate.from.days() + 1;
  if (days > 0 && certificate.hours > days * k_most_a_day) {
    problems.push_back(too_many_hours_a_day(certificate));
  }
}

std::string day_or_dash(const std::optional<Date>& day)
{
  return day ? day->text() : "-";
}

bool is_within(const Certificate& certificate, const FundingRequest& request)
{
  const auto last = request.last_day();
  return certificate.from <= certificate.to &&
         (!request.start || certificate.from >= *request.start) &&
         (!last || certificate.to <= *last);
}

Error not_within(const Certificate& certificate, const FundingRequest& request)
{
  return Error{"certificate.dates",
               {certificate.from.text(), certificate.to.text(), day_or_dash(request.start),
                day_or_dash(request.last_day())}}
    .at("to");
}

Error not_the_last(const Certificate& certificate, Date last)
{
  return Error{"certificate.not_last", {certificate.to.text(), last.text()}}.at("kind");
}

// Inside the request, and to its end when it is the last one.
void check_period(const Certificate& certificate, const FundingRequest& request, Errors& problems)
{
  const auto last = request.last_day();
  if (!is_within(certificate, request)) {
    problems.push_back(not_within(certificate, request));
  } else if (certificate.kind == CertificateKind::last && last && certificate.to < *last) {
    problems.push_back(not_the_last(certificate, *last));
  }
}

Error signed_early(const Certificate& certificate)
{
  return Error{"certificate.early", {certificate.signed_on.text(), certificate.to.text()}}.at(
    "date");
}

Error is_to_come(Date day, Date today, const char* member)
{
  return Error{"date.future", {day.text(), today.text()}}.at(member);
}

// What was carried out lies behind who attests it.
void check_signature(const Certificate& certificate, Date today, Errors& problems)
{
  if (certificate.signed_on < certificate.to) {
    problems.push_back(signed_early(certificate));
  } else if (certificate.to > today) {
    problems.push_back(is_to_come(certificate.to, today, "to"));
  }
  if (certificate.signed_on > today) {
    problems.push_back(is_to_come(certificate.signed_on, today, "date"));
  }
}

void check_days(const Certificate& certificate, const FundingRequest& request, Date today,
                Errors& problems)
{
  check_hours_a_day(certificate, problems);
  check_period(certificate, request, problems);
  check_signature(certificate, today, problems);
}

Error not_certifiable(const FundingRequest& request)
{
  return Error{"certificate.state", {request.number, to_text(request.state)}}.at("request");
}

Error trainee_of_another(const Certificate& certificate, const FundingRequest& request)
{
  return Error{"certificate.trainee", {certificate.trainee, request.number}}.at("trainee");
}

Error more_hours_than_left(std::int64_t hours, std::int64_t left)
{
  return Error{"certificate.hours", {hours_in_text(hours), hours_in_text(left)}}.at("hours");
}

// `certified`: hours of the trainee that were attested before.
void check_trainee(const Certificate& certificate, const FundingRequest& request,
                   std::int64_t certified, Errors& problems)
{
  const Trainee* trainee = trainee_named(request, certificate.trainee);
  if (trainee == nullptr) {
    problems.push_back(trainee_of_another(certificate, request));
    return;
  }
  const std::int64_t left = agreed_hours(request, *trainee, certificate.module) - certified;
  if (certificate.hours > left) {
    problems.push_back(more_hours_than_left(certificate.hours, left));
  }
}

} // namespace

CertificateKind usual_kind(Date to, const FundingRequest& request)
{
  const auto last = request.last_day();
  return last && to < *last ? CertificateKind::intermediate : CertificateKind::last;
}

Errors certificate_problems(const Certificate& certificate, const FundingRequest& request,
                            std::int64_t certified, Date today)
{
  Errors problems;
  if (!state_facts(request.state).invoiceable) {
    problems.push_back(not_certifiable(request));
  }
  check_trainee(certificate, request, certified, problems);
  check_days(certificate, request, today, problems);
  return problems;
}

const char* to_text(CertificateKind kind)
{
  return name_of(k_certificate_kind_names, kind);
}

const char* to_text(ActionNature nature)
{
  return name_of(k_action_nature_names, nature);
}

Result<CertificateKind> parse_certificate_kind(std::string_view text)
{
  return value_of(k_certificate_kind_names, text, "certificate.kind_unknown");
}

Result<ActionNature> parse_action_nature(std::string_view text)
{
  return value_of(k_action_nature_names, text, "certificate.nature_unknown");
}

} // namespace myatlas::domain
