#include "services/although.hpp"

#include <doctest/doctest.h>

#include "unit/services/world.hpp"

using namespace myatlas;
using namespace myatlas::services;

namespace {

const util::Errors k_two_rules = {{"a.one", {"1"}}, {"b.two", {"2"}}};

} // namespace

TEST_CASE("without a reason no rule is passed, with one all that were found are")
{
  util::Errors problems;
  CHECK(codes_of(Although("", problems).pass(k_two_rules)) == "a.one, b.two");
  CHECK(Although("", problems).pass({}));
  CHECK(Although("vu au téléphone", problems).pass(k_two_rules));
  CHECK(problems.empty());
}

TEST_CASE("a reason that was given stands in the audit with the codes of what it passed")
{
  World world;
  const auto told = [&](const char* typed, const util::Errors& found) {
    util::Errors problems;
    Although passing(typed, problems);
    passing.pass(found).errors();
    store::Transaction write(world.store(), world.host().deed());
    const std::size_t before = world.store().audit().list().size();
    passing.record(write, {store::AuditKind::invoice, "F-1"});
    const auto rows = world.store().audit().list();
    return rows.size() == before ? "" : rows.back().subject + " " + rows.back().after.value();
  };
  CHECK(told("vu au téléphone", k_two_rules) ==
        R"(invoice F-1 {"although":"vu au téléphone","passed":["a.one","b.two"]})");
  CHECK(told("vu au téléphone", {}) == R"(invoice F-1 {"although":"vu au téléphone","passed":[]})");
  CHECK(told("", k_two_rules).empty());
}

TEST_CASE("a reason counts for what it passed alone")
{
  util::Errors problems;
  Although passing("vu au téléphone", problems);
  CHECK(passing.pass({}));
  CHECK(passing.reason().empty());
  CHECK(passing.pass(k_two_rules));
  CHECK(passing.reason() == "vu au téléphone");
}

TEST_CASE("a reason is a line of at most a thousand characters")
{
  util::Errors problems;
  Although(std::string(1001, 'x'), problems);
  Although("two\nlines", problems);
  CHECK(codes_of(problems) == "text.length, text.control");
}
