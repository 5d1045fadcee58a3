#include "domain/dossiers/deadline.hpp"

#include "domain/dossiers/funding_request.hpp"
#include "domain/dossiers/request_rules.hpp"
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

bool is_sent_in(DeadlineKind kind)
{
  return kind == DeadlineKind::send_request || kind == DeadlineKind::answer_request;
}

bool is_contract_of_apprenticeship(const FundingRequest& request)
{
  return request.scheme == Scheme::apprenticeship;
}

// The day something is due on a dossier; nothing where it has no such term.
std::optional<Date> due_on(DeadlineKind kind, const FundingRequest& request,
                           const DossierDates& dates, Zone zone)
{
  if (is_sent_in(kind) && request.start) { // a contract is completed after its start too
    return last_day_to_send(request.scheme, *request.start, zone);
  }
  if (!is_contract_of_apprenticeship(request)) {
    return std::nullopt;
  }
  if (kind == DeadlineKind::decide_request && dates.complete) {
    return plus_days(*dates.complete, k_days_to_decide);
  }
  return kind == DeadlineKind::last_invoice ? dates.last_invoice : std::nullopt;
}

} // namespace

Deadlines deadlines_of(const FundingRequest& request, const DossierDates& dates, Zone zone)
{
  const std::optional<DeadlineKind> due = state_facts(request.state).due;
  const auto day = due ? due_on(*due, request, dates, zone) : std::nullopt;
  if (!day) {
    return {};
  }
  return {{.day = *day,
           .kind = *due,
           .subject = request.number,
           .label = request.title,
           .zone = zone,
           .is_eve = request.start && *day < *request.start}};
}

namespace {

Deadline deadline_for(DeadlineKind kind, const Declaration& declaration)
{
  return {declaration.due, kind, declaration.number, ""};
}

} // namespace

std::optional<Deadline> deadline_of(const Declaration& declaration)
{
  if (!state_facts(declaration.state).sent) {
    return deadline_for(DeadlineKind::declare, declaration);
  }
  if (!state_facts(declaration.state).paid && declaration.left().cents > 0) {
    return deadline_for(DeadlineKind::pay_declaration, declaration);
  }
  return std::nullopt;
}

std::optional<Date> Deadline::next_working_day() const
{
  const Date open = working_day_from(day, zone);
  return open == day || is_eve ? std::nullopt : std::optional(open);
}

std::string Deadline::about() const
{
  return part.empty() ? label : part + ", " + label;
}

namespace {

// What tells apart those of the same kind and subject.
std::string which_one(const Deadline& deadline)
{
  if (deadline.kind == DeadlineKind::declare) { // every year
    return "-" + std::to_string(deadline.day.year() - 1);
  }
  return deadline.part.empty() ? "" : "-" + deadline.part;
}

} // namespace

std::string Deadline::id() const
{
  return std::string(to_text(kind)) + "-" + subject + which_one(*this);
}

const char* to_text(DeadlineKind kind)
{
  return name_of(k_deadline_kind_names, kind);
}

} // namespace myatlas::domain
