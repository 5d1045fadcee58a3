#include "operations/office/audit.hpp"

#include <doctest/doctest.h>

#include "operations/office/accounts.hpp"
#include "unit/operations/ask.hpp"

using namespace myatlas;
using namespace myatlas::services;
using formats::Json;

TEST_CASE("the audit is asked in pages, of days, of an account by its address")
{
  World world;
  for (const operations::Operation* const operation :
       {&operations::k_lock_account, &operations::k_unlock_account}) {
    (void)operations::document_of(*operation, world.host(), {{"email", k_anne}});
  }
  CHECK(operations::document_of(operations::k_audit, world.host(), {{"subject", k_anne}})["rows"]
          .size() == 2);
  const Json all = operations::document_of(operations::k_audit, world.host(), {{"verify", true}});
  CHECK(all["next"].is_null());
  const std::size_t count = all["rows"].size();
  const Json first = operations::document_of(operations::k_audit, world.host(), {{"limit", 1}});
  const Json rest =
    operations::document_of(operations::k_audit, world.host(), {{"after", first["next"]}});
  CHECK(rest["rows"].size() == count - 1);
  CHECK(
    operations::document_of(operations::k_audit, world.host(), {{"since", "2026-03-03"}})["rows"]
      .empty());
  CHECK(
    operations::document_of(operations::k_audit, world.host(), {{"until", "2026-03-01"}})["rows"]
      .empty());
  CHECK(operations::misread(operations::k_audit,
                            {{"limit", "x"}, {"after", "-1"}, {"since", "soon"}}) ==
        "limit.form, list.after, date.form");
}
