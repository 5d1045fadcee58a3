#pragma once

#include <string>

#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/siret.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

// A sum that came back of what was paid beyond what is owed (indu): whoever received it gives it
// back (code civil, 1302-1).
struct Recovery
{
  Money amount;
  std::string reference;              // of the transfer
  Siren payee = Siren::of_checked(0); // who gives it back
  std::string share; // of the dossier it was paid for: to_text(DossierShare), of side costs with
                     // the nature
  Date received_on = Date::of_days(0);
  std::string recorded_by;
  util::Instant recorded;
};

} // namespace myatlas::domain
