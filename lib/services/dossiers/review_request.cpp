#include "services/dossiers/review_request.hpp"

#include "domain/values/finding.hpp"
#include "services/although.hpp"
#include "services/dossiers/execution.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/recoveries.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::AskedDocuments;
using domain::Date;
using domain::DocumentUses;
using domain::FundingRequest;
using domain::Money;
using domain::RequestEvent;
using domain::RequestState;
using util::collect;

Error unknown(const std::string& number)
{
  return Error{"request.unknown", {number}}.at("request");
}

Result<FundingRequest> request_for(const Context& context, const std::string& number)
{
  return found_or(any_request(context, number_typed(number)), unknown(number));
}

Error required(const char* member)
{
  return Error{"field.required", {member}}.at(member);
}

Result<std::string> reason_of(const std::string& reason)
{
  return util::trim(reason).empty() ? required("reason") : comment_of(reason).or_at("reason");
}

// What a step says besides the state; `asked`: what was to come back before it took down what is
// owed.
struct Moved
{
  std::optional<Money> accepted = {};
  std::optional<Date> broken_off = {};
  std::optional<Debts> asked = {};

  FundingRequest of(FundingRequest request, RequestState next) const;
};

FundingRequest Moved::of(FundingRequest request, RequestState next) const
{
  request.state = next;
  request.accepted = accepted ? accepted : request.accepted;
  request.broken_off = broken_off ? broken_off : request.broken_off;
  return request;
}

// A step of the OPCO on a dossier, and what speaks against it. The dossier is read inside the
// transaction that it is written in: two at once cannot both act on one state.
class Review
{
public:
  Review(const Context& context, const std::string& number, const std::string& although = "")
    : m_context(context), m_passing(although, m_problems), m_write(context.begin()),
      m_found(request_for(context, number))
  {
  }

  Errors& problems() { return m_problems; }
  const Result<FundingRequest>& found() const { return m_found; }
  Result<RequestState> after(RequestEvent event) const;
  void pass(const Errors& found) { collect(m_passing.pass(found), m_problems); }
  Result<FundingRequest> take(RequestEvent event, const std::string& comment, const Moved& to = {});

  bool is_by_level() const { return m_found && has_contract(m_context, *m_found); }
  std::optional<Money> funded_by(const FundingForm& funding);
  void check_asked(const std::optional<Money>& accepted);
  Result<FundingRequest> accept(const std::optional<Money>& accepted);

  std::optional<bool> ends_in_probation(Date day, bool said);
  void check_within(Date day);
  Result<FundingRequest> end_on(const Ending& ending, const std::string& reason);

private:
  void write(FundingRequest& moved, RequestEvent event, const std::string& comment,
             const std::optional<Debts>& asked);
  Errors document_problems() const;
  Result<bool> is_in_probation(Date day, bool said);

  const Context& m_context;
  Errors m_problems;
  Although m_passing;
  Transaction m_write;
  Result<FundingRequest> m_found;
};

Result<RequestState> Review::after(RequestEvent event) const
{
  TRY(m_found);
  return domain::after(m_found->number, m_found->state, event);
}

void Review::write(FundingRequest& moved, RequestEvent event, const std::string& comment,
                   const std::optional<Debts>& asked)
{
  record_change(m_context, m_write, *m_found, moved, event, comment);
  if (asked) {
    RepaymentClaims(m_context, moved, *asked).ask_for_more();
  }
  m_write.commit();
}

// What was passed for a reason is told in the audit.
Result<FundingRequest> Review::take(RequestEvent event, const std::string& comment, const Moved& to)
{
  if (!m_problems.empty()) {
    return m_problems;
  }
  TRY_ASSIGN(const RequestState next, after(event));
  m_passing.record(m_write, {store::AuditKind::funding_request, m_found->number});
  FundingRequest moved = to.of(*m_found, next);
  write(moved, event, comment, to.asked);
  return moved;
}

// What is required before a decision (doc/sources/documents.md), and is about what is asked for
// now.
Errors Review::document_problems() const
{
  Errors problems;
  const DocumentUses missing = missing_documents(m_context, *m_found);
  if (!missing.empty()) {
    problems.push_back(documents_missing(missing));
  }
  util::add_problems(outdated_told(m_context, *m_found), problems, "");
  return problems;
}

Error accepted_by_level(const FundingRequest& request)
{
  return Error{"contract.by_level", {request.number}}.at("npec");
}

// The amount that is typed.
std::optional<Money> amount_typed(const std::string& amount, Errors& problems)
{
  const bool is_typed = require({{"amount", &amount}}, problems);
  return is_typed ? collect(domain::parse_positive(amount), problems, "amount") : std::nullopt;
}

Error over_asked(Money accepted, const FundingRequest& request)
{
  return Error{"request.over_asked", {accepted.text(), request.asked().text()}}.at("amount");
}

void Review::check_asked(const std::optional<Money>& accepted)
{
  if (collect(m_found, m_problems) && accepted && *accepted > m_found->asked()) {
    m_problems.push_back(over_asked(*accepted, *m_found));
  }
}

std::optional<Money> Review::funded_by(const FundingForm& funding)
{
  return collect(fund_contract(m_context, *m_found, funding), m_problems);
}

Result<FundingRequest> Review::accept(const std::optional<Money>& accepted)
{
  if (after(RequestEvent::accept)) {
    pass(document_problems());
  }
  return take(RequestEvent::accept, "", {.accepted = accepted});
}

} // namespace

Result<FundingRequest> open_request(const Context& context, const std::string& number)
{
  return Review(context, number).take(RequestEvent::open, "");
}

Result<FundingRequest> accept_contract(const Context& context, const std::string& number,
                                       const FundingForm& funding, const std::string& although)
{
  Review review(context, number, although);
  TRY(review.after(RequestEvent::accept));
  return review.accept(review.funded_by(funding));
}

Result<FundingRequest> accept_request(const Context& context, const std::string& number,
                                      const std::string& amount, const std::string& although)
{
  Review review(context, number, although);
  if (review.is_by_level()) {
    return accepted_by_level(*review.found());
  }
  const auto accepted = amount_typed(amount, review.problems());
  review.check_asked(accepted);
  return review.accept(accepted);
}

namespace {

// What is asked for besides a comment.
DocumentUses uses_typed(const std::vector<std::string>& uses, Errors& problems)
{
  DocumentUses known;
  for (const std::string& text : uses) {
    if (const auto use = collect(domain::parse_document_use(text), problems, "documents")) {
      known.push_back(*use);
    }
  }
  return known;
}

// The documents that are asked for, or a comment, or both.
Result<AskedDocuments> asked_in(const std::vector<std::string>& uses, const std::string& comment)
{
  Errors problems;
  AskedDocuments asked;
  asked.documents = uses_typed(uses, problems);
  asked.comment = collect(comment_of(comment), problems, "comment").value_or(comment);
  if (uses.empty() && asked.comment.empty()) {
    problems.push_back(required("documents"));
  }
  return or_problems(asked, problems);
}

} // namespace

Result<FundingRequest> ask_documents(const Context& context, const std::string& number,
                                     const std::vector<std::string>& uses,
                                     const std::string& comment)
{
  TRY_ASSIGN(const AskedDocuments asked, asked_in(uses, comment));
  return Review(context, number).take(RequestEvent::ask, to_text(asked));
}

Result<FundingRequest> refuse_request(const Context& context, const std::string& number,
                                      const std::string& reason)
{
  TRY_ASSIGN(const std::string said, reason_of(reason));
  return Review(context, number).take(RequestEvent::refuse, said);
}

namespace {

Error no_contract_in_probation(const FundingRequest& request)
{
  return Error{"contract.none", {request.number}}.at("in_probation");
}

Error probation_is_over(Date day, Date sure_until)
{
  return Error{"contract.probation_over", {day.text(), sure_until.text()}}.at("in_probation");
}

// Whether a contract that ends on that day ends in probation, as was said or because it cannot be
// otherwise.
Result<bool> Review::is_in_probation(Date day, bool said)
{
  const auto contract = contract_of(m_context, *m_found);
  if (!contract) {
    return said ? Result<bool>(no_contract_in_probation(*m_found)) : Result<bool>(false);
  }
  const auto sure_until = domain::sure_end_of_probation(*contract);
  const bool is_sure = sure_until && day <= *sure_until;
  if (said && sure_until && !is_sure) {
    TRY(m_passing.pass({probation_is_over(day, *sure_until)}));
  }
  return said || is_sure;
}

std::optional<bool> Review::ends_in_probation(Date day, bool said)
{
  return collect(is_in_probation(day, said), m_problems);
}

// The last day of a training that is broken off.
Result<Date> day_typed(const std::string& date)
{
  return date.empty() ? required("date") : Date::parse(date).or_at("date");
}

Error not_within(Date day, Date start, Date end)
{
  return Error{"request.break_date", {day.text(), start.text(), end.text()}}.at("date");
}

void Review::check_within(Date day)
{
  const auto start = m_found->start, end = m_found->end;
  if (start && end && (day < *start || day > *end)) {
    m_problems.push_back(not_within(day, *start, *end));
  }
}

// What is paid of it then; undone when it cannot be broken off.
std::optional<Money> fund_to(const Context& context, const FundingRequest& request,
                             const Ending& ending)
{
  return fund_again(context, request, ending, side_costs_of_any_nature(context, request));
}

Result<FundingRequest> Review::end_on(const Ending& ending, const std::string& reason)
{
  const Debts asked = debts_of(balances_of(m_context, *m_found));
  const auto accepted = fund_to(m_context, *m_found, ending);
  return take(RequestEvent::break_off, ending.broken_off->text() + ": " + reason,
              {accepted, ending.broken_off, asked});
}

} // namespace

Result<FundingRequest> break_off_request(const Context& context, const std::string& number,
                                         const BreakOffForm& form)
{
  Review review(context, number, form.although);
  Errors& problems = review.problems();
  const auto said = collect(reason_of(form.reason), problems, "reason");
  const auto day = collect(day_typed(form.date), problems, "date");
  std::optional<bool> in_probation;
  if (collect(review.found(), problems, "request") && day) {
    review.check_within(*day);
    in_probation = review.ends_in_probation(*day, form.in_probation);
  }
  return problems.empty() ? review.end_on({*day, *in_probation}, *said) : problems;
}

Result<FundingRequest> settle_request(const Context& context, const std::string& number,
                                      Uninvoiced uninvoiced, const std::string& although)
{
  Review review(context, number, although);
  TRY(review.after(RequestEvent::settle));
  const FundingRequest& request = *review.found();
  TRY(check_settled_up(context, request, uninvoiced));
  review.pass(execution_problems(context, request));
  return review.take(RequestEvent::settle, "");
}

Result<domain::Findings> check_request(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const auto request, request_for(context, number));
  return findings_about(context, request, sent_on(context, request).value_or(context.today()));
}

} // namespace myatlas::services
