#include "domain/dossiers/dossier_share.hpp"

#include <doctest/doctest.h>

using namespace myatlas;
using domain::Money;

namespace {

const domain::Siret k_member = domain::Siret::of_checked(73282932000074),
                    k_first = domain::Siret::of_checked(88087814500015),
                    k_second = domain::Siret::of_checked(35600000049837);

// 1 000 euros of teaching and 600 of the company's own, accepted whole.
domain::FundingRequest training(bool subrogation)
{
  domain::FundingRequest request{.number = "D20260000001", .siret = k_member};
  request.provider = k_first;
  request.hours = 1400;
  request.trainees = {{"Jeanne Martin", "", {}, {}}};
  request.teaching_cost = Money{1000'00};
  request.side_costs.wages = Money{600'00};
  request.subrogation = subrogation;
  request.accepted = Money{1600'00};
  return request;
}

domain::FundingRequest of_modules()
{
  domain::FundingRequest request = training(true);
  request.modules = {{"Excel", k_first, "", 1400, Money{700'00}},
                     {"VBA", k_first, "", 700, Money{300'00}},
                     {"Word", k_second, "", 700, Money{500'00}}};
  request.teaching_cost = Money{1500'00};
  request.accepted = Money{2000'00};
  return request;
}

std::vector<std::string> named(const std::vector<domain::DossierShare>& shares)
{
  std::vector<std::string> found;
  for (const domain::DossierShare& share : shares) {
    found.push_back(share.payee.digits() + " " + to_text(share) + " " + share.accepted.text());
  }
  return found;
}

} // namespace

TEST_CASE("with subrogation the teaching is the provider's and the rest the company's")
{
  CHECK(named(domain::shares_of(training(true), {})) ==
        std::vector<std::string>{"880878145 teaching 1000.00", "732829320 company 600.00"});
  domain::FundingRequest less = training(true);
  less.accepted = Money{1200'00};
  CHECK(named(domain::shares_of(less, {})) ==
        std::vector<std::string>{"880878145 teaching 1000.00", "732829320 company 200.00"});
  less.accepted = Money{900'00}; // the teaching comes first
  CHECK(named(domain::shares_of(less, {})) ==
        std::vector<std::string>{"880878145 teaching 900.00", "732829320 company 0.00"});
}

TEST_CASE("without subrogation, or where the member trains its own people, all is one share of the "
          "member's")
{
  CHECK(named(domain::shares_of(training(false), {})) ==
        std::vector<std::string>{"732829320 teaching 1600.00"});
  domain::FundingRequest internal = training(true);
  internal.provider = domain::Siret::of_checked(73282932000082);
  CHECK(named(domain::shares_of(internal, {})) ==
        std::vector<std::string>{"732829320 teaching 1600.00"});
  CHECK_FALSE(domain::claims_own_costs(internal, k_member.siren()));
}

TEST_CASE("modules are shares of their own, but where an invoice of their provider names none")
{
  CHECK(named(domain::shares_of(of_modules(), {})) ==
        std::vector<std::string>{"880878145 module 1 700.00", "880878145 module 2 300.00",
                                 "356000000 module 3 500.00", "732829320 company 500.00"});
  const auto merged = domain::shares_of(of_modules(), {k_first.siren()});
  CHECK(named(merged) == std::vector<std::string>{"880878145 teaching 1000.00",
                                                  "356000000 module 3 500.00",
                                                  "732829320 company 500.00"});
  CHECK(domain::share_of(merged, k_first.siren(), 2) == 0);
  CHECK(domain::share_of(merged, k_second.siren(), std::nullopt) == 1);
  CHECK(domain::share_of(merged, k_member.siren(), std::nullopt) == 2);
}

TEST_CASE("a member that gives one module of several claims its own costs apart")
{
  domain::FundingRequest request = of_modules();
  request.modules[2].provider = k_member;
  const auto shares = domain::shares_of(request, {});
  CHECK(named(shares) ==
        std::vector<std::string>{"880878145 module 1 700.00", "880878145 module 2 300.00",
                                 "732829320 module 3 500.00", "732829320 company 500.00"});
  CHECK(domain::claims_own_costs(request, k_member.siren()));
  CHECK(domain::share_of(shares, k_member.siren(), 3) == 2);
  CHECK(domain::share_of(shares, k_member.siren(), std::nullopt) == 3);
}

TEST_CASE("a sum that came back keeps its share when shares are counted otherwise later")
{
  const auto apart = domain::shares_of(of_modules(), {}),
             merged = domain::shares_of(of_modules(), {k_first.siren()});
  CHECK(domain::share_named(apart, k_first.siren(), "module 2") == 1);
  CHECK(domain::share_named(merged, k_first.siren(), "module 2") == 0);
  CHECK(domain::share_named(apart, k_second.siren(), "teaching") == 2);
  CHECK(domain::share_named(apart, k_member.siren(), "company") == 3);
}

TEST_CASE("of a contract the side costs are a share beside the teaching")
{
  domain::FundingRequest contract = training(true);
  contract.scheme = domain::Scheme::apprenticeship;
  contract.accepted = Money{4928'77};
  CHECK(named(domain::shares_of_contract(contract, Money{4600'00})) ==
        std::vector<std::string>{"880878145 teaching 328.77", "880878145 side_costs 4600.00"});
}
