// The account that asks.
#include "operations/account/account.hpp"

#include "formats/json/json_records.hpp"
#include "operations/account/account_export.hpp"
#include "operations/documents.hpp"
#include "services/account/holdings.hpp"
#include "util/try.hpp"

namespace myatlas::operations {

namespace {

Json account_document(const domain::Account& account)
{
  return document(k_account, formats::to_json(account));
}

} // namespace

Result<Json> account_answer(const Result<domain::Account>& account)
{
  return document_of(account, account_document);
}

Result<domain::EmailAddress> address_in(const std::string& text)
{
  return domain::EmailAddress::parse(text).or_at("email");
}

namespace {

using services::Context;

Result<Json> whoami(const Context& context, const Nothing&)
{
  return account_answer(services::acting_account(context));
}

Result<Json> edit_account(const Context& context, const services::AccountForm& form)
{
  return account_answer(services::edit_account(context, form));
}

Result<Json> close_account(const Context& context, const Nothing&)
{
  return account_answer(services::close_account(context));
}

Result<Json> export_account(const Context& context, const Nothing&)
{
  TRY_ASSIGN(const services::AccountHoldings held, services::holdings_of_account(context));
  return account_export_document(held, context.now());
}

} // namespace

constexpr OperationOf<Nothing> k_whoami = operation<whoami>({
  .name = "whoami",
  .who = Who::account,
  .answer = k_account,
});

constexpr OperationOf<services::AccountForm> k_edit_account = operation<edit_account>({
  .name = "edit-account",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_account,
});

constexpr OperationOf<Nothing> k_close_account = operation<close_account>({
  .name = "close-account",
  .effect = Effect::write,
  .who = Who::account,
  .answer = k_account,
});

constexpr OperationOf<Nothing> k_export_account = operation<export_account>({
  .name = "export-account",
  .who = Who::account,
  .answer = "myatlas/account-export/1",
});

} // namespace myatlas::operations
