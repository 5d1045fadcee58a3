#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/date.hpp"
#include "domain/money.hpp"
#include "domain/siret.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

// What a request is funded under (dispositif). Codes of the portal are not published: these are the product's own.
enum class Scheme
{
  pdc, // plan de développement des compétences
};

// Where and how the training is given (modalité).
enum class Mode
{
  presentiel,
  distanciel,
  mixte,
  afest,
};

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
  submit,
  open,
  ask,
  complete,
  accept,
  refuse,
  cancel,
  break_off, // rupture
  settle,
};

// A request for funding (demande de prise en charge) and, once it has a number, its dossier.
struct FundingRequest
{
  std::string number = {}; // "D20260000001"
  RequestState state = RequestState::brouillon;
  Siret siret; // establishment of the trainees
  Scheme scheme = Scheme::pdc;
  std::string title = {};
  std::optional<Siret> provider = {};
  std::optional<Date> start = {}, end = {};
  std::optional<std::int64_t> hours = {}; // hundredths of an hour, per trainee
  std::optional<Mode> mode = {};
  std::vector<std::string> employees = {}; // one trainee each
  std::optional<Money> teaching_cost = {}; // coût pédagogique, before tax
  std::optional<Money> accepted = {};      // amount the OPCO pays, before tax
  std::string created_by = {};             // account id
  util::Instant created = {};
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

// What an event makes of a state. The set is the product's own, the names are sourced (reference/domain 5.5).
struct Transition
{
  RequestEvent event;
  RequestState from;
  RequestState to;
};

std::span<const Transition> transitions();

// The state after `event`; fails with "request.transition" (number, state, event).
util::Result<RequestState> after(const FundingRequest& request, RequestEvent event);

// All that keeps a request from being sent on `today`: missing members (request.required), dates out of order
// (request.dates), a start that is not in the future (request.late), amounts and hours of nothing.
util::Errors submission_problems(const FundingRequest& request, Date today);

bool may_be_invoiced(RequestState state);
bool is_final(RequestState state);

const char* to_text(Scheme scheme);
const char* to_text(Mode mode);
const char* to_text(RequestState state);
const char* to_text(RequestEvent event);
util::Result<Scheme> parse_scheme(std::string_view text);       // "scheme.unknown"
util::Result<Mode> parse_mode(std::string_view text);           // "mode.unknown"
util::Result<RequestState> parse_request_state(std::string_view text); // "request.state_unknown"
util::Result<RequestEvent> parse_request_event(std::string_view text);

// Hours of training: 0.25 to 9999, at most two decimals, kept in hundredths. "hours.form", "hours.range" (text).
util::Result<std::int64_t> parse_hours(std::string_view text);

} // namespace myatlas::domain
