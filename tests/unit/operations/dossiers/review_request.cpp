#include "operations/dossiers/review_request.hpp"

#include <doctest/doctest.h>

#include "unit/operations/asker.hpp"

using namespace myatlas;
using namespace myatlas::operations;
using services::World;

TEST_CASE("the OPCO reviews a request as JSON")
{
  World world;
  const std::string number = world.sent();
  world.attach_all(number);
  Asker host(world.host());
  const std::string named = R"({"request": ")" + number + '"';
  CHECK(host.document("admin open-request", named + "}")["state"] == "EN_COURS_INSTRUCTION");
  CHECK(host.told("admin accept-request", named + R"(, "amount": "1", "npec": 8000})") ==
        "usage.both amount npec");
  CHECK(host.told("admin accept-request", named + "}") == "amount: field.required amount");
  CHECK(host.document("admin accept-request", named + R"(, "amount": 1000})")["accepted_amount"] ==
        "1000.00");
  CHECK(host.told("admin settle-request", named + "}").starts_with("certificate.") == false);
}

TEST_CASE("what is asked for, and why it is refused, are members")
{
  World world;
  const std::string number = world.opened();
  Asker host(world.host());
  const std::string named = R"({"request": ")" + number + '"';
  CHECK(host.told("admin ask-documents", named + "}") == "documents: field.required documents");
  CHECK(host.told("admin ask-documents", named + R"(, "documents": ["bill"]})")
          .starts_with("documents: document.use_unknown bill"));
  CHECK(host.told("admin refuse-request", named + "}") == "reason: field.required reason");
  CHECK(host.document("admin refuse-request", named + R"(, "reason": "late"})")["state"] ==
        "REFUSE");
}

TEST_CASE("a check reads, unless the public register is asked too")
{
  World world;
  const std::string number = world.sent();
  Asker host(world.host());
  const Json found = host.document("admin check-request", R"({"request": " )" + number + R"("})");
  CHECK(host.effect() == Effect::read);
  CHECK(found["schema"] == "myatlas/request-check/1");
  CHECK(found["request"] == number);
  CHECK(found["conform"] == true);
  CHECK(host.told("admin check-request", R"({"request": "D20260000001", "online": true})") ==
        "network.unreachable nowhere");
  CHECK(host.effect() == Effect::write);
}
