#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/values/date.hpp"
#include "domain/values/names.hpp"
#include "domain/values/siret.hpp"

namespace myatlas::domain {

// What the public register of companies (répertoire Sirene) answers of a SIRET. "Not available"
// never becomes "not found".
enum class SireneOutcome
{
  open,
  closed,
  not_found,
  unavailable, // nobody could be asked
};

inline constexpr NamedValue<SireneOutcome> k_sirene_outcomes[] = {
  {"open", SireneOutcome::open},
  {"closed", SireneOutcome::closed},
  {"not_found", SireneOutcome::not_found},
  {"unavailable", SireneOutcome::unavailable}};

// What it says of an establishment. Empty, or none: not told; `masked` says that the holder does
// not let names and address be published.
struct SireneEstablishment
{
  Siret siret = Siret::of_checked(0);
  bool is_open = false;
  bool masked = false;
  std::optional<Date> created, closed;
  std::string name, sign, address, postcode, town;
  std::string naf; // "6202A"
  std::vector<std::string>
    idccs; // collective agreements declared: a hint of the branch, not a proof
  std::vector<std::string>
    activity_numbers;           // of a training body (numéros de déclaration d'activité)
  std::optional<bool> qualiopi; // certified; told by one of the two services alone
};

} // namespace myatlas::domain
