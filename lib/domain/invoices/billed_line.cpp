#include "domain/invoices/billed_line.hpp"

#include <string>
#include <vector>

#include "domain/values/names.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr NamedValue<CostNature> k_line_nature_names[] = {
  {"PEDAGOGIE", CostNature::pedagogie},       {"PREMIEREQUIPEMENT", CostNature::premierequipement},
  {"MOBILITE", CostNature::mobilite},         {"HEBERGEMENT", CostNature::hebergement},
  {"RESTAURATION", CostNature::restauration}, {"MAJORATION_RQTH", CostNature::majoration_rqth},
};

} // namespace

util::Result<int> parse_instalment(std::string_view text)
{
  const std::string_view digits = util::trim(text);
  const bool right =
    util::is_digits(digits) && digits.size() <= 3 && digits.find_first_not_of('0') != digits.npos;
  return right ? util::Result<int>(std::stoi(std::string(digits)))
               : util::Result<int>(util::Error{"line.instalment", {std::string(text)}});
}

namespace {

// "20x3.00": so many at so much.
std::optional<std::pair<std::int64_t, std::string_view>> quantity_in(std::string_view text)
{
  constexpr std::size_t k_most_digits = 6;
  const std::size_t at = text.find_first_of("xX");
  const std::string_view count = at == text.npos ? "" : util::trim(text.substr(0, at));
  const bool is_one = !count.empty() && count.size() <= k_most_digits && util::is_digits(count);
  return is_one ? std::optional(std::pair(std::stoll(std::string(count)), text.substr(at + 1)))
                : std::nullopt;
}

} // namespace

std::optional<Money> flat_rate(CostNature nature)
{
  if (nature == CostNature::hebergement) {
    return k_night;
  }
  return nature == CostNature::restauration ? std::optional(k_meal) : std::nullopt;
}

std::int64_t quantity_of(const BilledLine& line)
{
  const auto rate = flat_rate(line.nature);
  return rate ? line.amount.cents / rate->cents : 1;
}

bool is_of_contracts_alone(CostNature nature)
{
  return nature == CostNature::premierequipement || nature == CostNature::mobilite ||
         nature == CostNature::majoration_rqth;
}

util::Result<BilledLine> parse_billed_line(std::string_view text)
{
  const std::vector<std::string_view> parts = util::split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) {
    return util::Error{"line.form", {util::printable(text.substr(0, 80))}};
  }
  util::Errors problems;
  const auto nature = util::collect(parse_cost_nature(parts[0]), problems, "");
  const auto several = quantity_in(parts[1]);
  const auto price =
    util::collect(parse_positive(several ? several->second : parts[1]), problems, "");
  const auto instalment =
    parts.size() == 3 ? util::collect(parse_instalment(parts[2]), problems, "") : std::nullopt;
  const std::int64_t count = several ? several->first : 1;
  if (price && (count == 0 || price->cents > k_most_cents / count)) {
    problems.push_back(util::Error{"line.form", {util::printable(text.substr(0, 80))}});
  }
  if (!problems.empty()) {
    return problems;
  }
  return BilledLine{*nature, {price->cents * count}, instalment, several ? price : std::nullopt};
}

const char* to_text(CostNature nature)
{
  return name_of(k_line_nature_names, nature);
}

util::Result<CostNature> parse_cost_nature(std::string_view text)
{
  return value_of(k_line_nature_names, text, "line.nature");
}

} // namespace myatlas::domain
