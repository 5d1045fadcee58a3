#pragma once

#include <string>

#include "services/context.hpp"

namespace myatlas::services {

// Whose word the OPCO believes: accounts that act as a training provider, and its own.

// Lets an account act as the training provider it names, or tells that it may not. Again: nothing
// is written. account.unknown (address), provider.none (address), account.transition (address,
// state, event) of a closed account.
Result<domain::Account> approve_provider(const Context& context, const std::string& email);
Result<domain::Account> refuse_provider(const Context& context, const std::string& email);

// Makes an active account one of the OPCO's, or no longer. account.unknown, account.transition.
Result<domain::Account> appoint_office(const Context& context, const std::string& email);
Result<domain::Account> dismiss_office(const Context& context, const std::string& email);

} // namespace myatlas::services
