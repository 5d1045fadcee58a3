#pragma once

#include <string>
#include <vector>

#include "domain/account/account.hpp"
#include "output/view.hpp"
#include "session.hpp"

namespace myatlas::cli {

// What the operator does with one account, named by its address: locking it, approving its training
// provider, and the like.
using AccountAct = util::Result<domain::Account> (*)(const services::Context&,
                                                     const std::string& email);

// Shows an account in the session's form; `document` is the account as JSON, to which the form may
// add.
using ShowAccount = util::Result<int> (*)(Session&, const domain::Account&, formats::Json document);

// Does it and shows the account as it is afterwards; the exit status.
util::Result<int> act_on_account(Session& session, const services::Context& context,
                                 const std::string& email, AccountAct act, ShowAccount show);

} // namespace myatlas::cli
