#include "services/dossiers/funding_requests.hpp"

#include <algorithm>

#include "domain/dossiers/request_edit.hpp"
#include "formats/json/json_records.hpp"
#include "services/dossiers/amendment_checks.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/deadlines.hpp"
#include "services/dossiers/facts.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/request_form.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/form_values.hpp"
#include "services/notices/dossier_notices.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// What the form makes of a request that is to go through an event; what it says wrong goes to
// `problems`.
util::Result<domain::FundingRequest> changed(Surroundings& surroundings,
                                             domain::FundingRequest request,
                                             const domain::RequestForm& form,
                                             domain::RequestEvent event, util::Errors& problems)
{
  TRY(domain::after(request.number, request.state, event));
  if (has_contract(surroundings.context(), request)) {
    return util::Error{"contract.edit", {request.number}}.at("request");
  }
  for (const domain::RequestField& field : domain::k_request_fields) {
    refuse_blanks({{field.name, &(form.*field.text)}}, problems);
  }
  fill(surroundings, request, form, problems);
  return request;
}

// The same of a new request when there is no number.
util::Result<domain::FundingRequest> request_in(Surroundings& surroundings,
                                                const domain::Account& account,
                                                const domain::RequestForm& form,
                                                const std::string& number,
                                                domain::RequestEvent event, util::Errors& problems)
{
  if (number.empty()) {
    return new_request(surroundings, account, form, problems);
  }
  util::Result<domain::FundingRequest> request =
    own_request(surroundings.context(), number, Act::file);
  return request ? changed(surroundings, *std::move(request), form, event, problems) : request;
}

// What stands at a member that has no problem yet: a day that cannot be read needs not be told to
// be missing too, nor can what depends on an establishment or a scheme be said without them.
void add_findings(const util::Errors& found, util::Errors& problems)
{
  const auto is_told = [told = problems](const std::string& member) {
    return std::ranges::any_of(told, [&](const util::Error& problem) {
      const std::string& place = problem.where.column;
      const bool list =
        (member == "employees" && (place.starts_with("trainees") || place == "new_employees")) ||
        ((member == "teaching_cost" || member == "provider_siret") && place.starts_with("modules"));
      return place == member || list;
    });
  };
  const bool blind = is_told("siret") || is_told("scheme");
  for (const util::Error& error : found) {
    if (!is_told(error.where.column) && (!blind || error.code == "request.required")) {
      problems.push_back(error);
    }
  }
}

// Required documents that are not there, and those that were asked for last.
std::vector<domain::DocumentUse> missing_or_asked(const Context& context,
                                                  const domain::FundingRequest& request)
{
  std::vector<domain::DocumentUse> missing = missing_documents(context, request);
  const auto attached = domain::uses_of(context.store.funding_requests().documents(request));
  std::string asked;
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    asked = change.event == domain::RequestEvent::ask ? change.comment : asked;
  }
  for (const domain::DocumentUse use : domain::read_asked_documents(asked).documents) {
    const bool is_there = std::ranges::find(attached, use) != attached.end() ||
                          std::ranges::find(missing, use) != missing.end();
    if (!is_there && use != domain::DocumentUse::other) {
      missing.push_back(use);
    }
  }
  return missing;
}

// What was paid has to be there again; a credit note that was not decided on may be refused yet,
// and its invoice asks for money then.
util::Outcome check_nothing_invoiced(const Context& context, const domain::FundingRequest& request)
{
  domain::Money kept;
  for (const ShareBalance& balance : balances_of(context, request)) {
    kept = kept + balance.paid - balance.recovered;
  }
  if (kept.cents > 0) {
    return util::Error{"request.paid", {request.number, kept.text()}};
  }
  return context.store.invoices().open(request.number) > 0
           ? util::Outcome(util::Error{"request.invoiced", {request.number}})
           : util::Outcome(util::Done{});
}

WrittenRequest written(const Context& context, const domain::FundingRequest& request)
{
  util::Errors warnings =
    of_severity(findings_about(context, request, context.today()), domain::Severity::warns);
  const util::Errors outdated = outdated_told(context, request);
  warnings.insert(warnings.end(), outdated.begin(), outdated.end());
  return {request, warnings};
}

std::vector<ContractChange> changes_of(const std::vector<store::ContractVersion>& versions)
{
  std::vector<ContractChange> changes;
  for (std::size_t i = 1; i < versions.size(); ++i) {
    const domain::Contract &before = versions[i - 1].contract, &after = versions[i].contract;
    auto members = after.is_amendment() ? domain::amended_members(before, after)
                                        : domain::changed_members(before, after);
    if (!members.empty()) {
      changes.push_back({versions[i].sent, versions[i].sent_by, std::move(members)});
    }
  }
  return changes;
}

} // namespace

void record_change(const Context& context, store::Transaction& write,
                   const domain::FundingRequest& before, domain::FundingRequest& after,
                   domain::RequestEvent event, const std::string& comment)
{
  store::FundingRequests requests = context.store.funding_requests();
  after.changed = context.now();
  requests.put(after);
  requests.add_change(after, {context.now(), context.actor.name(), event, after.state, comment});
  const bool breaks_off = event == domain::RequestEvent::break_off;
  if (breaks_off) {
    tell_about(context, without_lost(context, after), event, comment,
               last_day_to_invoice(context, after));
  } else {
    tell_about(context, after, event, comment, std::nullopt);
  }
  if (after.siret != before.siret && before.state != domain::RequestState::brouillon) {
    tell_of_move(context, before, after);
  }
  write.record({store::AuditKind::funding_request, after.number}, formats::audit_text(before),
               formats::audit_text(after));
}

util::Result<WrittenRequest> submit_request(const Context& context, const domain::RequestForm& form,
                                            const std::string& number, Submission submission)
{
  TRY_ASSIGN(const domain::Account account, acting_as(context, domain::Profile::member));
  const bool draft = submission == Submission::draft;
  store::Transaction write(context.store, context.deed());
  util::Errors problems;
  Surroundings surroundings(context);
  TRY_ASSIGN(domain::FundingRequest request,
             request_in(surroundings, account, form, number,
                        draft ? domain::RequestEvent::edit : domain::RequestEvent::submit,
                        problems));
  const std::vector<domain::Finding> found =
    domain::findings(request, surroundings.facts_about(request));
  if (!draft) {
    add_findings(of_severity(found, domain::Severity::blocks), problems);
  }
  if (!problems.empty()) {
    return problems;
  }
  if (request.number.empty()) {
    request.number = context.store.funding_requests().next_number(context.today().year());
  }
  const domain::FundingRequest before = request;
  request.state = draft ? domain::RequestState::brouillon : domain::RequestState::transmis;
  const auto event = !draft           ? domain::RequestEvent::submit
                     : number.empty() ? domain::RequestEvent::create_draft
                                      : domain::RequestEvent::edit;
  record_change(context, write, before, request, event, "");
  write.commit();
  return WrittenRequest{request,
                        draft ? util::Errors{} : of_severity(found, domain::Severity::warns)};
}

util::Result<WrittenRequest> edit_request(const Context& context, const domain::RequestForm& form,
                                          const std::string& number)
{
  TRY(acting_as(context, domain::Profile::member));
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const domain::FundingRequest before, own_request(context, number, Act::file));
  util::Errors problems;
  Surroundings surroundings(context);
  util::Result<domain::FundingRequest> request =
    changed(surroundings, before, form, domain::RequestEvent::edit, problems);
  if (!request || !problems.empty()) {
    return request ? problems : request.errors();
  }
  record_change(context, write, before, *request, domain::RequestEvent::edit,
                domain::joined(domain::changed_members(before, *request)));
  write.commit();
  return written(context, *request);
}

util::Result<WrittenRequest> complete_request(const Context& context, const std::string& number,
                                              const std::string& comment)
{
  const util::Result<domain::Account> account = acting_as(context, domain::Profile::member);
  if (!account) {
    const auto contract =
      seen_request(context, number); // its CFA completes it by the contract itself
    const bool by_contract = contract && has_contract(context, *contract);
    return by_contract
             ? util::Errors{util::Error{"contract.completed_by_contract", {contract->number}}}
             : account.errors();
  }
  TRY_ASSIGN(const std::string said, comment_of(comment).or_at("comment"));
  store::Transaction write(context.store, context.deed());
  TRY_ASSIGN(const domain::FundingRequest request, own_request(context, number, Act::file));
  TRY_ASSIGN(const auto next,
             domain::after(request.number, request.state, domain::RequestEvent::complete));
  const domain::Date sent = // it was in time then
    sent_on(context, request).value_or(context.day_of(request.created));
  util::Errors problems =
    of_severity(findings_about(context, request, sent), domain::Severity::blocks);
  const std::vector<domain::DocumentUse> missing = missing_or_asked(context, request);
  if (!missing.empty()) {
    problems.push_back(util::Error{"request.documents_missing", {domain::joined(missing)}});
  }
  if (!problems.empty()) {
    return problems;
  }
  domain::FundingRequest completed = request;
  completed.state = next;
  record_change(context, write, request, completed, domain::RequestEvent::complete, said);
  write.commit();
  return written(context, completed);
}

util::Result<domain::FundingRequest>
cancel_request(const Context& context, const std::string& number, const std::string& comment)
{
  TRY(acting_as(context, domain::Profile::member));
  TRY_ASSIGN(const std::string said, comment_of(comment).or_at("comment"));
  store::Transaction write(context.store, context.deed());
  const util::Result<domain::FundingRequest> request = own_request(context, number, Act::file);
  if (!request) {
    return request;
  }
  TRY_ASSIGN(const auto next,
             domain::after(request->number, request->state, domain::RequestEvent::cancel));
  if (request->state == domain::RequestState::engage && request->start &&
      *request->start <= context.today()) {
    return util::Error{"request.started", {request->number, request->start->text()}};
  }
  TRY(check_nothing_invoiced(context, *request));
  domain::FundingRequest cancelled = *request;
  cancelled.state = next;
  record_change(context, write, *request, cancelled, domain::RequestEvent::cancel, said);
  write.commit();
  return cancelled;
}

util::Result<RequestPage> list_requests(const Context& context, store::RequestFilter filter)
{
  TRY(may_read(context));
  const auto limit = filter.limit;
  if (limit) {
    filter.limit = *limit + 1; // one more tells whether there are others
  }
  RequestPage page{context.store.funding_requests().list(filter, perimeter_of(context)), {}, false};
  if (limit && page.requests.size() > static_cast<std::size_t>(*limit)) {
    page.requests.pop_back();
    page.more = true;
  }
  Labels labels(context);
  for (domain::FundingRequest& request : page.requests) {
    request = as_shown(context, std::move(request));
    page.labels.push_back(labels.of(request));
  }
  return page;
}

util::Result<RequestView> show_request(const Context& context, const std::string& number)
{
  const util::Result<domain::FundingRequest> request = shown_request(context, number);
  TRY_ASSIGN(const domain::FundingRequest whole, request ? seen_request(context, number) : request);
  RequestView view{.request = *request,
                   .history = context.store.funding_requests().history(*request),
                   .documents = shown_documents(context, *request),
                   .billed = billed_as_shown(context, whole)};
  view.label = Labels(context).of(*request);
  view.contract = contract_of(context, *request);
  if (request->provider) {
    view.transmissions =
      context.store.opco_links().of_dossier(request->provider->siren(), request->number);
  }
  view.missing = missing_documents(context, *request);
  const std::int64_t dossier = context.store.funding_requests().key(request->number);
  view.contract_changes = changes_of(context.store.contracts().all_versions(dossier));
  view.amendment = context.store.contracts().amendment(dossier);
  if (view.amendment) {
    view.amended = domain::amended_members(*view.contract, view.amendment->contract);
    view.missing = missing_of_amendment(context, *request, view.amendment->contract);
  }
  return view;
}

} // namespace myatlas::services
