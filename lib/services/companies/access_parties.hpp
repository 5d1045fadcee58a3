#pragma once

#include <string>

#include "domain/account/account.hpp"
#include "services/companies/access_view.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// Who gives access to a company and who is given it, whether the address has an account or not.
struct AccessParties
{
  domain::Account acting;
  domain::EmailAddress email;
  std::optional<domain::Account> other; // with that address
  domain::Siren siren;
};

// As a form names them: field.required, company.unknown, company.contradiction, access.self,
// access.given_on (siren) of a company that the account was given access to itself.
Result<AccessParties> parties_of(const Context& context, const AccessForm& form);

// field.required, of a member of the form.
void require_member(const std::string& text, const char* member, Errors& problems);

// Whether it is of that training provider by its own word.
bool names_provider(const domain::Account& account, domain::Siren siren);

} // namespace myatlas::services
