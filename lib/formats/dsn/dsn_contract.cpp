#include "formats/dsn/dsn_contract.hpp"

#include <string>

#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::string_view k_apprentice_devices[] = {"64", "65", "81"};
constexpr std::string_view k_fixed_term_natures[] = {"02", "10", "92"};
// Internship, temporary worker, company officer, other.
constexpr std::string_view k_natures_apart[] = {"29", "03", "80", "90"};
constexpr char k_internship[] = "29", k_professionalisation[] = "61";

int number_in(std::string_view digits)
{
  return std::stoi(std::string(digits));
}

bool counts_for_nothing(const DsnContract& contract)
{
  return is_apprentice(contract) || contract.device == k_professionalisation ||
         is_one_of(contract.nature, k_natures_apart);
}

// Whole where the quotas of time are not told.
static bool is_told(const util::Result<domain::Money>& quantity)
{
  return quantity && quantity->cents > 0;
}

std::int64_t share_worked(const DsnContract& contract)
{
  const auto whole = domain::Money::parse(contract.reference),
             worked = domain::Money::parse(contract.worked);
  if (!is_told(whole) || !is_told(worked)) {
    return 100;
  }
  return std::min<std::int64_t>(worked->cents * 100 / whole->cents, 100);
}

} // namespace

static unsigned count_in(std::string_view digits)
{
  return static_cast<unsigned>(number_in(digits));
}

std::optional<domain::Date> dsn_date(std::string_view text)
{
  if (text.size() != 8 || !util::is_digits(text)) {
    return std::nullopt;
  }
  return domain::Date::given(number_in(text.substr(4)), count_in(text.substr(2, 2)),
                             count_in(text.substr(0, 2)))
    .as_optional();
}

bool is_apprentice(const DsnContract& contract)
{
  return is_one_of(contract.device, k_apprentice_devices);
}

bool is_fixed_term(const DsnContract& contract)
{
  return is_one_of(contract.nature, k_fixed_term_natures);
}

static bool runs_on(const DsnContract& contract, domain::Date day)
{
  return contract.start && *contract.start <= day && (!contract.end || *contract.end >= day);
}

bool is_open(const DsnContract& contract, domain::Month month)
{
  return contract.nature != k_internship && runs_on(contract, month.last_day());
}

std::int64_t share_of(const DsnContract& contract)
{
  return counts_for_nothing(contract) ? 0 : share_worked(contract);
}

} // namespace myatlas::formats
