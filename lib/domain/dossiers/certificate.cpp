#include "domain/dossiers/certificate.hpp"

#include <algorithm>

#include "domain/dossiers/provider_part.hpp"
#include "domain/values/names.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

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
  const auto is_named = [wanted = util::fold(name)](const Trainee& trainee) {
    return util::fold(trainee.name) == wanted;
  };
  const auto found = std::ranges::find_if(request.trainees, is_named);
  return found == request.trainees.end() ? nullptr : &*found;
}

namespace {

// The longest working day an agreement may allow (L3121-19).
constexpr std::int64_t k_most_a_day = 12'00;

void check_hours_a_day(const Certificate& certificate, util::Errors& problems)
{
  const std::int64_t days = certificate.to.days() - certificate.from.days() + 1;
  if (days > 0 && certificate.hours > days * k_most_a_day) {
    problems.push_back(
      util::Error{"certificate.hours_a_day",
                  {util::format_decimal(certificate.hours, 2), certificate.from.text(),
                   certificate.to.text(), util::format_decimal(k_most_a_day, 2)}}
        .at("hours"));
  }
}

std::string day_or_dash(const std::optional<Date>& day)
{
  return day ? day->text() : "-";
}

// Inside the request, and to its end when it is the last one.
void check_period(const Certificate& certificate, const FundingRequest& request,
                  util::Errors& problems)
{
  const auto last = request.last_day();
  const bool within =
    (!request.start || certificate.from >= *request.start) && (!last || certificate.to <= *last);
  if (certificate.to < certificate.from || !within) {
    const util::Error error{"certificate.dates",
                            {certificate.from.text(), certificate.to.text(),
                             day_or_dash(request.start), day_or_dash(last)}};
    problems.push_back(error.at("to"));
  } else if (certificate.kind == CertificateKind::last && last && certificate.to < *last) {
    problems.push_back(
      util::Error{"certificate.not_last", {certificate.to.text(), last->text()}}.at("kind"));
  }
}

// What was carried out lies behind who attests it.
void check_signature(const Certificate& certificate, Date today, util::Errors& problems)
{
  if (certificate.signed_on < certificate.to) {
    problems.push_back(
      util::Error{"certificate.early", {certificate.signed_on.text(), certificate.to.text()}}.at(
        "date"));
  } else if (certificate.to > today) {
    problems.push_back(util::Error{"date.future", {certificate.to.text(), today.text()}}.at("to"));
  }
  if (certificate.signed_on > today) {
    problems.push_back(
      util::Error{"date.future", {certificate.signed_on.text(), today.text()}}.at("date"));
  }
}

void check_days(const Certificate& certificate, const FundingRequest& request, Date today,
                util::Errors& problems)
{
  check_hours_a_day(certificate, problems);
  check_period(certificate, request, problems);
  check_signature(certificate, today, problems);
}

} // namespace

CertificateKind usual_kind(Date to, const FundingRequest& request)
{
  const auto last = request.last_day();
  return last && to < *last ? CertificateKind::intermediate : CertificateKind::last;
}

util::Errors certificate_problems(const Certificate& certificate, const FundingRequest& request,
                                  std::int64_t certified, Date today)
{
  util::Errors problems;
  if (!state_facts(request.state).invoiceable) {
    problems.push_back(
      util::Error{"certificate.state", {request.number, to_text(request.state)}}.at("request"));
  }
  const Trainee* trainee = trainee_named(request, certificate.trainee);
  if (trainee == nullptr) {
    problems.push_back(
      util::Error{"certificate.trainee", {certificate.trainee, request.number}}.at("trainee"));
  } else {
    const std::int64_t left = agreed_hours(request, *trainee, certificate.module) - certified;
    if (certificate.hours > left) {
      problems.push_back(
        util::Error{"certificate.hours",
                    {util::format_decimal(certificate.hours, 2), util::format_decimal(left, 2)}}
          .at("hours"));
    }
  }
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

util::Result<CertificateKind> parse_certificate_kind(std::string_view text)
{
  return value_of(k_certificate_kind_names, text, "certificate.kind_unknown");
}

util::Result<ActionNature> parse_action_nature(std::string_view text)
{
  return value_of(k_action_nature_names, text, "certificate.nature_unknown");
}

} // namespace myatlas::domain
