#include "services/dossiers/review_request.hpp"

#include "services/although.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/contracts.hpp"
#include "services/dossiers/execution.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/funding_requests.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/recoveries.hpp"
#include "services/dossiers/request_form.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

util::Result<domain::FundingRequest> request_for(const Context& context, const std::string& number)
{
  const std::string wanted = util::to_upper(util::trim(number));
  auto found = context.store.funding_requests().find(wanted, store::Perimeter::all());
  if (!found) {
    return util::Error{"request.unknown", {number}}.at("request");
  }
  return *std::move(found);
}

util::Result<std::string> reason_of(const std::string& reason)
{
  if (util::trim(reason).empty()) {
    return util::Error{"field.required", {"reason"}}.at("reason");
  }
  const util::Result<std::string> said = comment_of(reason);
  return said ? said : util::Result<std::string>(said.error().at("reason"));
}

// What a step says besides the state; `asked`: what was to come back before it took down what is
// owed.
struct Moved
{
  std::optional<domain::Money> accepted = {};
  std::optional<domain::Date> broken_off = {};
  std::optional<Debts> asked = {};
};

// Inside the transaction the request was read in: two at once cannot both act on one state.
util::Result<domain::FundingRequest> move(const Context& context, store::Transaction& write,
                                          const domain::FundingRequest& request,
                                          domain::RequestEvent event, const std::string& comment,
                                          const Moved& to = {})
{
  TRY_ASSIGN(const auto next, domain::after(request.number, request.state, event));
  domain::FundingRequest moved = request;
  moved.state = next;
  moved.accepted = to.accepted ? to.accepted : request.accepted;
  moved.broken_off = to.broken_off ? to.broken_off : request.broken_off;
  record_change(context, write, request, moved, event, comment);
  if (to.asked) {
    RepaymentClaims(context, moved, *to.asked).ask_for_more();
  }
  write.commit();
  return moved;
}

// What is required before a decision (doc/sources/documents.md), and is about what is asked for
// now.
util::Errors document_problems(const Context& context, const domain::FundingRequest& request)
{
  util::Errors problems = outdated_told(context, request);
  const std::vector<domain::DocumentUse> missing = missing_documents(context, request);
  if (!missing.empty()) {
    problems.insert(problems.begin(),
                    util::Error{"request.documents_missing", {domain::joined(missing)}});
  }
  return problems;
}

} // namespace

util::Result<domain::FundingRequest> open_request(const Context& context, const std::string& number)
{
  store::Transaction write(context.store, context.deed());
  const auto request = request_for(context, number);
  return request ? move(context, write, *request, domain::RequestEvent::open, "") : request;
}

util::Result<domain::FundingRequest> accept_contract(const Context& context,
                                                     const std::string& number,
                                                     const FundingForm& funding,
                                                     const std::string& although)
{
  util::Errors problems;
  Although passing(although, problems);
  store::Transaction write(context.store, context.deed());
  const auto request = request_for(context, number);
  if (!request) {
    return request;
  }
  TRY(domain::after(request->number, request->state, domain::RequestEvent::accept));
  const auto accepted = util::collect(fund_contract(context, *request, funding), problems, "");
  util::collect(passing.pass(document_problems(context, *request)), problems, "");
  passing.record(write, {store::AuditKind::funding_request, request->number});
  return accepted && problems.empty() ? move(context, write, *request, domain::RequestEvent::accept,
                                             "", {.accepted = *accepted})
                                      : util::Result<domain::FundingRequest>(problems);
}

util::Result<domain::FundingRequest> accept_request(const Context& context,
                                                    const std::string& number,
                                                    const std::string& amount,
                                                    const std::string& although)
{
  util::Errors problems;
  Although passing(although, problems);
  store::Transaction write(context.store, context.deed());
  const auto request = request_for(context, number);
  if (request && has_contract(context, *request)) {
    return util::Error{"contract.by_level", {request->number}}.at("npec");
  }
  const auto accepted = require({{"amount", &amount}}, problems)
                          ? util::collect(domain::parse_positive(amount), problems, "amount")
                          : std::nullopt;
  if (!request) {
    problems.insert(problems.end(), request.errors().begin(), request.errors().end());
  } else if (accepted && *accepted > request->asked()) {
    problems.push_back(
      util::Error{"request.over_asked", {accepted->text(), request->asked().text()}}.at("amount"));
  }
  if (request && domain::after(request->number, request->state, domain::RequestEvent::accept)) {
    util::collect(passing.pass(document_problems(context, *request)), problems, "");
  }
  if (!problems.empty()) {
    return problems;
  }
  passing.record(write, {store::AuditKind::funding_request, request->number});
  return move(context, write, *request, domain::RequestEvent::accept, "", {.accepted = accepted});
}

util::Result<domain::FundingRequest> ask_documents(const Context& context,
                                                   const std::string& number,
                                                   const std::vector<std::string>& uses,
                                                   const std::string& comment)
{
  util::Errors problems;
  domain::AskedDocuments asked;
  for (const std::string& use : uses) {
    if (const auto known = util::collect(domain::parse_document_use(use), problems, "documents")) {
      asked.documents.push_back(*known);
    }
  }
  const auto said = util::collect(comment_of(comment), problems, "comment");
  if (uses.empty() && said && said->empty()) {
    problems.push_back(util::Error{"field.required", {"documents"}}.at("documents"));
  }
  if (!problems.empty()) {
    return problems;
  }
  asked.comment = *said;
  store::Transaction write(context.store, context.deed());
  const auto request = request_for(context, number);
  return request ? move(context, write, *request, domain::RequestEvent::ask, to_text(asked))
                 : request;
}

util::Result<domain::FundingRequest>
refuse_request(const Context& context, const std::string& number, const std::string& reason)
{
  TRY_ASSIGN(const std::string said, reason_of(reason));
  store::Transaction write(context.store, context.deed());
  const auto request = request_for(context, number);
  return request ? move(context, write, *request, domain::RequestEvent::refuse, said) : request;
}

namespace {

// Whether a contract that ends on that day ends in probation, as was said or because it cannot be
// otherwise.
util::Result<bool> ends_in_probation(const Context& context, const domain::FundingRequest& request,
                                     domain::Date day, bool said, Although& passing)
{
  const auto contract = contract_of(context, request);
  if (!contract) {
    return said
             ? util::Result<bool>(util::Error{"contract.none", {request.number}}.at("in_probation"))
             : util::Result<bool>(false);
  }
  const std::optional<domain::Date> sure_until = domain::sure_end_of_probation(*contract);
  if (said && sure_until && day > *sure_until) {
    const util::Error over =
      util::Error{"contract.probation_over", {day.text(), sure_until->text()}}.at("in_probation");
    const util::Outcome passed = passing.pass({over});
    return passed ? util::Result<bool>(true) : util::Result<bool>(passed.errors());
  }
  return said || (sure_until && day <= *sure_until);
}

} // namespace

util::Result<domain::FundingRequest>
break_off_request(const Context& context, const std::string& number, const BreakOffForm& form)
{
  util::Errors problems;
  Although passing(form.although, problems);
  const auto said = util::collect(reason_of(form.reason), problems, "reason");
  const auto day = form.date.empty()
                     ? std::nullopt
                     : util::collect(domain::Date::parse(form.date), problems, "date");
  if (form.date.empty()) {
    problems.push_back(util::Error{"field.required", {"date"}}.at("date"));
  }
  store::Transaction write(context.store, context.deed());
  const auto request = util::collect(request_for(context, number), problems, "request");
  if (request && day && request->start && request->end &&
      (*day < *request->start || *day > *request->end)) {
    problems.push_back(
      util::Error{"request.break_date", {day->text(), request->start->text(), request->end->text()}}
        .at("date"));
  }
  const auto in_probation =
    request && day
      ? util::collect(ends_in_probation(context, *request, *day, form.in_probation, passing),
                      problems, "")
      : std::nullopt;
  if (!problems.empty() || !request || !said || !day) {
    return problems;
  }
  const Debts asked = debts_of(balances_of(context, *request));
  const auto accepted =
    fund_again(context, *request, {*day, *in_probation},
               side_costs_of_any_nature(context, *request)); // undone when it cannot be
  passing.record(write, {store::AuditKind::funding_request, request->number});
  return move(context, write, *request, domain::RequestEvent::break_off, day->text() + ": " + *said,
              {accepted, *day, asked});
}

util::Result<domain::FundingRequest> settle_request(const Context& context,
                                                    const std::string& number,
                                                    Uninvoiced uninvoiced,
                                                    const std::string& although)
{
  util::Errors problems;
  Although passing(although, problems);
  store::Transaction write(context.store, context.deed());
  const auto request = request_for(context, number);
  if (!request) {
    return request;
  }
  TRY(domain::after(request->number, request->state, domain::RequestEvent::settle));
  if (const std::int64_t open = context.store.invoices().open(request->number); open > 0) {
    return util::Error{"request.unpaid", {request->number, std::to_string(open)}};
  }
  if (context.store.contracts().amendment(context.store.funding_requests().key(request->number))) {
    return util::Error{"contract.amendment_waits", {request->number}};
  }
  if (const domain::Money over = total(debts_of(balances_of(context, *request))); over.cents > 0) {
    return util::Error{"request.unrecovered", {request->number, over.text()}};
  }
  const domain::Money owed =
    uninvoiced == Uninvoiced::refused ? still_to_invoice(context, *request) : domain::Money{};
  if (owed.cents > 0) {
    return util::Error{"request.uninvoiced", {request->number, owed.text()}};
  }
  util::collect(passing.pass(execution_problems(context, *request)), problems, "");
  if (!problems.empty()) {
    return problems;
  }
  passing.record(write, {store::AuditKind::funding_request, request->number});
  return move(context, write, *request, domain::RequestEvent::settle, "");
}

util::Result<std::vector<domain::Finding>> check_request(const Context& context,
                                                         const std::string& number)
{
  TRY_ASSIGN(const auto request, request_for(context, number));
  return findings_about(context, request, sent_on(context, request).value_or(context.today()));
}

} // namespace myatlas::services
