#include "domain/dossiers/scheme_rules.hpp"

#include <algorithm>

#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::is_alnum;

constexpr std::int64_t k_most_bilan_hours = 24'00, k_least_alternating_hours = 150'00; // hundredths
constexpr std::int64_t k_working_hours_of_a_year = 1607'00, k_days_in_a_year = 365;
constexpr int k_least_share = 15, k_most_share = 25; // percent of the time

// Whether a word stands in a folded text by itself.
bool stands_alone(const std::string& folded, std::size_t at, std::size_t size)
{
  return !is_alnum(folded[at - 1]) && !is_alnum(folded[at + size]);
}

bool says_any(const std::string& text, std::initializer_list<std::string_view> words)
{
  const std::string folded = " " + util::fold(text) + " ";
  return std::ranges::any_of(words, [&](std::string_view word) {
    const std::size_t at = folded.find(word);
    return at != folded.npos && stands_alone(folded, at, word.size());
  });
}

// A Pro-A to CléA or a VAE has no least length.
bool is_without_least(const FundingRequest& request)
{
  return request.scheme == Scheme::proa &&
         says_any(
           request.title + " " + request.objective,
           {"clea", "vae", "validation des acquis de l experience", "validation des acquis"});
}

std::string hours_told(std::int64_t hundredths)
{
  return util::format_decimal(hundredths, 2);
}

Finding on_hours(Severity severity, Error error)
{
  return {severity, error.at("hours")};
}

// What the working time of the action comes to, in hundredths of an hour.
std::int64_t working_time(const FundingRequest& request)
{
  const std::int64_t days = request.end->days() - request.start->days() + 1;
  return k_working_hours_of_a_year * days / k_days_in_a_year;
}

// The law speaks of each one's.
std::int64_t fewest_hours(const FundingRequest& request)
{
  std::int64_t fewest = *request.hours;
  for (const Trainee& trainee : request.trainees) {
    fewest = std::min(fewest, trainee.hours.value_or(fewest));
  }
  return fewest;
}

Finding too_few_hours(std::int64_t hours, std::int64_t least)
{
  return on_hours(Severity::blocks,
                  {"request.scheme_hours", {hours_told(hours), hours_told(least)}});
}

Finding many_hours(std::int64_t hours, std::int64_t most)
{
  return on_hours(Severity::warns,
                  {"request.scheme_hours_most", {hours_told(hours), hours_told(most)}});
}

// 15 and 25 % of the time, and 150 hours.
void look_at_share(Findings& found, const FundingRequest& request)
{
  const std::int64_t time = working_time(request), fewest = fewest_hours(request),
                     least = std::max(k_least_alternating_hours, time * k_least_share / 100),
                     most = time * k_most_share / 100;
  if (fewest < least && !is_without_least(request)) {
    found.push_back(too_few_hours(fewest, least));
  } else if (*request.hours > std::max(most, least)) {
    found.push_back(many_hours(*request.hours, most));
  }
}

bool alternates(Scheme scheme)
{
  return scheme == Scheme::professionnalisation || scheme == Scheme::proa;
}

bool has_period(const FundingRequest& request)
{
  return request.start && request.end && *request.end >= *request.start;
}

bool has_working_time(const FundingRequest& request)
{
  return request.hours && has_period(request);
}

Finding too_long_a_bilan(std::int64_t hours)
{
  return on_hours(Severity::blocks, {"request.bilan_hours", {hours_told(hours), "24"}});
}

Finding certification_needed()
{
  return {Severity::blocks, Error{"request.certification_needed", {}}.at("certification")};
}

// What no more than the scheme itself asks.
void look_at_scheme(Findings& found, const FundingRequest& request)
{
  if (request.scheme == Scheme::bilan && request.hours > k_most_bilan_hours) {
    found.push_back(too_long_a_bilan(*request.hours));
  }
  if (request.scheme == Scheme::vae && request.certification.empty()) {
    found.push_back(certification_needed());
  }
}

} // namespace

Findings scheme_findings(const FundingRequest& request)
{
  Findings found;
  look_at_scheme(found, request);
  if (alternates(request.scheme) && has_working_time(request)) {
    look_at_share(found, request);
  }
  return found;
}

} // namespace myatlas::domain
