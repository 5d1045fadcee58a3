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
  for (const auto& [state, kind] : {std::pair{RequestState::brouillon, DeadlineKind::send_request},
                                    {RequestState::incomplet, DeadlineKind::answer_request}}) {
    if (request.state == state && request.start) {
      add(last_day_to_send(request.scheme, *request.start, zone), kind);
    }
  }
  const bool is_decided_on =
    request.state == RequestState::transmis || request.state == RequestState::en_cours_instruction;
  if (is_decided_on && apprenticeship && dates.complete) {
    add(plus_days(*dates.complete, k_days_to_decide), DeadlineKind::decide_request);
  }
  if (may_be_invoiced(request.state) && apprenticeship && dates.last_invoice) {
    add(*dates.last_invoice, DeadlineKind::last_invoice);
  }
  return found;
}

std::optional<Deadline> deadline_of(const Declaration& declaration)
{
  if (declaration.state == DeclarationState::brouillon) {
    return Deadline{declaration.due, DeadlineKind::declare, declaration.number, ""};
  }
  if (declaration.state != DeclarationState::payee && declaration.left().cents > 0) {
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
