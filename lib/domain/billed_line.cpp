#include "domain/billed_line.hpp"

#include <string>
#include <vector>

#include "domain/names.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr NamedValue<CostNature> k_line_nature_names[] = {
  {"PEDAGOGIE", CostNature::pedagogie},     {"PREMIEREQUIPEMENT", CostNature::premierequipement}, {"MOBILITE", CostNature::mobilite},
  {"HEBERGEMENT", CostNature::hebergement}, {"RESTAURATION", CostNature::restauration},           {"MAJORATION_RQTH", CostNature::majoration_rqth},
};

} // namespace

util::Result<int> parse_instalment(std::string_view text)
{
  const std::string_view digits = util::trim(text);
  const bool right = util::is_digits(digits) && digits.size() <= 3 && digits.find_first_not_of('0') != digits.npos;
  return right ? util::Result<int>(std::stoi(std::string(digits))) : util::Result<int>(util::Error{"line.instalment", {std::string(text)}});
}

util::Result<BilledLine> parse_billed_line(std::string_view text)
{
  const std::vector<std::string_view> parts = util::split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) {
    return util::Error{"line.form", {util::printable(text.substr(0, 80))}};
  }
  util::Errors problems;
  const auto nature = util::collect(parse_cost_nature(parts[0]), problems, "");
  const auto amount = util::collect(parse_positive(parts[1]), problems, "");
  const auto instalment = parts.size() == 3 ? util::collect(parse_instalment(parts[2]), problems, "") : std::nullopt;
  return problems.empty() ? util::Result<BilledLine>({*nature, *amount, instalment}) : util::Result<BilledLine>(problems);
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
