#pragma once

#include <optional>
#include <string>

#include "domain/date.hpp"
#include "domain/siret.hpp"

namespace myatlas::store {

// What an account may see: the dossiers of the establishments it manages or was given access to, and of its own provider. The host
// and the offices see all.
struct Perimeter
{
  bool everything = false;
  std::string account;
  std::optional<domain::Siren> provider;
  domain::Date day = domain::Date::of_days(0); // access that was given ends

  std::int64_t provider_number() const { return provider ? provider->number() : -1; } // of no row

  // The establishments the account $2 of a statement reaches, as a sub-select.
  std::string reach() const { return "(select siret from account_reach where account = $2 and until >= '" + day.text() + "') "; }
};

} // namespace myatlas::store
