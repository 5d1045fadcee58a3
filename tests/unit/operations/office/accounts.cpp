#include "operations/office/accounts.hpp"

#include <doctest/doctest.h>

#include "operations/operations.hpp"
#include "unit/operations/ask.hpp"

using namespace myatlas;
using namespace myatlas::services;
using formats::Json;

TEST_CASE("accounts are listed in pages, with why one is kept out")
{
  World world;
  const Json page =
    operations::document_of(operations::k_list_accounts, world.host(), {{"limit", 1}});
  CHECK(page["accounts"].size() == 1);
  CHECK(page["accounts"][0]["locked_by_tries"] == false);
  CHECK(page["next"] == k_anne);
  const Json rest =
    operations::document_of(operations::k_list_accounts, world.host(), {{"after", k_anne}});
  CHECK(rest["accounts"].size() == 1);
  CHECK(rest["next"].is_null());
  CHECK(operations::misread(operations::k_list_accounts,
                            {{"state", "gone"}, {"limit", "0"}, {"after", "x"}}) ==
        "account.state, limit.form, list.after");
}

TEST_CASE("what the OPCO does to an account is told at its address")
{
  World world;
  const auto state_after = [&](const operations::Operation& operation, const char* email) {
    return operations::document_of(operation, world.host(), {{"email", email}})["state"];
  };
  CHECK(state_after(operations::k_lock_account, k_anne) == "locked");
  CHECK(state_after(operations::k_unlock_account, k_anne) == "active");
  CHECK(operations::document_of(operations::k_refuse_provider, world.host(),
                                {{"email", k_paul}})["provider"]["state"] == "refused");
  CHECK(operations::document_of(operations::k_approve_provider, world.host(),
                                {{"email", k_paul}})["provider"]["state"] == "approved");
  CHECK(operations::refusal_of(operations::k_lock_account, world.host(), {{"email", "x@y.fr"}}) ==
        "email: account.unknown x@y.fr");
  CHECK(operations::refusal_of(operations::k_erase_account, world.host(), {{"email", "x@y.fr"}}) ==
        "email: account.unknown x@y.fr");
  CHECK(operations::misread(operations::k_appoint_office, Json::object()) == "field.required");
  for (const operations::Operation* const operation : operations::all()) {
    INFO(operation->name);
    CHECK((operation->who == operations::Who::office) == operation->name.starts_with("admin "));
  }
}
