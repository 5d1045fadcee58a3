#include "domain/dossiers/request_edit.hpp"

#include <doctest/doctest.h>

using namespace myatlas::domain;

TEST_CASE("a change of a request is told by what it touched, and outdates what was written of its "
          "provider, price or hours")
{
  FundingRequest before{.siret = Siret::of_checked(73282932000074)};
  before.title = "Excel";
  before.provider = Siret::of_checked(88087814500015);
  before.hours = 700;
  before.teaching_cost = Money{700'00};
  before.trainees = {{"Jeanne Martin", "", {}, {}}};
  const auto told = [&](auto change) {
    FundingRequest after = before;
    change(after);
    return joined(changed_members(before, after));
  };
  CHECK(told([](FundingRequest&) {}).empty());
  CHECK(told([](FundingRequest& r) {
          r.objective = "Compter";
          r.title = "Calc";
        }) == "title, objective");
  CHECK(told([](FundingRequest& r) {
          r.teaching_cost = Money{9000'00};
          r.hours = 7000;
        }) == "hours, teaching_cost");
  CHECK(told([](FundingRequest& r) { r.trainees[0].hours = 1400; }) == "hours, trainees");
  const auto one_more = [](FundingRequest& r) { r.trainees.push_back({"Luc Petit", "", {}, {}}); };
  CHECK(told(one_more) == "trainees");
  CHECK(told([](FundingRequest& r) { r.side_costs.wages = Money{10'00}; }) == "wage_cost");
  CHECK_FALSE(outdates_documents(""));
  CHECK_FALSE(outdates_documents("title, objective, wage_cost"));
  CHECK(outdates_documents("title, hours"));
  CHECK(outdates_documents("provider_siret"));
  CHECK(outdates_documents("modules"));
}
