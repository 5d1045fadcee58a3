#include "operations/office/work.hpp"

#include <doctest/doctest.h>

#include "unit/operations/ask.hpp"

using namespace myatlas;
using namespace myatlas::services;
using formats::Json;

TEST_CASE("the work that waits is asked in pages")
{
  World world;
  (void)world.sent();
  const Json page =
    operations::document_of(operations::k_list_work, world.host(), {{"limit", "1"}});
  CHECK(page["work"][0]["kind"] == "open_request");
  CHECK(operations::misread(operations::k_list_work, {{"after", "x"}}) == "list.after");
}
