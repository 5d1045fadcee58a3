#include "operations/office/accounts.hpp"

#include "formats/json/json_records.hpp"
#include "operations/documents.hpp"
#include "operations/pages.hpp"
#include "services/account/erase_account.hpp"
#include "services/office/manage_accounts.hpp"
#include "services/office/roles.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

// The address a page ended with: list.after (text).
Result<domain::EmailAddress> parse_after_account(std::string_view text)
{
  const auto address = domain::EmailAddress::parse(text);
  return address ? address : Result<domain::EmailAddress>(Error{"list.after", {std::string(text)}});
}

Result<store::AccountFilter> understood_accounts(const ListAccounts& request)
{
  Errors problems;
  store::AccountFilter filter;
  filter.state = given<domain::parse_account_state>(request.state, "state", problems);
  filter.limit = given<parse_limit>(request.limit, "limit", problems);
  if (const auto after = given<parse_after_account>(request.after, "after", problems)) {
    filter.after = domain::email_key(*after);
  }
  return or_problems(filter, problems);
}

Json account_row(const Context& context, const domain::Account& account)
{
  Json row = formats::to_json(account);
  row["locked_by_tries"] = services::is_locked_by_tries(context, account);
  return row;
}

Json place_behind(const services::AccountPage& page)
{
  return page.more ? Json(page.accounts.back().email.text()) : Json(nullptr);
}

Json rows_for(const Context& context, const std::vector<domain::Account>& accounts)
{
  return rows_of(accounts, [&](const domain::Account& one) { return account_row(context, one); });
}

Result<Json> list_accounts(const Context& context, const store::AccountFilter& filter)
{
  const services::AccountPage page = services::list_accounts(context, filter);
  return page_of("myatlas/accounts/1", "accounts", rows_for(context, page.accounts),
                 place_behind(page));
}

template <auto act>
Result<Json> done_to(const Context& context, const AccountAddress& request)
{
  return account_answer(act(context, request.email));
}

constexpr About about_account(const char* name)
{
  return {.name = name, .effect = Effect::write, .who = Who::office, .answer = k_account};
}

template <auto act>
constexpr OperationOf<AccountAddress> act_on_account(const char* name)
{
  return operation<done_to<act>>(about_account(name));
}

Json erased_document(const services::ErasedAccount& erased)
{
  return {{"schema", "myatlas/account-erased/1"},
          {"pseudonym", erased.pseudonym},
          {"mails_removed", erased.mails_removed},
          {"found_in", erased.remains}};
}

Result<Json> erase_account(const Context& context, const AccountAddress& request)
{
  TRY_ASSIGN(const auto erased, services::erase_account(context, request.email));
  return erased_document(erased);
}

} // namespace

constexpr OperationOf<ListAccounts> k_list_accounts =
  operation<understood_accounts, list_accounts>({
    .name = "admin list-accounts",
    .who = Who::office,
    .answer = "myatlas/accounts/1",
  });

constexpr OperationOf<AccountAddress> k_lock_account =
  act_on_account<services::lock_account>("admin lock-account");
constexpr OperationOf<AccountAddress> k_unlock_account =
  act_on_account<services::unlock_account>("admin unlock-account");
constexpr OperationOf<AccountAddress> k_approve_provider =
  act_on_account<services::approve_provider>("admin approve-provider");
constexpr OperationOf<AccountAddress> k_refuse_provider =
  act_on_account<services::refuse_provider>("admin refuse-provider");
constexpr OperationOf<AccountAddress> k_appoint_office =
  act_on_account<services::appoint_office>("admin appoint-office");
constexpr OperationOf<AccountAddress> k_dismiss_office =
  act_on_account<services::dismiss_office>("admin dismiss-office");

constexpr OperationOf<AccountAddress> k_erase_account = operation<erase_account>({
  .name = "admin erase-account",
  .effect = Effect::write,
  .who = Who::office,
  .answer = "myatlas/account-erased/1",
});

} // namespace myatlas::operations
