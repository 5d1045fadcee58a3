#include "operations/dossiers/requests.hpp"

#include <doctest/doctest.h>

#include "unit/operations/asker.hpp"

using namespace myatlas;
using namespace myatlas::operations;
using services::World;

namespace {

constexpr const char* k_excel = R"({"siret": "73282932000074", "scheme": "pdc", "title": "Excel",
  "provider_siret": "88087814500015", "start": "2026-04-07", "end": "2026-04-08", "hours": 14,
  "mode": "presentiel", "teaching_cost": 1400, "subrogation": true,
  "trainees": [{"name": "Jeanne Martin"}]})";

} // namespace

TEST_CASE("a request is sent as JSON and found again")
{
  World world;
  Asker anne(world.anne());
  const Json sent = anne.document("submit-request", k_excel);
  CHECK(anne.effect() == Effect::write);
  CHECK(sent["schema"] == "myatlas/funding-request/1");
  CHECK(sent["state"] == "TRANSMIS");
  CHECK(sent["warnings"].is_array());
  const Json listed = anne.document("list-requests", R"({"state": "TRANSMIS", "limit": 1})");
  CHECK(anne.effect() == Effect::read);
  CHECK(listed["requests"][0]["number"] == sent["number"]);
  CHECK(listed["requests"][0]["company_name"] == "ALTEA CONSEIL");
  CHECK(listed["next"].is_null());
  CHECK(anne.document("list-requests", R"({"scheme": "vae"})")["requests"].empty());
}

TEST_CASE("what is wrong with a request is told at its members")
{
  World world;
  Asker anne(world.anne());
  CHECK(anne.told("submit-request", R"({"tittle": "Excel"})") ==
        "tittle: json.member_misspelt tittle title");
  CHECK_FALSE(anne.effect());
  CHECK(anne.told("submit-request", R"({"modules": [{"hours": true}]})") ==
        "modules[0].hours: json.member_type hours");
  CHECK(anne.told("submit-request", R"({"trainees": [{"new_employee": {"nir": "1"}}]})") ==
        "trainees[0].new_employee.nir: json.member_unknown nir");
  CHECK(
    anne.told("submit-request", R"({"draft": true, "siret": "1"})").starts_with("siret: siret."));
  CHECK(anne.told("submit-request", R"({"request": "D20260000001", "scheme": "pdc"})") ==
        "usage.both request scheme");
  CHECK(anne.told("list-requests", R"({"state": "SENT"})")
          .starts_with("state: request.state_unknown SENT"));
  CHECK(anne.told("list-requests", R"({"limit": 0})") == "limit: limit.form 0");
  CHECK(anne.told("show-request", "{}") == "request: field.required request");
  CHECK(anne.told("show-request", R"({"request": "D20260000009"})") ==
        "request: request.unknown D20260000009");
}

TEST_CASE("a draft is changed, and a new employee is one of its trainees")
{
  World world;
  Asker anne(world.anne());
  const std::string number = world.draft();
  CHECK(anne.document("edit-request", R"({"request": ")" + number + R"(", "hours": 7,
          "new_employees": ["Petit, Luc, 1990-05-12"]})")["employees"] ==
        Json::array({"Luc Petit"}));
  CHECK(anne
          .told("edit-request", R"({"request": ")" + number + R"(",
          "new_employees": ["Petit"]})")
          .starts_with("new_employees: "));
}

TEST_CASE("a dossier is shown with all that became of it")
{
  World world;
  const std::string number = world.accepted();
  Asker anne(world.anne());
  const Json shown = anne.document("show-request", R"({"request": ")" + number + R"("})");
  CHECK(shown["state"] == "ENGAGE");
  CHECK(shown["left_to_invoice"] == "1400.00");
  CHECK(shown["contract"].is_null());
  CHECK(shown["documents"].size() == 3);
  CHECK(shown["history"].size() == 3);
}

TEST_CASE("the public register is asked only where the request says so")
{
  World world;
  Asker anne(world.anne());
  CHECK(anne.told("submit-request", R"({"online": true})") == "network.unreachable nowhere");
}

TEST_CASE("who may not ask for a request is told")
{
  World world;
  CHECK(Asker(world.nobody()).told("submit-request", k_excel) == "session.required");
  CHECK(Asker(world.nobody()).told("list-requests", "{}") == "session.required");
  CHECK(Asker(world.paul()).told("submit-request", k_excel) == "profile.required member");
}
