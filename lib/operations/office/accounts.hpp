#pragma once

#include "operations/account/account.hpp"

// What the OPCO does with accounts: their list, keeping one out, whose word it believes.
namespace myatlas::operations {

struct ListAccounts
{
  std::string state, limit, after;
};

extern const OperationOf<ListAccounts> k_list_accounts;
extern const OperationOf<AccountAddress> k_lock_account, k_unlock_account, k_erase_account;
extern const OperationOf<AccountAddress> k_approve_provider, k_refuse_provider;
extern const OperationOf<AccountAddress> k_appoint_office, k_dismiss_office;

} // namespace myatlas::operations

template <>
struct myatlas::formats::Shape<myatlas::operations::ListAccounts>
{
  using Form = operations::ListAccounts;
  static constexpr std::tuple k_members = {word<domain::parse_account_state>("state", &Form::state),
                                           member("limit", &Form::limit, Says::figure),
                                           member("after", &Form::after, Says::email)};
};
