#include <doctest/doctest.h>

#include "domain/dossiers/request_life.hpp"

using namespace myatlas;
using namespace myatlas::domain;

TEST_CASE("a dossier moves as the table says, and no other way")
{
  FundingRequest request{.number = "D1", .siret = Siret::of_checked(73282932000074)};
  int allowed = 0;
  for (const RequestStateFacts& from : k_request_states) {
    request.state = from.state;
    for (const RequestEvent event :
         {RequestEvent::edit, RequestEvent::submit, RequestEvent::open, RequestEvent::ask,
          RequestEvent::complete, RequestEvent::accept, RequestEvent::refuse, RequestEvent::cancel,
          RequestEvent::break_off, RequestEvent::amend, RequestEvent::settle}) {
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
