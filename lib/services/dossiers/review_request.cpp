#include "services/dossiers/review_request.hpp"

#include "services/although.hpp"
#include "services/dossiers/contract_terms.hpp"
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
using domain::DocumentUse;
using domain::Finding;
using domain::FundingRequest;
using domain::Money;
using domain::RequestEvent;
using domain::RequestState;
using store::Perimeter;
using util::add_problems;
using util::collect;
using util::fail_unless;
using util::to_upper;
using util::trim;

Result<FundingRequest> request_for(const Context& context, const std::string& number)
{
  const std::string wanted = to_upper(trim(number));
  const auto found = context.store.funding_requests().find(wanted, Perimeter::all());
  if (!found) {
    return Error{"request.unknown", {number}}.at("request");
  }
  return *found;
}

Error required(const char* member)
{
  return Error{"field.required", {member}}.at(member);
}

Result<std::string> reason_of(const std::string& reason)
{
  if (trim(reason).empty()) {
    return required("reason");
  }
  return comment_of(reason).or_at("reason");
}

// What a step says besides the state; `asked`: what was to come back before it took down what is
// owed.
struct Moved
{
  std::optional<Money> accepted = {};
  std::optional<Date> broken_off = {};
  std::optional<Debts> asked = {};
};

FundingRequest moved_to(const FundingRequest& request, RequestState next, const Moved& to)
{
  FundingRequest moved = request;
  moved.state = next;
  moved.accepted = to.accepted ? to.accepted : request.accepted;
  moved.broken_off = to.broken_off ? to.broken_off : request.broken_off;
  return moved;
}

// Inside the transaction the request was read in: two at once cannot both act on one state.
Result<FundingRequest> move(const Context& context, Transaction& write,
                            const FundingRequest& request, RequestEvent event,
                            const std::string& comment, const Moved& to = {})
{
  TRY_ASSIGN(const auto next, domain::after(request.number, request.state, event));
  FundingRequest moved = moved_to(request, next, to);
  record_change(context, write, request, moved, event, comment);
  if (to.asked) {
    RepaymentClaims(context, moved, *to.asked).ask_for_more();
  }
  write.commit();
  return moved;
}

bool may_be_accepted(const FundingRequest& request)
{
  return bool(domain::after(request.number, request.state, RequestEvent::accept));
}

// What was passed for a reason is told in the audit.
void record_passed(const Although& passing, Transaction& write, const FundingRequest& request)
{
  passing.record(write, {store::AuditKind::funding_request, request.number});
}

// What is required before a decision (doc/sources/documents.md), and is about what is asked for
// now.
Errors document_problems(const Context& context, const FundingRequest& request)
{
  Errors problems;
  const std::vector<DocumentUse> missing = missing_documents(context, request);
  if (!missing.empty()) {
    problems.push_back(documents_missing(missing));
  }
  add_problems(outdated_told(context, request), problems, "");
  return problems;
}

Error accepted_by_level(const FundingRequest& request)
{
  return Error{"contract.by_level", {request.number}}.at("npec");
}

// The amount that is typed.
std::optional<Money> amount_typed(const std::string& amount, Errors& problems)
{
  return require({{"amount", &amount}}, problems)
           ? collect(domain::parse_positive(amount), problems, "amount")
           : std::nullopt;
}

Error over_asked(Money accepted, const FundingRequest& request)
{
  return Error{"request.over_asked", {accepted.text(), request.asked().text()}}.at("amount");
}

void check_asked(const FundingRequest& request, std::optional<Money> accepted, Errors& problems)
{
  if (accepted && *accepted > request.asked()) {
    problems.push_back(over_asked(*accepted, request));
  }
}

// What is asked for besides a comment.
std::vector<DocumentUse> uses_typed(const std::vector<std::string>& uses, Errors& problems)
{
  std::vector<DocumentUse> known;
  for (const std::string& text : uses) {
    if (const auto use = collect(domain::parse_document_use(text), problems, "documents")) {
      known.push_back(*use);
    }
  }
  return known;
}

} // namespace

Result<FundingRequest> open_request(const Context& context, const std::string& number)
{
  Transaction write = context.begin();
  TRY_ASSIGN(const FundingRequest request, request_for(context, number));
  return move(context, write, request, RequestEvent::open, "");
}

Result<FundingRequest> accept_contract(const Context& context, const std::string& number,
                                       const FundingForm& funding, const std::string& although)
{
  Errors problems;
  Although passing(although, problems);
  Transaction write = context.begin();
  TRY_ASSIGN(const FundingRequest request, request_for(context, number));
  TRY(domain::after(request.number, request.state, RequestEvent::accept));
  const auto accepted = collect(fund_contract(context, request, funding), problems, "");
  collect(passing.pass(document_problems(context, request)), problems, "");
  record_passed(passing, write, request);
  if (!accepted || !problems.empty()) {
    return problems;
  }
  return move(context, write, request, RequestEvent::accept, "", {.accepted = *accepted});
}

Result<FundingRequest> accept_request(const Context& context, const std::string& number,
                                      const std::string& amount, const std::string& although)
{
  Errors problems;
  Although passing(although, problems);
  Transaction write = context.begin();
  const auto request = request_for(context, number);
  if (request && has_contract(context, *request)) {
    return accepted_by_level(*request);
  }
  const auto accepted = amount_typed(amount, problems);
  if (request) {
    check_asked(*request, accepted, problems);
  } else {
    add_problems(request.errors(), problems, "");
  }
  if (request && may_be_accepted(*request)) {
    collect(passing.pass(document_problems(context, *request)), problems, "");
  }
  if (!problems.empty()) {
    return problems;
  }
  record_passed(passing, write, *request);
  return move(context, write, *request, RequestEvent::accept, "", {.accepted = accepted});
}

Result<FundingRequest> ask_documents(const Context& context, const std::string& number,
                                     const std::vector<std::string>& uses,
                                     const std::string& comment)
{
  Errors problems;
  AskedDocuments asked;
  asked.documents = uses_typed(uses, problems);
  const auto said = collect(comment_of(comment), problems, "comment");
  if (uses.empty() && said && said->empty()) {
    problems.push_back(required("documents"));
  }
  if (!problems.empty()) {
    return problems;
  }
  asked.comment = *said;
  Transaction write = context.begin();
  TRY_ASSIGN(const FundingRequest request, request_for(context, number));
  return move(context, write, request, RequestEvent::ask, to_text(asked));
}

Result<FundingRequest> refuse_request(const Context& context, const std::string& number,
                                      const std::string& reason)
{
  TRY_ASSIGN(const std::string said, reason_of(reason));
  Transaction write = context.begin();
  TRY_ASSIGN(const FundingRequest request, request_for(context, number));
  return move(context, write, request, RequestEvent::refuse, said);
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
Result<bool> ends_in_probation(const Context& context, const FundingRequest& request, Date day,
                               bool said, Although& passing)
{
  const auto contract = contract_of(context, request);
  if (!contract && said) {
    return no_contract_in_probation(request);
  }
  const auto sure_until = contract ? domain::sure_end_of_probation(*contract) : std::nullopt;
  if (said && sure_until && day > *sure_until) {
    TRY(passing.pass({probation_is_over(day, *sure_until)}));
  }
  return said || (sure_until && day <= *sure_until);
}

// The last day of a training that is broken off.
std::optional<Date> day_typed(const std::string& date, Errors& problems)
{
  if (date.empty()) {
    problems.push_back(required("date"));
    return std::nullopt;
  }
  return collect(Date::parse(date), problems, "date");
}

Error not_within(Date day, Date start, Date end)
{
  return Error{"request.break_date", {day.text(), start.text(), end.text()}}.at("date");
}

void check_within(const FundingRequest& request, Date day, Errors& problems)
{
  if (request.start && request.end && (day < *request.start || day > *request.end)) {
    problems.push_back(not_within(day, *request.start, *request.end));
  }
}

// What is paid of it then; undone when it cannot be broken off.
std::optional<Money> fund_to(const Context& context, const FundingRequest& request,
                             const Ending& ending)
{
  return fund_again(context, request, ending, side_costs_of_any_nature(context, request));
}

} // namespace

Result<FundingRequest> break_off_request(const Context& context, const std::string& number,
                                         const BreakOffForm& form)
{
  Errors problems;
  Although passing(form.although, problems);
  const auto said = collect(reason_of(form.reason), problems, "reason");
  const auto day = day_typed(form.date, problems);
  Transaction write = context.begin();
  const auto request = collect(request_for(context, number), problems, "request");
  std::optional<bool> in_probation;
  if (request && day) {
    check_within(*request, *day, problems);
    in_probation =
      collect(ends_in_probation(context, *request, *day, form.in_probation, passing), problems, "");
  }
  if (!problems.empty() || !request || !said || !day) {
    return problems;
  }
  const Debts asked = debts_of(balances_of(context, *request));
  const auto accepted = fund_to(context, *request, {*day, *in_probation});
  record_passed(passing, write, *request);
  return move(context, write, *request, RequestEvent::break_off, day->text() + ": " + *said,
              {accepted, *day, asked});
}

namespace {

Outcome check_all_decided(const Context& context, const FundingRequest& request)
{
  const std::int64_t open = context.store.invoices().open(request.number);
  return fail_unless(open <= 0, {"request.unpaid", {request.number, std::to_string(open)}});
}

Outcome check_no_amendment(const Context& context, const FundingRequest& request)
{
  const bool waits = context.store.contracts().amendment(key_of(context, request)).has_value();
  return fail_unless(!waits, {"contract.amendment_waits", {request.number}});
}

Outcome check_recovered(const Context& context, const FundingRequest& request)
{
  const Money over = total(debts_of(balances_of(context, request)));
  return fail_unless(over.cents <= 0, {"request.unrecovered", {request.number, over.text()}});
}

Outcome check_invoiced(const Context& context, const FundingRequest& request)
{
  const Money owed = still_to_invoice(context, request);
  return fail_unless(owed.cents <= 0, {"request.uninvoiced", {request.number, owed.text()}});
}

// What nobody may pass.
Outcome check_settled_up(const Context& context, const FundingRequest& request,
                         Uninvoiced uninvoiced)
{
  TRY(check_all_decided(context, request));
  TRY(check_no_amendment(context, request));
  TRY(check_recovered(context, request));
  return uninvoiced == Uninvoiced::refused ? check_invoiced(context, request) : Outcome(Done{});
}

} // namespace

Result<FundingRequest> settle_request(const Context& context, const std::string& number,
                                      Uninvoiced uninvoiced, const std::string& although)
{
  Errors problems;
  Although passing(although, problems);
  Transaction write = context.begin();
  TRY_ASSIGN(const FundingRequest request, request_for(context, number));
  TRY(domain::after(request.number, request.state, RequestEvent::settle));
  TRY(check_settled_up(context, request, uninvoiced));
  collect(passing.pass(execution_problems(context, request)), problems, "");
  if (!problems.empty()) {
    return problems;
  }
  record_passed(passing, write, request);
  return move(context, write, request, RequestEvent::settle, "");
}

Result<std::vector<Finding>> check_request(const Context& context, const std::string& number)
{
  TRY_ASSIGN(const auto request, request_for(context, number));
  return findings_about(context, request, sent_on(context, request).value_or(context.today()));
}

} // namespace myatlas::services
