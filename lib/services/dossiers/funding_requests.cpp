#include "services/dossiers/funding_requests.hpp"

#include <algorithm>

#include "domain/dossiers/request_edit.hpp"
#include "formats/json/json_records.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/deadlines.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/request_form.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "services/notices/dossier_notices.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::AskedDocuments;
using domain::Date;
using domain::DocumentUse;
using domain::DocumentUses;
using domain::FundingRequest;
using domain::Money;
using domain::Profile;
using domain::RequestEvent;
using domain::RequestForm;
using domain::RequestState;
using domain::Severity;
using formats::audit_text;
using util::contains;

Error edited_by_contract(const FundingRequest& request)
{
  return Error{"contract.edit", {request.number}}.at("request");
}

void refuse_blank_fields(const RequestForm& form, Errors& problems)
{
  for (const domain::RequestField& field : domain::k_request_fields) {
    refuse_blanks({{field.name, &(form.*field.text)}}, problems);
  }
}

// What the form makes of a request that is to go through an event; what it says wrong goes to
// `problems`.
Result<FundingRequest> changed(Surroundings& surroundings, FundingRequest request,
                               const RequestForm& form, RequestEvent event, Errors& problems)
{
  TRY(domain::after(request.number, request.state, event));
  if (has_contract(surroundings.context(), request)) {
    return edited_by_contract(request);
  }
  refuse_blank_fields(form, problems);
  fill(surroundings, request, form, problems);
  return request;
}

// The same of a new request when there is no number.
Result<FundingRequest> request_in(Surroundings& surroundings, const Account& account,
                                  const RequestForm& form, const std::string& number,
                                  RequestEvent event, Errors& problems)
{
  if (number.empty()) {
    return new_request(surroundings, account, form, problems);
  }
  TRY_ASSIGN(const FundingRequest request, own_request(surroundings.context(), number, Act::file));
  return changed(surroundings, request, form, event, problems);
}

// Whether a problem at `place` is one of a list, which `member` names as a whole.
bool is_in_list(const std::string& place, const std::string& member)
{
  if (member == "employees") {
    return place.starts_with("trainees") || place == "new_employees";
  }
  return (member == "teaching_cost" || member == "provider_siret") && place.starts_with("modules");
}

bool is_about(const std::string& place, const std::string& member)
{
  return place == member || is_in_list(place, member);
}

bool tells_of(const Errors& problems, const std::string& member)
{
  return std::ranges::any_of(
    problems, [&](const Error& problem) { return is_about(problem.where.column, member); });
}

// What stands at a member that has no problem yet: a day that cannot be read needs not be told to
// be missing too, nor can what depends on an establishment or a scheme be said without them.
void add_findings(const Errors& found, Errors& problems)
{
  const Errors told = problems;
  const bool blind = tells_of(told, "siret") || tells_of(told, "scheme");
  for (const Error& error : found) {
    const bool can_be_said = !blind || error.code == "request.required";
    if (can_be_said && !tells_of(told, error.where.column)) {
      problems.push_back(error);
    }
  }
}

// A request that was sent, and what the store knows besides.
struct KeptRequest
{
  const Context& context;
  const FundingRequest& request;

  AskedDocuments asked_last() const;
  DocumentUses missing_or_asked() const;
  Money money_kept() const;
  Outcome check_nothing_invoiced() const;
  WrittenRequest written() const;
  Date sent() const;
  Errors blocking() const;
  Errors problems_of_completion() const;
  bool has_started() const;
  Outcome check_not_started() const;
};

// With the OPCO's last question.
AskedDocuments KeptRequest::asked_last() const
{
  std::string asked;
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    asked = change.event == RequestEvent::ask ? change.comment : asked;
  }
  return domain::read_asked_documents(asked);
}

// Required documents that are not there, and those that were asked for last.
DocumentUses KeptRequest::missing_or_asked() const
{
  DocumentUses missing = missing_documents(context, request);
  const auto attached = attached_uses(context, request);
  for (const DocumentUse use : asked_last().documents) {
    if (use != DocumentUse::other && !contains(attached, use) && !contains(missing, use)) {
      missing.push_back(use);
    }
  }
  return missing;
}

// What was paid and did not come back.
Money KeptRequest::money_kept() const
{
  return util::total_of(balances_of(context, request), [](const ShareBalance& balance) {
    return balance.paid - balance.recovered;
  });
}

// What was paid has to be there again; a credit note that was not decided on may be refused yet,
// and its invoice asks for money then.
Outcome KeptRequest::check_nothing_invoiced() const
{
  const Money kept = money_kept();
  if (kept.cents > 0) {
    return Error{"request.paid", {request.number, kept.text()}};
  }
  return fail_unless(context.store.invoices().open(request.number) <= 0,
                     {"request.invoiced", {request.number}});
}

WrittenRequest KeptRequest::written() const
{
  Errors warnings = of_severity(findings_about(context, request, context.today()), Severity::warns);
  util::add_problems(outdated_told(context, request), warnings, "");
  return {request, warnings};
}

// Those concerned are told; of a training that was broken off, what is left of it and until when.
void tell_of_change(const Context& context, const FundingRequest& after, RequestEvent event,
                    const std::string& comment)
{
  if (event == RequestEvent::break_off) {
    tell_about(context, without_lost(context, after), event, comment,
               last_day_to_invoice(context, after));
  } else {
    tell_about(context, after, event, comment, std::nullopt);
  }
}

// A draft was seen by nobody else.
bool has_moved(const FundingRequest& before, const FundingRequest& after)
{
  return after.siret != before.siret && before.state != RequestState::brouillon;
}

} // namespace

void record_change(const Context& context, Transaction& write, const FundingRequest& before,
                   FundingRequest& after, RequestEvent event, const std::string& comment)
{
  store::FundingRequests requests = context.store.funding_requests();
  after.changed = context.now();
  requests.put(after);
  requests.add_change(after, {context.now(), context.actor.name(), event, after.state, comment});
  tell_of_change(context, after, event, comment);
  if (has_moved(before, after)) {
    tell_of_move(context, before, after);
  }
  write.record({store::AuditKind::funding_request, after.number}, audit_text(before),
               audit_text(after));
}

namespace {

// `is_new`: it has no number yet.
RequestEvent event_of(Submission submission, bool is_new)
{
  if (submission == Submission::send) {
    return RequestEvent::submit;
  }
  return is_new ? RequestEvent::create_draft : RequestEvent::edit;
}

// Kept or sent, under a number of its own.
void put_request(const Context& context, Transaction& write, FundingRequest& request,
                 Submission submission, RequestEvent event)
{
  if (request.number.empty()) {
    request.number = context.store.funding_requests().next_number(context.today().year());
  }
  const FundingRequest before = request;
  request.state =
    submission == Submission::draft ? RequestState::brouillon : RequestState::transmis;
  record_change(context, write, before, request, event, "");
}

} // namespace

Result<WrittenRequest> submit_request(const Context& context, const RequestForm& form,
                                      const std::string& number, Submission submission)
{
  TRY_ASSIGN(const Account account, acting_as(context, Profile::member));
  const bool draft = submission == Submission::draft;
  Transaction write = context.begin();
  Errors problems;
  Surroundings surroundings(context);
  TRY_ASSIGN(FundingRequest request,
             request_in(surroundings, account, form, number,
                        draft ? RequestEvent::edit : RequestEvent::submit, problems));
  const domain::Findings found = domain::findings(request, surroundings.facts_about(request));
  if (!draft) {
    add_findings(of_severity(found, Severity::blocks), problems);
  }
  if (!problems.empty()) {
    return problems;
  }
  put_request(context, write, request, submission, event_of(submission, number.empty()));
  write.commit();
  return WrittenRequest{request, draft ? Errors{} : of_severity(found, Severity::warns)};
}

namespace {

// The CFA of a contract completes it by the contract itself.
Errors not_by_member(const Context& context, const std::string& number, Errors told)
{
  const auto request = seen_request(context, number);
  if (request && has_contract(context, *request)) {
    return {Error{"contract.completed_by_contract", {request->number}}};
  }
  return told;
}

Date KeptRequest::sent() const
{
  return sent_on(context, request).value_or(context.day_of(request.created));
}

// It was in time on the day it was sent.
Errors KeptRequest::blocking() const
{
  return of_severity(findings_about(context, request, sent()), Severity::blocks);
}

Errors KeptRequest::problems_of_completion() const
{
  Errors problems = blocking();
  const DocumentUses missing = missing_or_asked();
  if (!missing.empty()) {
    problems.push_back(documents_missing(missing));
  }
  return problems;
}

} // namespace

Result<WrittenRequest> edit_request(const Context& context, const RequestForm& form,
                                    const std::string& number)
{
  TRY(acting_as(context, Profile::member));
  Transaction write = context.begin();
  TRY_ASSIGN(const FundingRequest before, own_request(context, number, Act::file));
  Errors problems;
  Surroundings surroundings(context);
  Result<FundingRequest> request =
    changed(surroundings, before, form, RequestEvent::edit, problems);
  if (!request || !problems.empty()) {
    return request ? problems : request.errors();
  }
  record_change(context, write, before, *request, RequestEvent::edit,
                domain::joined(domain::changed_members(before, *request)));
  write.commit();
  return KeptRequest{context, *request}.written();
}

Result<WrittenRequest> complete_request(const Context& context, const std::string& number,
                                        const std::string& comment)
{
  const Result<Account> account = acting_as(context, Profile::member);
  if (!account) {
    return not_by_member(context, number, account.errors());
  }
  TRY_ASSIGN(const std::string said, comment_of(comment).or_at("comment"));
  Transaction write = context.begin();
  TRY_ASSIGN(const FundingRequest request, own_request(context, number, Act::file));
  TRY_ASSIGN(const auto next, domain::after(request.number, request.state, RequestEvent::complete));
  const Errors problems = KeptRequest{context, request}.problems_of_completion();
  if (!problems.empty()) {
    return problems;
  }
  FundingRequest completed = request;
  completed.state = next;
  record_change(context, write, request, completed, RequestEvent::complete, said);
  write.commit();
  return KeptRequest{context, completed}.written();
}

namespace {

bool KeptRequest::has_started() const
{
  return request.state == RequestState::engage && request.start &&
         *request.start <= context.today();
}

Outcome KeptRequest::check_not_started() const
{
  if (has_started()) {
    return Error{"request.started", {request.number, request.start->text()}};
  }
  return Done{};
}

} // namespace

Result<FundingRequest> cancel_request(const Context& context, const std::string& number,
                                      const std::string& comment)
{
  TRY(acting_as(context, Profile::member));
  TRY_ASSIGN(const std::string said, comment_of(comment).or_at("comment"));
  Transaction write = context.begin();
  TRY_ASSIGN(const FundingRequest request, own_request(context, number, Act::file));
  TRY_ASSIGN(const auto next, domain::after(request.number, request.state, RequestEvent::cancel));
  const KeptRequest kept{context, request};
  TRY(kept.check_not_started());
  TRY(kept.check_nothing_invoiced());
  FundingRequest cancelled = request;
  cancelled.state = next;
  record_change(context, write, request, cancelled, RequestEvent::cancel, said);
  write.commit();
  return cancelled;
}

} // namespace myatlas::services
