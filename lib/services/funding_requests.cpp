#include "services/funding_requests.hpp"

#include "formats/json_records.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

// Reads one member of the form into the request when it was given.
template <typename T, typename F>
void take(std::optional<T>& into, const std::string& text, F parse, const char* name, util::Errors& problems)
{
  if (!util::trim(text).empty()) {
    if (auto value = util::collect(parse(text), problems, name)) {
      into = *std::move(value);
    }
  }
}

void take_text(std::string& into, const std::string& text, const char* name, util::Errors& problems)
{
  const std::string_view trimmed = util::trim(text);
  if (trimmed.empty()) {
    return;
  }
  if (util::has_hidden(trimmed)) {
    problems.push_back(util::Error{"text.control", {util::printable(trimmed)}}.at(name));
  } else if (util::length_utf8(trimmed) > 255) {
    problems.push_back(util::Error{"text.length", {std::string(trimmed.substr(0, 40)) + "…", "255"}}.at(name));
  } else {
    into = trimmed;
  }
}

void take_employees(domain::FundingRequest& request, const std::vector<std::string>& names, util::Errors& problems)
{
  if (names.empty()) {
    return;
  }
  request.employees.clear();
  for (const std::string& text : names) {
    if (const auto name = util::collect(domain::Name::parse(text), problems, "employees")) {
      request.employees.push_back(name->text());
    }
  }
}

void fill(domain::FundingRequest& request, const domain::RequestForm& form, util::Errors& problems)
{
  take_text(request.title, form.title, "title", problems);
  take(request.provider, form.provider_siret, domain::Siret::parse, "provider_siret", problems);
  take(request.start, form.start, domain::Date::parse, "start", problems);
  take(request.end, form.end, domain::Date::parse, "end", problems);
  take(request.hours, form.hours, domain::parse_hours, "hours", problems);
  take(request.mode, form.mode, domain::parse_mode, "mode", problems);
  take(request.teaching_cost, form.teaching_cost, domain::parse_positive, "teaching_cost", problems);
  take_employees(request, form.employees, problems);
}

util::Result<domain::FundingRequest> new_request(const Context& context, const domain::Account& account,
                                                 const domain::RequestForm& form)
{
  util::Errors problems;
  std::optional<domain::Siret> siret;
  std::optional<domain::Scheme> scheme;
  take(siret, form.siret, domain::Siret::parse, "siret", problems);
  take(scheme, form.scheme, domain::parse_scheme, "scheme", problems);
  if (util::trim(form.siret).empty()) {
    problems.push_back(util::Error{"field.required", {"siret"}}.at("siret"));
  } else if (siret && !context.store.accounts().manages(account.id, *siret)) {
    problems.push_back(util::Error{"establishment.not_managed", {siret->digits()}}.at("siret"));
  }
  domain::FundingRequest request{.siret = siret.value_or(domain::Siret::of_checked(0)),
                                 .scheme = scheme.value_or(domain::Scheme::pdc),
                                 .created_by = account.id,
                                 .created = context.now()};
  if (util::trim(form.scheme).empty()) {
    problems.push_back(util::Error{"field.required", {"scheme"}}.at("scheme"));
  }
  fill(request, form, problems);
  return problems.empty() ? util::Result<domain::FundingRequest>(request) : util::Result<domain::FundingRequest>(problems);
}

util::Result<domain::FundingRequest> find_request(const Context& context, const std::string& number)
{
  const std::string wanted = util::to_upper(util::trim(number));
  auto found = context.store.funding_requests().find(wanted, perimeter_of(context.actor));
  if (!found) {
    return util::Error{"request.unknown", {number}}.at("request");
  }
  return *std::move(found);
}

// Seen is not owned: the provider of a dossier sees it, the member whose establishment it is may change it.
util::Result<domain::FundingRequest> own_request(const Context& context, const domain::Account& account,
                                                 const std::string& number)
{
  util::Result<domain::FundingRequest> request = find_request(context, number);
  if (request && !context.store.accounts().manages(account.id, request->siret)) {
    return util::Error{"establishment.not_managed", {request->siret.digits()}}.at("request");
  }
  return request;
}

util::Result<domain::FundingRequest> draft_to_send(const Context& context, const domain::Account& account,
                                                   const domain::RequestForm& form, const std::string& number)
{
  util::Result<domain::FundingRequest> draft = own_request(context, account, number);
  if (!draft) {
    return draft;
  }
  const auto next = domain::after(*draft, domain::RequestEvent::submit);
  if (!next) {
    return next.errors();
  }
  util::Errors problems;
  fill(*draft, form, problems);
  return problems.empty() ? draft : util::Result<domain::FundingRequest>(problems);
}

void save(const Context& context, store::Transaction& write, domain::FundingRequest& request, Submission submission)
{
  if (request.number.empty()) {
    request.number = context.store.funding_requests().next_number(context.today().year());
  }
  const domain::FundingRequest before = request;
  const bool draft = submission == Submission::draft;
  request.state = draft ? domain::RequestState::brouillon : domain::RequestState::transmis;
  record_change(context, write, before, request,
                draft ? domain::RequestEvent::create_draft : domain::RequestEvent::submit, "");
}

} // namespace

void record_change(const Context& context, store::Transaction& write, const domain::FundingRequest& before,
                   const domain::FundingRequest& after, domain::RequestEvent event, const std::string& comment)
{
  store::FundingRequests requests = context.store.funding_requests();
  requests.put(after);
  requests.add_change(after, {context.now(), context.actor.name, event, after.state, comment});
  write.record("funding request " + after.number, formats::audit_text(before), formats::audit_text(after));
}

util::Result<domain::FundingRequest> submit_request(const Context& context, const domain::RequestForm& form,
                                                    const std::string& number, Submission submission)
{
  const util::Result<domain::Account> account = acting_as(context, domain::Profile::member);
  if (!account) {
    return account.errors();
  }
  store::Transaction write(context.store, context.deed());
  util::Result<domain::FundingRequest> request =
    number.empty() ? new_request(context, *account, form) : draft_to_send(context, *account, form, number);
  if (!request) {
    return request;
  }
  if (submission == Submission::send) {
    util::Errors problems = domain::submission_problems(*request, context.today());
    if (!problems.empty()) {
      return problems;
    }
  }
  save(context, write, *request, submission);
  write.commit();
  return request;
}

util::Result<domain::FundingRequest> cancel_request(const Context& context, const std::string& number,
                                                    const std::string& comment)
{
  const util::Result<domain::Account> account = acting_as(context, domain::Profile::member);
  if (!account) {
    return account.errors();
  }
  std::string said;
  util::Errors problems;
  take_text(said, comment, "comment", problems);
  if (!problems.empty()) {
    return problems;
  }
  store::Transaction write(context.store, context.deed());
  const util::Result<domain::FundingRequest> request = own_request(context, *account, number);
  if (!request) {
    return request;
  }
  const auto next = domain::after(*request, domain::RequestEvent::cancel);
  if (!next) {
    return next.errors();
  }
  if (request->state == domain::RequestState::engage && request->start && *request->start <= context.today()) {
    return util::Error{"request.started", {request->number, request->start->text()}};
  }
  if (context.store.invoices().invoiced(request->number).cents > 0) {
    return util::Error{"request.invoiced", {request->number}};
  }
  domain::FundingRequest cancelled = *request;
  cancelled.state = *next;
  record_change(context, write, *request, cancelled, domain::RequestEvent::cancel, said);
  write.commit();
  return cancelled;
}

util::Result<std::vector<domain::FundingRequest>> list_requests(const Context& context, const store::RequestFilter& filter)
{
  const util::Result<domain::Account> account = acting_account(context);
  if (!account) {
    return account.errors();
  }
  return context.store.funding_requests().list(filter, perimeter_of(context.actor));
}

util::Result<RequestView> show_request(const Context& context, const std::string& number)
{
  const util::Result<domain::Account> account = acting_account(context);
  if (!account) {
    return account.errors();
  }
  const util::Result<domain::FundingRequest> request = find_request(context, number);
  if (!request) {
    return request.errors();
  }
  const domain::Money invoiced = context.store.invoices().invoiced(request->number);
  const auto left = request->accepted ? std::optional(*request->accepted - invoiced) : std::nullopt;
  return RequestView{*request, context.store.funding_requests().history(*request), invoiced, left};
}

} // namespace myatlas::services
