#include <doctest/doctest.h>

#include "domain/dossiers/certificate.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("the last day of a training, and what a certificate is that does not say")
{
  FundingRequest request{.siret = Siret::of_checked(0)};
  request.end = *Date::parse("2026-04-07");
  CHECK(usual_kind(*Date::parse("2026-04-07"), request) == CertificateKind::last);
  CHECK(usual_kind(*Date::parse("2026-04-06"), request) == CertificateKind::intermediate);
  request.broken_off = *Date::parse("2026-04-06");
  CHECK(request.last_day() == *Date::parse("2026-04-06"));
  CHECK(usual_kind(*Date::parse("2026-04-06"), request) == CertificateKind::last);
}

TEST_CASE("a nature that no action has is refused")
{
  CHECK(parse_action_nature("party").error().code == "certificate.nature_unknown");
}
