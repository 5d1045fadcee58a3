#pragma once

#include <optional>
#include <string>

#include "domain/account/access.hpp"
#include "domain/values/date.hpp"
#include "domain/values/siret.hpp"
#include "store/state_lists.hpp"

namespace myatlas::store {

// What an account may see: the dossiers of the establishments it manages or was given access to,
// and of its own provider. The host and the offices see all.
struct Perimeter
{
  bool everything = false;
  std::string account;
  std::optional<domain::Siren> provider;
  domain::Date day = domain::Date::of_days(0); // access that was given ends

  // That of the host and the offices, and of rules that look at a dossier as it is, whoever asks.
  static Perimeter all() { return {.everything = true, .account = "", .provider = std::nullopt}; }

  std::int64_t provider_number() const { return provider ? provider->number() : -1; } // of no row

  // The establishments the account $2 of a statement reaches, as a sub-select: for many rows.
  std::string reach() const { return "(" + reached() + ") "; }
  // The companies those belong to.
  std::string companies() const
  {
    return "(select siret / 100000 from " + reach() + "as reached) ";
  }
  // Those of one company, whose SIREN an expression tells.
  std::string reach_in(const std::string& siren) const
  {
    return "(" + reached() + " and siret >= " + siren + " * 100000 and siret < (" + siren +
           " + 1) * 100000) ";
  }
  // Whether it reaches the one an expression tells: for a row or a few.
  std::string reaches(const std::string& establishment) const
  {
    return "exists (select 1 from account_reach reached where reached.account = $2 and "
           "reached.until >= '" +
           day.text() + "' and reached.siret = " + establishment + ") ";
  }

  // What a row must be to be seen: `condition`, which may name $2, the account, and $3, the SIREN
  // of its provider. Who sees everything, $1, is not looked up; the parameters of a statement are
  // counted all the same.
  std::string sees(const std::string& condition) const
  {
    return where("$2 = $2 and $3 = $3", condition);
  }
  // By what an account reaches alone, where $3 is another's.
  std::string account_sees(const std::string& condition) const
  {
    return where("$2 = $2", condition);
  }

  // Those it manages: who may only look is not told what a company pays.
  std::string managed() const
  {
    return "(" + reached() + " and role = " + quoted(domain::AccessRole::manager) + ") ";
  }

private:
  std::string where(const std::string& counted, const std::string& condition) const
  {
    return everything ? "($1 = 1 and " + counted + ") "
                      : "($1 = 0 and " + counted + " and (" + condition + ")) ";
  }
  std::string reached() const
  {
    return "select siret from account_reach where account = $2 and until >= '" + day.text() + "'";
  }
};

} // namespace myatlas::store
