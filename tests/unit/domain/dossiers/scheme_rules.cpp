#include <doctest/doctest.h>

#include "domain/dossiers/scheme_rules.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("what the law asks of an action by its scheme")
{
  const auto found = [](Scheme scheme, const char* hours, const char* title = "T",
                        const char* certification = "", const char* end = "2027-06-30") {
    FundingRequest request{.siret = *Siret::parse("73282932000074"), .scheme = scheme};
    request.title = title;
    request.certification = certification;
    request.start = *Date::parse("2026-07-01");
    request.end = *Date::parse(end);
    request.hours = *parse_hours(hours);
    std::string told;
    for (const Finding& finding : scheme_findings(request)) {
      told += (finding.severity == Severity::blocks ? "E " : "W ") + finding.error.code;
    }
    return told;
  };
  CHECK(found(Scheme::bilan, "24").empty());
  CHECK(found(Scheme::bilan, "24.5") == "E request.bilan_hours");
  CHECK(found(Scheme::vae, "24") == "E request.certification_needed");
  CHECK(found(Scheme::vae, "24", "T", "RNCP34567").empty());
  CHECK(found(Scheme::professionnalisation, "241.25").empty()); // 15 % of 1 607 hours is 241.05
  CHECK(found(Scheme::professionnalisation, "241") == "E request.scheme_hours");
  CHECK(found(Scheme::professionnalisation, "240") == "E request.scheme_hours");
  CHECK(found(Scheme::professionnalisation, "401").empty());
  CHECK(found(Scheme::professionnalisation, "402") == "W request.scheme_hours_most");
  CHECK(found(Scheme::professionnalisation, "149", "T", "", "2026-12-31") ==
        "E request.scheme_hours");
  CHECK(found(Scheme::professionnalisation, "150", "T", "", "2026-12-31").empty());
  CHECK(found(Scheme::proa, "149", "T", "", "2026-12-31") == "E request.scheme_hours");
  CHECK(found(Scheme::proa, "35", "Certificat CléA", "", "2026-12-31").empty());
  CHECK(found(Scheme::proa, "24", "VAE assistant comptable", "RNCP34567", "2026-12-31").empty());
  CHECK(found(Scheme::proa, "24", "Nuclear", "", "2026-12-31") == "E request.scheme_hours");
  CHECK(found(Scheme::professionnalisation, "35", "CléA", "", "2026-12-31") ==
        "E request.scheme_hours");
}
