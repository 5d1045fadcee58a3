#include "domain/values/kinds_of_check.hpp"

#include <array>

#include "domain/values/bank.hpp"
#include "domain/values/codes.hpp"
#include "domain/values/person.hpp"
#include "domain/values/siret.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

template <typename Number>
util::Result<std::string> digits_of(std::string_view text)
{
  TRY_ASSIGN(const Number number, Number::parse(text));
  return number.digits();
}

constexpr std::array k_kinds_of_check = {
  CheckKind{"siret", digits_of<Siret>},     CheckKind{"siren", digits_of<Siren>},
  CheckKind{"nir", NirRule::normalize},     CheckKind{"vat", VatRule::normalize},
  CheckKind{"iban", IbanRule::normalize},   CheckKind{"bic", BicRule::normalize},
  CheckKind{"nda", NdaRule::normalize},     CheckKind{"uai", UaiRule::normalize},
  CheckKind{"naf", NafRule::normalize},     CheckKind{"idcc", IdccRule::normalize},
  CheckKind{"rncp", RncpRule::normalize},   CheckKind{"email", EmailRule::normalize},
  CheckKind{"phone", PhoneRule::normalize},
};

} // namespace

std::span<const CheckKind> check_kinds()
{
  return k_kinds_of_check;
}

const CheckKind* find_check_kind(std::string_view name)
{
  return util::find_by(k_kinds_of_check, name, &CheckKind::name);
}

} // namespace myatlas::domain
