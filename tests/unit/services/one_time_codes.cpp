#include "services/one_time_codes.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

std::string issue(World& world, const char* email = k_anne,
                  domain::CodePurpose purpose = domain::CodePurpose::reset)
{
  const NewCode code = make_code();
  store::Transaction write(world.store(), world.nobody().deed());
  issue_code(world.nobody(), world.account(email).id, purpose, code);
  write.commit();
  return code.text;
}

// What typing the code is answered.
std::string typing(World& world, const std::string& code, const char* email = k_anne,
                   domain::CodePurpose purpose = domain::CodePurpose::reset)
{
  const auto account = world.store().accounts().find(*domain::EmailAddress::parse(email));
  const TypedCode typed = compare_code(world.nobody(), account, purpose, util::Secret(code));
  store::Transaction write(world.store(), world.nobody().deed());
  const util::Outcome answer = check_code(world.nobody(), account, purpose, typed);
  write.commit();
  return codes_of(answer);
}

} // namespace

TEST_CASE("a code is 17 letters and digits, another each time, and what is kept does not tell it")
{
  const NewCode one = make_code(), other = make_code();
  CHECK(one.text.size() == 17);
  CHECK(std::ranges::all_of(one.text, [](char c) { return std::isalnum(c) != 0; }));
  CHECK(one.text != other.text);
  CHECK(one.hash.find(one.text) == std::string::npos);
}

TEST_CASE("a code opens once")
{
  World world;
  const std::string code = issue(world);
  CHECK(typing(world, code).empty());
  CHECK(typing(world, code) == "code.refused");
}

TEST_CASE("a code lives ten minutes")
{
  World world;
  const std::string code = issue(world);
  world.pass(10 * util::k_minute - 1);
  CHECK(typing(world, code).empty());
  const std::string late = issue(world);
  world.pass(10 * util::k_minute);
  CHECK(typing(world, late) == "code.expired");
}

TEST_CASE("the fifth wrong code voids the right one")
{
  World world;
  const std::string code = issue(world);
  for (int i = 0; i < 4; ++i) {
    CHECK(typing(world, "00000000000000000") == "code.refused");
  }
  CHECK(typing(world, code).empty()); // after four it still opens
  const std::string next = issue(world);
  for (int i = 0; i < 5; ++i) {
    CHECK(typing(world, "00000000000000000") == "code.refused");
  }
  CHECK(typing(world, next) == "code.refused");
}

TEST_CASE("a new code kills the one before, and has its own five tries")
{
  World world;
  const std::string first = issue(world);
  for (int i = 0; i < 4; ++i) {
    typing(world, "00000000000000000");
  }
  const std::string second = issue(world);
  CHECK(typing(world, first) == "code.refused");
  CHECK(typing(world, "00000000000000000") == "code.refused");
  CHECK(typing(world, second).empty());
}

TEST_CASE("a code opens what it was made for, for whom it was made")
{
  World world;
  const std::string code = issue(world);
  CHECK(typing(world, code, k_anne, domain::CodePurpose::activation) == "code.refused");
  CHECK(typing(world, code, k_paul) == "code.refused");
  CHECK(typing(world, code, "nobody@x.fr") == "code.refused"); // as every wrong one
  CHECK(typing(world, code).empty());
}

TEST_CASE("a code that was replaced between its comparison and its use does not open")
{
  World world;
  const std::string code = issue(world);
  const auto account = world.account(k_anne);
  const TypedCode typed =
    compare_code(world.nobody(), account, domain::CodePurpose::reset, util::Secret(code));
  CHECK(typed.is_it);
  issue(world);
  store::Transaction write(world.store(), world.nobody().deed());
  CHECK(codes_of(check_code(world.nobody(), account, domain::CodePurpose::reset, typed)) ==
        "code.refused");
}

TEST_CASE("a time that is given does not bring an old code to life")
{
  World world;
  const util::FixedClock machine(world.now());
  const std::string code = issue(world);
  const util::FixedClock later(world.now() + 11 * util::k_minute);
  Context nobody = world.nobody();
  nobody.machine = &later; // the given clock still says the first minute
  const auto account = world.account(k_anne);
  const TypedCode typed =
    compare_code(nobody, account, domain::CodePurpose::reset, util::Secret(code));
  store::Transaction write(world.store(), nobody.deed());
  CHECK(codes_of(check_code(nobody, account, domain::CodePurpose::reset, typed)) == "code.expired");
}

TEST_CASE("a clock that was set back by more than minutes ends the codes of before")
{
  World world;
  const std::string code = issue(world);
  const auto account = world.account(k_anne);
  const auto typed_at = [&](std::int64_t micros) {
    const util::FixedClock machine(world.now() + micros);
    Context nobody = world.nobody();
    nobody.machine = &machine;
    const TypedCode typed =
      compare_code(nobody, account, domain::CodePurpose::reset, util::Secret(code));
    store::Transaction write(world.store(), nobody.deed());
    return codes_of(check_code(nobody, account, domain::CodePurpose::reset, typed)); // rolled back
  };
  CHECK(typed_at(-5 * util::k_minute).empty());
  CHECK(typed_at(-5 * util::k_minute - 1) == "code.expired");
}
