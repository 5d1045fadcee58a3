#include "operations/companies/companies.hpp"

#include <doctest/doctest.h>

#include "operations/companies/access.hpp"
#include "operations/companies/employees.hpp"
#include "operations/companies/establishments.hpp"
#include "operations/companies/opco_of.hpp"
#include "unit/operations/ask.hpp"

using namespace myatlas;
using namespace myatlas::services;
using formats::Json;

namespace {

Json jeanne()
{
  return {{"siret", k_altea},        {"staff_number", "00042"},    {"birth_name", "Martin"},
          {"first_name", "Jeanne"},  {"birth_date", "1985-05-14"}, {"sex", "F"},
          {"nir", "285057800608441"}};
}

} // namespace

TEST_CASE("a company is named by its member \"company\"")
{
  World world;
  CHECK(operations::document_of(operations::k_show_company, world.anne(),
                                {{"company", "A1"}})["establishments"]
          .size() == 1);
  CHECK(operations::document_of(operations::k_list_companies,
                                world.anne())["companies"][0]["establishments"] == 1);
  CHECK(operations::refusal_of(operations::k_show_company, world.anne(), {{"company", "B2"}}) ==
        "company: company.unknown B2");
  CHECK(operations::refusal_of(operations::k_leave_company, world.anne(), {{"company", "B2"}}) ==
        "company: company.unknown B2");
  CHECK(operations::misread(operations::k_show_company, Json::object()) == "field.required");
  CHECK(operations::refusal_of(operations::k_add_company, world.anne(), {{"member_code", "B2"}}) ==
        "payroll: field.required payroll");
  CHECK(operations::refusal_of(operations::k_leave_company, world.paul(), {{"company", "A1"}}) ==
        "profile.required member");
  CHECK(operations::document_of(operations::k_leave_company, world.anne(),
                                {{"company", "A1"}})["establishments_removed"] == 1);
}

TEST_CASE("what became of each SIRET is the document, and why nothing was done goes with it")
{
  World world;
  const operations::Answer refused = done(operations::answer_to(
    operations::k_add_siret, world.anne(), {{"sirets", {k_altea_lyon, "123", k_birch}}}));
  CHECK(refused.document["results"][0]["result"] == "withheld");
  CHECK(refused.document["results"][1]["result"] == "invalid");
  CHECK(codes_of(refused.problems) == "siret.form, establishment.unproved");
  REQUIRE_FALSE(refused.problems.empty());
  CHECK(refused.problems.front().where.column == "sirets");
  const operations::Answer added = done(
    operations::answer_to(operations::k_add_siret, world.anne(), {{"sirets", {k_altea_lyon}}}));
  CHECK(added.document["results"][0]["result"] == "added");
  CHECK(added.problems.empty());
  CHECK(operations::document_of(operations::k_list_establishments, world.anne())["establishments"]
          .size() == 2);
  CHECK(operations::document_of(operations::k_remove_siret, world.anne(),
                                {{"sirets", {k_altea_lyon}}})["results"][0]["result"] == "removed");
  CHECK(operations::refusal_of(operations::k_remove_siret, world.anne(), {{"sirets", {"1"}}}) ==
        "sirets: siret.form 1");
  CHECK(operations::misread(operations::k_remove_siret, Json::object()) == "field.required");
}

TEST_CASE("an employee is added, changed and removed by requests, the NIR a secret of them")
{
  World world;
  const Json added = operations::document_of(operations::k_add_employee, world.anne(), jeanne());
  CHECK(added["birth_name"] == "Martin");
  CHECK(added.dump().find("285057800608441") == std::string::npos);
  CHECK(operations::document_of(operations::k_edit_employee, world.anne(),
                                {{"employee", "00042"}, {"job", "Comptable"}})["job"] ==
        "Comptable");
  CHECK(operations::document_of(operations::k_list_employees, world.anne())["employees"].size() ==
        1);
  CHECK(operations::refusal_of(operations::k_list_employees, world.anne(), {{"company", "B2"}}) ==
        "company: company.unknown B2");
  Json other = jeanne();
  other["sex"] = "M";
  CHECK(operations::refusal_of(operations::k_add_employee, world.anne(), other)
          .starts_with("nir: nir.coherence"));
  CHECK(operations::misread(operations::k_edit_employee, {{"employe", "00042"}}) ==
        "field.required, json.member_misspelt");
  CHECK(operations::document_of(operations::k_remove_employee, world.anne(),
                                {{"employee", "Jeanne Martin"}})["staff_number"] == "00042");
  CHECK(operations::refusal_of(operations::k_remove_employee, world.paul(),
                               {{"employee", "Jeanne Martin"}}) == "profile.required member");
}

TEST_CASE("access is given to an address and taken back from it")
{
  World world;
  const Json given =
    operations::document_of(operations::k_grant_access, world.anne(),
                            {{"email", "leo@compta.fr"}, {"company", "A1"}, {"role", "reader"}});
  CHECK(given["role"] == "reader");
  CHECK(operations::document_of(operations::k_list_access, world.anne())["accesses"].size() == 1);
  CHECK(operations::refusal_of(operations::k_grant_access, world.anne(), Json::object()) ==
        "email: field.required email");
  CHECK(operations::refusal_of(operations::k_grant_access, world.anne(),
                               {{"email", "leo@compta.fr"}, {"company", "A1"}, {"role", "boss"}})
          .starts_with("role: access.role_unknown boss"));
  CHECK(operations::document_of(operations::k_revoke_access, world.anne(),
                                {{"email", "leo@compta.fr"}, {"company", "A1"}})["in_force"] ==
        false);
  CHECK(operations::refusal_of(operations::k_list_access, world.nobody(), Json::object()) ==
        "session.required");
}

TEST_CASE("the OPCO of an establishment is asked of the store, that of an agreement of nobody")
{
  World world;
  CHECK(operations::document_of(operations::k_find_opco, world.nobody(),
                                {{"siret", k_altea}})["opco"] == "OPCO Atlas");
  const Json agreement = {{"idcc", "1486"}};
  CHECK(operations::document_of(operations::k_find_opco, world.nobody(), agreement)["opco"] ==
        "OPCO Atlas");
  CHECK(done(operations::k_find_opco.read(agreement, operations::Files())).needs ==
        operations::Needs::nothing);
  CHECK(operations::misread(operations::k_find_opco, Json::object()) == "field.required");
  CHECK(operations::misread(operations::k_find_opco, {{"siret", k_altea}, {"idcc", "1486"}}) ==
        "field.both");
  CHECK(operations::misread(operations::k_find_opco, {{"siret", "1"}}) == "siret.form");
}
