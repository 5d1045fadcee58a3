#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/dossiers/deadline_kind.hpp"
#include "domain/values/office_work.hpp"
#include "domain/values/states.hpp"
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

struct RequestStateFacts
{
  RequestState state;
  const char* word;
  Fact sent;        // its provider and the OPCO see it
  Fact open;        // it waits for somebody: for who made it, the OPCO, or the last invoice
  Fact invoiceable; // invoices and certificates are taken
  Fact stands;      // the same contract cannot be sent again as another dossier
  Told<OfficeWork> work;
  Told<std::optional<DeadlineKind>> due; // what has a day
  const char* also = "";                 // another spelling that is read
};

inline constexpr RequestStateFacts k_request_states[] = {
  {.state = RequestState::brouillon,
   .word = "BROUILLON",
   .sent = false,
   .open = true,
   .invoiceable = false,
   .stands = true,
   .work = OfficeWork::none,
   .due = DeadlineKind::send_request},
  {.state = RequestState::transmis,
   .word = "TRANSMIS",
   .sent = true,
   .open = true,
   .invoiceable = false,
   .stands = true,
   .work = OfficeWork::open_request,
   .due = DeadlineKind::decide_request},
  {.state = RequestState::en_cours_instruction,
   .word = "EN_COURS_INSTRUCTION",
   .sent = true,
   .open = true,
   .invoiceable = false,
   .stands = true,
   .work = OfficeWork::decide_request,
   .due = DeadlineKind::decide_request},
  {.state = RequestState::incomplet,
   .word = "INCOMPLET",
   .sent = true,
   .open = true,
   .invoiceable = false,
   .stands = true,
   .work = OfficeWork::none,
   .due = DeadlineKind::answer_request},
  {.state = RequestState::engage,
   .word = "ENGAGE",
   .sent = true,
   .open = true,
   .invoiceable = true,
   .stands = true,
   .work = OfficeWork::none,
   .due = DeadlineKind::last_invoice},
  {.state = RequestState::refuse,
   .word = "REFUSE",
   .sent = true,
   .open = false,
   .invoiceable = false,
   .stands = false,
   .work = OfficeWork::none,
   .due = std::nullopt},
  {.state = RequestState::annule,
   .word = "ANNULE",
   .sent = true,
   .open = false,
   .invoiceable = false,
   .stands = false,
   .work = OfficeWork::none,
   .due = std::nullopt},
  {.state = RequestState::rupture,
   .word = "RUPTURE",
   .sent = true,
   .open = true,
   .invoiceable = true,
   .stands = true,
   .work = OfficeWork::none,
   .due = DeadlineKind::last_invoice,
   .also = "RUPTU"},
  {.state = RequestState::solde,
   .word = "SOLDE",
   .sent = true,
   .open = false,
   .invoiceable = false,
   .stands = true,
   .work = OfficeWork::none,
   .due = std::nullopt},
};

constexpr const RequestStateFacts& state_facts(RequestState state)
{
  return row_of<k_request_states>(state);
}

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

const char* to_text(RequestState state);
const char* to_text(RequestEvent event);
util::Result<RequestState> parse_request_state(std::string_view text); // "request.state_unknown"
util::Result<RequestEvent> parse_request_event(std::string_view text);

} // namespace myatlas::domain
