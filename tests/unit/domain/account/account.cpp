#include <doctest/doctest.h>

#include "domain/account/account.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("a state that no account has is refused")
{
  CHECK(parse_account_state("gone").error().code == "account.state");
}
