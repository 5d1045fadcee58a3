#include <doctest/doctest.h>

#include "domain/dossiers/funding_request.hpp"
#include "domain/dossiers/request_life.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("a dossier moves as the table says, and no other way")
{
  FundingRequest request{.number = "D1", .siret = Siret::of_checked(73282932000074)};
  int allowed = 0;
  for (const RequestStateFacts& from : k_request_states) {
    request.state = from.state;
    for (int i = 0; *to_text(static_cast<RequestEvent>(i)) != '\0'; ++i) {
      const auto event = static_cast<RequestEvent>(i);
      const auto next = after(request.number, request.state, event);
      allowed += next ? 1 : 0;
      CHECK((next || next.error().code == "request.transition"));
      CHECK_FALSE((next && !from.open));
    }
  }
  CHECK(allowed == static_cast<int>(transitions().size()));
  CHECK(*parse_request_state("ruptu") == RequestState::rupture);
  CHECK(parse_request_event("nap").error().code == "request.event_unknown");
}
