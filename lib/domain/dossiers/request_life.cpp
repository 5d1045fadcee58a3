#include "domain/dossiers/request_life.hpp"

#include <algorithm>
#include <array>

#include "domain/values/names.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::Result;

using enum RequestState;

constexpr NamedValue<RequestEvent> k_request_event_names[] = {
  {"create", RequestEvent::create_draft},
  {"edit", RequestEvent::edit},
  {"submit", RequestEvent::submit},
  {"open", RequestEvent::open},
  {"ask", RequestEvent::ask},
  {"complete", RequestEvent::complete},
  {"accept", RequestEvent::accept},
  {"refuse", RequestEvent::refuse},
  {"cancel", RequestEvent::cancel},
  {"amend", RequestEvent::amend},
  {"break-off", RequestEvent::break_off},
  {"settle", RequestEvent::settle},
  {"sync", RequestEvent::sync},
  {"recover", RequestEvent::recover},
  {"accept-amendment", RequestEvent::accept_amendment},
  {"refuse-amendment", RequestEvent::refuse_amendment},
  {"replace-amendment", RequestEvent::replace_amendment},
};
static_assert(has_all<k_request_event_names>());

constexpr std::array k_request_transitions = {
  Transition{RequestEvent::edit, brouillon, brouillon},
  Transition{RequestEvent::edit, incomplet, incomplet},
  Transition{RequestEvent::submit, brouillon, transmis},
  Transition{RequestEvent::open, transmis, en_cours_instruction},
  Transition{RequestEvent::ask, transmis, incomplet},
  Transition{RequestEvent::ask, en_cours_instruction, incomplet},
  Transition{RequestEvent::complete, incomplet, en_cours_instruction},
  Transition{RequestEvent::accept, en_cours_instruction, engage},
  Transition{RequestEvent::refuse, en_cours_instruction, refuse},
  Transition{RequestEvent::cancel, brouillon, annule},
  Transition{RequestEvent::cancel, transmis, annule},
  Transition{RequestEvent::cancel, en_cours_instruction, annule},
  Transition{RequestEvent::cancel, incomplet, annule},
  Transition{RequestEvent::cancel, engage, annule},
  Transition{RequestEvent::amend, engage, engage},
  Transition{RequestEvent::break_off, engage, rupture},
  Transition{RequestEvent::settle, engage, solde},
  Transition{RequestEvent::settle, rupture, solde},
};

} // namespace

std::span<const Transition> transitions()
{
  return k_request_transitions;
}

std::string events_from(RequestState state)
{
  std::string events;
  for (const Transition& transition : k_request_transitions) {
    if (transition.from == state) {
      util::add_to_list(events, to_text(transition.event));
    }
  }
  return events;
}

namespace {

util::Error no_transition(const std::string& number, RequestState state, RequestEvent event)
{
  const std::string possible = events_from(state);
  return {"request.transition",
          {number, to_text(state), to_text(event), possible.empty() ? "-" : possible}};
}

} // namespace

Result<RequestState> after(const std::string& number, RequestState state, RequestEvent event)
{
  for (const Transition& transition : k_request_transitions) {
    if (transition.event == event && transition.from == state) {
      return transition.to;
    }
  }
  return no_transition(number, state, event);
}

const char* to_text(RequestState state)
{
  return state_facts(state).word;
}

const char* to_text(RequestEvent event)
{
  return name_of(k_request_event_names, event);
}

Result<RequestState> parse_request_state(std::string_view text)
{
  return parse_state<k_request_states>(text, "request.state_unknown");
}

Result<RequestEvent> parse_request_event(std::string_view text)
{
  return value_of(k_request_event_names, text, "request.event_unknown");
}

} // namespace myatlas::domain
