#pragma once

#include <map>
#include <optional>
#include <string>

#include "services/context.hpp"

namespace myatlas::services {

// What the account in use calls its clients (dossier client), by company; nothing of other
// accounts, and nothing for who acts without one.
std::map<domain::Siren, std::string> client_references(const Context& context);
std::string client_reference(const Context& context, domain::Siren company); // empty: none

// Gives a company the account's own reference, or takes it away by an empty one, inside the
// caller's transaction. Whether that changed something; what does not leaves no trace.
bool set_client_reference(const Context& context, const std::string& account, domain::Siren company,
                          const std::string& reference);

// The company of the account's perimeter that it calls so; nothing where it calls none so.
// company.several (reference, SIRENs) of more than one.
Result<std::optional<domain::Siren>> company_referred_to(const Context& context,
                                                         const std::string& reference);

} // namespace myatlas::services
