#include <doctest/doctest.h>

#include "domain/dossiers/request_rules.hpp"
#include "domain/values/zone.hpp"

using namespace myatlas;
using namespace myatlas::domain;

namespace {

Date on(const char* text)
{
  return *Date::parse(text);
}

} // namespace

TEST_CASE("the last day to send a request: the eve of its start, a contract five days after it")
{
  CHECK(last_day_to_send(Scheme::pdc, on("2026-09-01"), Zone::france) == on("2026-08-31"));
  CHECK(last_day_to_send(Scheme::apprenticeship, on("2026-09-01"), Zone::france) ==
        on("2026-09-07"));
  CHECK(last_day_to_send(Scheme::professionnalisation, on("2026-09-01"), Zone::france) ==
        on("2026-09-06"));
}
