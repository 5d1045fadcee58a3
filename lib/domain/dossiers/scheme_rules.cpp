#include "domain/dossiers/scheme_rules.hpp"

#include <algorithm>

#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr std::int64_t k_most_bilan_hours = 24'00, k_least_alternating_hours = 150'00; // hundredths
constexpr std::int64_t k_working_hours_of_a_year = 1607'00, k_days_in_a_year = 365;
constexpr int k_least_share = 15, k_most_share = 25; // percent of the time

bool says_any(const std::string& text, std::initializer_list<std::string_view> words)
{
  const std::string folded = " " + util::fold(text) + " ";
  return std::ranges::any_of(words, [&](std::string_view word) {
    const std::size_t at = folded.find(word);
    return at != folded.npos && !util::is_alnum(folded[at - 1]) &&
           !util::is_alnum(folded[at + word.size()]);
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

// 15 and 25 % of the time, and 150 hours.
void look_at_share(std::vector<Finding>& found, const FundingRequest& request)
{
  const std::int64_t days = request.end->days() - request.start->days() + 1;
  const std::int64_t time = k_working_hours_of_a_year * days / k_days_in_a_year;
  const std::int64_t least = std::max(k_least_alternating_hours, time * k_least_share / 100),
                     most = time * k_most_share / 100;
  std::int64_t fewest = *request.hours; // the law speaks of each one's
  for (const Trainee& trainee : request.trainees) {
    fewest = std::min(fewest, trainee.hours.value_or(fewest));
  }
  if (fewest < least && !is_without_least(request)) {
    found.push_back(
      {Severity::blocks,
       util::Error{"request.scheme_hours", {hours_told(fewest), hours_told(least)}}.at("hours")});
  } else if (*request.hours > std::max(most, least)) {
    found.push_back(
      {Severity::warns,
       util::Error{"request.scheme_hours_most", {hours_told(*request.hours), hours_told(most)}}.at(
         "hours")});
  }
}

} // namespace

std::vector<Finding> scheme_findings(const FundingRequest& request)
{
  std::vector<Finding> found;
  const bool alternates =
    request.scheme == Scheme::professionnalisation || request.scheme == Scheme::proa;
  if (request.scheme == Scheme::bilan && request.hours > k_most_bilan_hours) {
    found.push_back(
      {Severity::blocks,
       util::Error{"request.bilan_hours", {hours_told(*request.hours), "24"}}.at("hours")});
  }
  if (request.scheme == Scheme::vae && request.certification.empty()) {
    found.push_back(
      {Severity::blocks, util::Error{"request.certification_needed", {}}.at("certification")});
  }
  if (alternates && request.hours && request.start && request.end &&
      *request.end >= *request.start) {
    look_at_share(found, request);
  }
  return found;
}

} // namespace myatlas::domain
