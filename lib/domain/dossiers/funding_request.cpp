#include "domain/dossiers/funding_request.hpp"

#include <algorithm>

#include "domain/values/names.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::contains;
using util::Error;
using util::is_digits;
using util::Result;

constexpr NamedValue<Scheme> k_schemes[] = {
  {"pdc", Scheme::pdc},
  {"apprenticeship", Scheme::apprenticeship},
  {"professionnalisation", Scheme::professionnalisation},
  {"proa", Scheme::proa},
  {"bilan", Scheme::bilan},
  {"vae", Scheme::vae},
  {"afest", Scheme::afest},
  {"apprentissage", Scheme::apprenticeship},
  {"pro-a", Scheme::proa},
};

constexpr NamedValue<Mode> k_modes[] = {
  {"presentiel", Mode::presentiel}, {"distanciel", Mode::distanciel}, {"mixte", Mode::mixte},
  {"afest", Mode::afest},           {"in-person", Mode::presentiel},  {"onsite", Mode::presentiel},
  {"présentiel", Mode::presentiel}, {"remote", Mode::distanciel},     {"online", Mode::distanciel},
  {"blended", Mode::mixte},         {"mixed", Mode::mixte},
};

constexpr NamedValue<Audience> k_audiences[] = {{"inter", Audience::inter},
                                                {"intra", Audience::intra}};

constexpr NamedValue<bool> k_yes_no[] = {{"yes", true},  {"no", false},  {"oui", true},
                                         {"non", false}, {"true", true}, {"false", false}};

} // namespace

Money FundingRequest::costs() const
{
  Money sum = teaching_cost.value_or(Money{});
  for (const std::optional<Money>& cost :
       {side_costs.travel, side_costs.lodging, side_costs.meals, side_costs.wages}) {
    sum = sum + cost.value_or(Money{});
  }
  return sum;
}

Money FundingRequest::asked() const
{
  const Money left = costs() - co_funding.value_or(Money{});
  return requested.value_or(std::max(left, Money{}));
}

std::vector<Siret> FundingRequest::providers() const
{
  std::vector<Siret> found;
  const auto add = [&](const std::optional<Siret>& one) {
    if (one && !contains(found, *one)) {
      found.push_back(*one);
    }
  };
  add(provider);
  for (const TrainingModule& module : modules) {
    add(module.provider);
  }
  return found;
}

std::optional<Date> FundingRequest::last_day() const
{
  return broken_off && (!end || *broken_off < *end) ? broken_off : end;
}

bool FundingRequest::pays_provider() const
{
  return subrogation.value_or(false) || scheme == Scheme::apprenticeship;
}

bool is_dossier_number(std::string_view text)
{
  constexpr std::size_t k_least = 12; // D, the year, seven digits or more
  return text.size() >= k_least && text.front() == 'D' && is_digits(text.substr(1));
}

const char* to_text(Scheme scheme)
{
  return name_of(k_schemes, scheme);
}

const char* to_text(Mode mode)
{
  return name_of(k_modes, mode);
}

const char* to_text(Audience audience)
{
  return name_of(k_audiences, audience);
}

Result<Scheme> parse_scheme(std::string_view text)
{
  return value_of(k_schemes, text, "scheme.unknown");
}

Result<Mode> parse_mode(std::string_view text)
{
  return value_of(k_modes, text, "mode.unknown");
}

Result<Audience> parse_audience(std::string_view text)
{
  return value_of(k_audiences, text, "audience.unknown");
}

Result<bool> parse_yes_no(std::string_view text)
{
  return value_of(k_yes_no, text, "yes_no.unknown");
}

Result<std::int64_t> parse_hours(std::string_view text)
{
  const Result<util::Decimal> value = util::parse_decimal(text);
  const Result<std::int64_t> hours =
    value ? util::rescale(*value, 2) : Result<std::int64_t>(value.errors());
  if (!hours || value->scale > 2) { // "1.000" may be a thousand
    return Error{"hours.form", {std::string(text)}};
  }
  if (*hours < 25 || *hours > 999'900) {
    return Error{"hours.range", {std::string(text)}};
  }
  return *hours;
}

} // namespace myatlas::domain
