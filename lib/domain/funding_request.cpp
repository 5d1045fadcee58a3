#include "domain/funding_request.hpp"

#include <algorithm>
#include <array>

#include "domain/names.hpp"
#include "util/decimal.hpp"

namespace myatlas::domain {

namespace {

using enum RequestState;

constexpr NamedValue<Scheme> k_schemes[] = {{"pdc", Scheme::pdc}};

constexpr NamedValue<Mode> k_modes[] = {
  {"presentiel", Mode::presentiel}, {"distanciel", Mode::distanciel}, {"mixte", Mode::mixte},
  {"afest", Mode::afest},           {"in-person", Mode::presentiel},  {"onsite", Mode::presentiel},
  {"présentiel", Mode::presentiel}, {"remote", Mode::distanciel},     {"online", Mode::distanciel},
  {"blended", Mode::mixte},         {"mixed", Mode::mixte},
};

constexpr NamedValue<RequestState> k_states[] = {
  {"BROUILLON", brouillon}, {"TRANSMIS", transmis}, {"EN_COURS_INSTRUCTION", en_cours_instruction},
  {"INCOMPLET", incomplet}, {"ENGAGE", engage},     {"REFUSE", refuse},
  {"ANNULE", annule},       {"RUPTURE", rupture},   {"SOLDE", solde},
  {"RUPTU", rupture}, // AKTO's spelling
};

constexpr NamedValue<RequestEvent> k_events[] = {
  {"create", RequestEvent::create_draft}, {"submit", RequestEvent::submit},     {"open", RequestEvent::open},
  {"ask", RequestEvent::ask},             {"complete", RequestEvent::complete}, {"accept", RequestEvent::accept},
  {"refuse", RequestEvent::refuse},       {"cancel", RequestEvent::cancel},     {"break-off", RequestEvent::break_off},
  {"settle", RequestEvent::settle},
};

constexpr std::array k_transitions = {
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
  Transition{RequestEvent::break_off, engage, rupture},
  Transition{RequestEvent::settle, engage, solde},
  Transition{RequestEvent::settle, rupture, solde},
};

void require(util::Errors& problems, bool present, const char* member)
{
  if (!present) {
    problems.push_back(util::Error{"request.required", {member}}.at(member));
  }
}

void check_dates(util::Errors& problems, Date start, Date end, Date today)
{
  if (end < start) {
    problems.push_back(util::Error{"request.dates", {start.text(), end.text()}}.at("end"));
  }
  if (start <= today) {
    problems.push_back(util::Error{"request.late", {start.text(), today.text()}}.at("start"));
  }
}

} // namespace

std::span<const Transition> transitions()
{
  return k_transitions;
}

util::Result<RequestState> after(const FundingRequest& request, RequestEvent event)
{
  const auto found = std::ranges::find_if(
    k_transitions, [&](const Transition& t) { return t.event == event && t.from == request.state; });
  if (found == k_transitions.end()) {
    return util::Error{"request.transition", {request.number, to_text(request.state), to_text(event)}};
  }
  return found->to;
}

util::Errors submission_problems(const FundingRequest& request, Date today)
{
  util::Errors problems;
  require(problems, !request.title.empty(), "title");
  require(problems, request.provider.has_value(), "provider_siret");
  require(problems, request.start.has_value(), "start");
  require(problems, request.end.has_value(), "end");
  require(problems, request.hours.has_value(), "hours");
  require(problems, request.mode.has_value(), "mode");
  require(problems, !request.employees.empty(), "employees");
  require(problems, request.teaching_cost.has_value(), "teaching_cost");
  if (request.start && request.end) {
    check_dates(problems, *request.start, *request.end, today);
  }
  return problems;
}

bool may_be_invoiced(RequestState state)
{
  return state == engage || state == rupture;
}

bool is_final(RequestState state)
{
  return state == refuse || state == annule || state == solde;
}

const char* to_text(Scheme scheme)
{
  return name_of(k_schemes, scheme);
}

const char* to_text(Mode mode)
{
  return name_of(k_modes, mode);
}

const char* to_text(RequestState state)
{
  return name_of(k_states, state);
}

const char* to_text(RequestEvent event)
{
  return name_of(k_events, event);
}

util::Result<Scheme> parse_scheme(std::string_view text)
{
  return value_of(k_schemes, text, "scheme.unknown");
}

util::Result<Mode> parse_mode(std::string_view text)
{
  return value_of(k_modes, text, "mode.unknown");
}

util::Result<RequestState> parse_request_state(std::string_view text)
{
  return value_of(k_states, text, "request.state_unknown");
}

util::Result<RequestEvent> parse_request_event(std::string_view text)
{
  return value_of(k_events, text, "request.event_unknown");
}

util::Result<std::int64_t> parse_hours(std::string_view text)
{
  const util::Result<util::Decimal> value = util::parse_decimal(text);
  const util::Result<std::int64_t> hours = value ? util::rescale(*value, 2) : util::Result<std::int64_t>(value.errors());
  if (!hours) {
    return util::Error{"hours.form", {std::string(text)}};
  }
  if (*hours < 25 || *hours > 999'900) {
    return util::Error{"hours.range", {std::string(text)}};
  }
  return *hours;
}

} // namespace myatlas::domain
