#include "domain/invoices/billed_line.hpp"

#include <string>
#include <vector>

#include "domain/values/names.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::collect;
using util::Error;
using util::is_digits;
using util::Result;
using util::trim;

constexpr NamedValue<CostNature> k_line_nature_names[] = {
  {"PEDAGOGIE", CostNature::pedagogie},       {"PREMIEREQUIPEMENT", CostNature::premierequipement},
  {"MOBILITE", CostNature::mobilite},         {"HEBERGEMENT", CostNature::hebergement},
  {"RESTAURATION", CostNature::restauration}, {"MAJORATION_RQTH", CostNature::majoration_rqth},
};

// Not zero, however many of them it has.
bool is_positive(std::string_view digits)
{
  return is_digits(digits) && digits.find_first_not_of('0') != digits.npos;
}

} // namespace

Result<int> parse_instalment(std::string_view text)
{
  const std::string_view digits = trim(text);
  if (!is_positive(digits) || digits.size() > 3) {
    return Error{"line.instalment", {std::string(text)}};
  }
  return std::stoi(std::string(digits));
}

namespace {

bool is_quantity(std::string_view count)
{
  constexpr std::size_t k_most_digits = 6;
  return !count.empty() && count.size() <= k_most_digits && is_digits(count);
}

// So many, at so much.
struct Quantity
{
  std::int64_t count = 1;
  std::string_view price;
  bool is_told = false;
};

// "20x3.00"; all else is one, at what it says.
Quantity quantity_in(std::string_view text)
{
  const std::size_t at = text.find_first_of("xX");
  const std::string_view count = at == text.npos ? "" : trim(text.substr(0, at));
  if (!is_quantity(count)) {
    return {.price = text};
  }
  return {std::stoll(std::string(count)), text.substr(at + 1), true};
}

Error wrong_line(std::string_view text)
{
  return {"line.form", {util::printable(text.substr(0, 80))}};
}

// Whether it comes to no amount, or to more than there is.
bool is_out_of_range(Money price, std::int64_t count)
{
  return count == 0 || price.cents > k_most_cents / count;
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

Result<BilledLine> parse_billed_line(std::string_view text)
{
  const std::vector<std::string_view> parts = util::split(text, ':');
  if (parts.size() < 2 || parts.size() > 3) {
    return wrong_line(text);
  }
  util::Errors problems;
  const auto nature = collect(parse_cost_nature(parts[0]), problems);
  const Quantity quantity = quantity_in(parts[1]);
  const auto price = collect(parse_positive(quantity.price), problems);
  const auto instalment =
    parts.size() == 3 ? collect(parse_instalment(parts[2]), problems) : std::nullopt;
  if (price && is_out_of_range(*price, quantity.count)) {
    problems.push_back(wrong_line(text));
  }
  if (!problems.empty()) {
    return problems;
  }
  return BilledLine{
    *nature, {price->cents * quantity.count}, instalment, quantity.is_told ? price : std::nullopt};
}

const char* to_text(CostNature nature)
{
  return name_of(k_line_nature_names, nature);
}

Result<CostNature> parse_cost_nature(std::string_view text)
{
  return value_of(k_line_nature_names, text, "line.nature");
}

} // namespace myatlas::domain
