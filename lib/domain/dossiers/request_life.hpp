#pragma once

#include <span>
#include <string>
#include <string_view>

#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::domain {

// States of the inter-OPCO norm, and the portal's BROUILLON and INCOMPLET.
enum class RequestState
{
  brouillon,
  transmis,
  en_cours_instruction,
  incomplet,
  engage,
  refuse,
  annule,
  rupture,
  solde,
};

enum class RequestEvent
{
  create_draft,
  edit,
  submit,
  open,
  ask,
  complete,
  accept,
  refuse,
  cancel,
  amend,             // avenant: sent, and waiting for the OPCO's answer
  replace_amendment, // by another, before it is answered
  accept_amendment,
  refuse_amendment,
  break_off, // rupture
  settle,
  sync,    // what another OPCO's service says
  recover, // what was paid beyond what is owed came back
};

// One line of a request's history.
struct RequestChange
{
  util::Instant at;
  std::string actor;
  RequestEvent event = RequestEvent::create_draft;
  RequestState to = RequestState::brouillon;
  std::string comment;
};

// What an event makes of a state. The set is the product's own, the names are sourced
// (doc/sources/requests.md).
struct Transition
{
  RequestEvent event;
  RequestState from;
  RequestState to;
};

std::span<const Transition> transitions();

// The state of the dossier `number` after `event`; fails with "request.transition" (number, state,
// event, what is possible).
util::Result<RequestState> after(const std::string& number, RequestState state, RequestEvent event);

std::string events_from(RequestState state); // "open, ask, cancel"; empty for a final state

bool may_be_invoiced(RequestState state);
bool is_final(RequestState state);

const char* to_text(RequestState state);
const char* to_text(RequestEvent event);
util::Result<RequestState> parse_request_state(std::string_view text); // "request.state_unknown"
util::Result<RequestEvent> parse_request_event(std::string_view text);

} // namespace myatlas::domain
