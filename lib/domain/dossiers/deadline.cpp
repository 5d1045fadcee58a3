#include "domain/dossiers/deadline.hpp"

#include "domain/values/calendar.hpp"
#include "domain/values/names.hpp"

namespace myatlas::domain {

namespace {

constexpr int k_days_to_decide = 20;

constexpr NamedValue<DeadlineKind> k_deadline_kind_names[] = {
  {"send_request", DeadlineKind::send_request},
  {"answer_request", DeadlineKind::answer_request},
  {"decide_request", DeadlineKind::decide_request},
  {"last_invoice", DeadlineKind::last_invoice},
  {"open_instalment", DeadlineKind::open_instalment},
  {"pay_invoice", DeadlineKind::pay_invoice},
  {"declare", DeadlineKind::declare},
  {"pay_declaration", DeadlineKind::pay_declaration},
};
static_assert(has_all<k_deadline_kind_names>());

} // namespace

std::vector<Deadline> deadlines_of(const FundingRequest& request, const DossierDates& dates,
                                   Zone zone)
{
  std::vector<Deadline> found;
  const auto add = [&](Date day, DeadlineKind kind) {
    found.push_back({.day = day,
                     .kind = kind,
                     .subject = request.number,
                     .label = request.title,
                     .zone = zone,
                     .is_eve = request.start && day < *request.start});
  };
  const bool apprenticeship = request.scheme == Scheme::apprenticeship;
  // A contract is completed after its start too.
  const std::optional<DeadlineKind> due = state_facts(request.state).due;
  const bool is_sent_in = due == DeadlineKind::send_request || due == DeadlineKind::answer_request;
  if (is_sent_in && request.start) {
    add(last_day_to_send(request.scheme, *request.start, zone), *due);
  }
  if (due == DeadlineKind::decide_request && apprenticeship && dates.complete) {
    add(plus_days(*dates.complete, k_days_to_decide), *due);
  }
  if (due == DeadlineKind::last_invoice && apprenticeship && dates.last_invoice) {
    add(*dates.last_invoice, *due);
  }
  return found;
}

std::optional<Deadline> deadline_of(const Declaration& declaration)
{
  if (!state_facts(declaration.state).sent) {
    return Deadline{declaration.due, DeadlineKind::declare, declaration.number, ""};
  }
  if (!state_facts(declaration.state).paid && declaration.left().cents > 0) {
    return Deadline{declaration.due, DeadlineKind::pay_declaration, declaration.number, ""};
  }
  return std::nullopt;
}

std::optional<Date> Deadline::next_working_day() const
{
  const Date open = working_day_from(day, zone);
  return open == day || is_eve ? std::nullopt : std::optional(open);
}

const char* to_text(DeadlineKind kind)
{
  return name_of(k_deadline_kind_names, kind);
}

} // namespace myatlas::domain
