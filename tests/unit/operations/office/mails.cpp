#include "operations/office/mails.hpp"

#include <doctest/doctest.h>

#include "unit/operations/ask.hpp"

using namespace myatlas;
using namespace myatlas::services;
using formats::Json;

TEST_CASE("mails are listed by their state, without what they say")
{
  World world;
  CHECK(operations::document_of(operations::k_list_mail, world.host())["mails"].empty());
  CHECK(operations::refusal_of(operations::k_list_mail, world.host(), {{"state", "gone"}}) ==
        "state: usage.choice gone state waiting, sent, failed");
  CHECK(operations::k_list_mail.request_schema()["properties"]["state"]["enum"] ==
        Json{"waiting", "sent", "failed"});
}
