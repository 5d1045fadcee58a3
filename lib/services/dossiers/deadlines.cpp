#include "services/dossiers/deadlines.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "domain/contributions/employer_form.hpp"
#include "domain/values/calendar.hpp"
#include "services/companies/companies.hpp"
#include "services/companies/proof.hpp"
#include "services/contributions/simulate_company.hpp"
#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/facts.hpp"
#include "services/labels.hpp"
#include "store/tables/contracts.hpp"
#include "store/tables/funding_requests.hpp"

namespace myatlas::services {

namespace {

using domain::Deadline;
using domain::RequestEvent;

std::optional<domain::Date> completed_on(const Context& context,
                                         const domain::FundingRequest& request)
{
  std::optional<domain::Date> day;
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    if (change.event == RequestEvent::submit || change.event == RequestEvent::complete) {
      day = context.day_of(change.at);
    }
  }
  return day;
}

// The OPCO's time to answer begins once every required document is there.
std::optional<domain::Date> complete_on(const Context& context,
                                        const domain::FundingRequest& request)
{
  const auto day = completed_on(context, request);
  return day ? documents_complete_on(context, request, *day) : day;
}

// By its schedule, or by what was accepted of a dossier that has none.
bool is_invoiced_whole(const Context& context, const domain::FundingRequest& request)
{
  const std::vector<store::InstalmentState> instalments = schedule_of(context, request);
  if (!instalments.empty()) { // the term of what is lost stays, overdue
    return std::ranges::all_of(
      instalments, [](const store::InstalmentState& state) { return state.open().cents <= 0; });
  }
  domain::Money invoiced;
  for (const domain::Invoice& invoice :
       context.store.invoices().list({request.number, std::nullopt}, store::Perimeter::all())) {
    invoiced =
      domain::state_facts(invoice.state).counts ? invoiced + invoice.amounts.without_tax : invoiced;
  }
  return request.accepted && request.accepted->cents > 0 && invoiced >= *request.accepted;
}

// A dossier without its contract is taken by its last possible day of conclusion, the first day:
// never too late.
std::optional<domain::Date> last_invoice(const Context& context,
                                         const domain::FundingRequest& request)
{
  if (!domain::state_facts(request.state).invoiceable || !request.start || !request.end ||
      is_invoiced_whole(context, request)) {
    return std::nullopt;
  }
  const auto terms = contract_terms(context, request);
  return terms ? domain::last_day_to_invoice(terms->concluded, terms->end)
               : domain::last_day_to_invoice(*request.start, *request.end);
}

// What may be invoiced of the schedule of a contract, and from when on.
void add_openings(const Context& context, const domain::FundingRequest& request,
                  std::vector<Deadline>& found)
{
  for (const store::InstalmentState& state : schedule_of(context, request)) {
    if (state.left().cents > 0 && domain::state_facts(request.state).invoiceable) {
      found.push_back({state.instalment.opens, domain::DeadlineKind::open_instalment,
                       request.number, state.instalment.code + ", " + request.title,
                       zone_of(context, request.siret)});
    }
  }
}

bool is_of_advance(const Context& context, const domain::Invoice& invoice,
                   const std::vector<store::InstalmentState>& instalments)
{
  return std::ranges::any_of(context.store.invoices().lines(invoice),
                             [&](const domain::BilledLine& line) {
                               return line.instalment == store::advance_of(instalments);
                             });
}

// The OPCO's own term.
void add_payments(const Context& context, const domain::FundingRequest& request,
                  std::vector<Deadline>& found)
{
  constexpr int k_days_to_pay = 30;
  const std::vector<store::InstalmentState> instalments = schedule_of(context, request);
  if (instalments.empty()) {
    return;
  }
  for (const domain::Invoice& invoice :
       context.store.invoices().list({request.number, std::nullopt}, perimeter_of(context))) {
    const bool waits = domain::state_facts(invoice.state).open && !invoice.is_credit_note();
    if (waits && is_of_advance(context, invoice, instalments)) {
      found.push_back({domain::plus_days(context.day_of(invoice.received), k_days_to_pay),
                       domain::DeadlineKind::pay_invoice, invoice.number, request.title,
                       zone_of(context, request.siret)});
    }
  }
}

void add_requests(const Context& context, std::vector<Deadline>& found)
{
  Labels labels(context);
  for (const domain::RequestStateFacts& facts : domain::k_request_states) {
    if (!facts.open) {
      continue;
    }
    store::RequestFilter filter;
    filter.state = facts.state;
    for (const domain::FundingRequest& request :
         context.store.funding_requests().list(filter, perimeter_of(context))) {
      const std::size_t first = found.size();
      const auto of_request = deadlines_of(context, request);
      found.insert(found.end(), of_request.begin(), of_request.end());
      add_openings(context, request, found);
      add_payments(context, request, found);
      if (found.size() > first) {
        const DossierLabel label = labels.of(request);
        std::for_each(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
                      [&](Deadline& d) {
                        std::tie(d.company, d.trainee, d.reference) =
                          std::tie(label.company, label.trainee, label.reference);
                        d.siren = request.siret.siren();
                      });
      }
    }
  }
}

// Declarations that wait; the companies that have one for the year, whatever its state.
std::set<domain::Siren> add_declarations(const Context& context, int year,
                                         std::vector<Deadline>& found)
{
  std::set<domain::Siren> declared;
  for (const domain::Declaration& declaration :
       context.store.declarations().list({}, perimeter_of(context))) {
    if (declaration.year == year) {
      declared.insert(declaration.siren);
    }
    if (hides_pay(context, declaration.siren)) {
      continue;
    }
    if (auto deadline = domain::deadline_of(declaration)) {
      const auto company = context.store.opco_register().company(declaration.siren);
      deadline->label = company ? company->name : declaration.siren.digits();
      deadline->company = company ? company->name : "";
      deadline->siren = declaration.siren;
      found.push_back(*std::move(deadline));
    }
  }
  return declared;
}

// Whether a company has something to declare of its branch for a year, as far as can be told. Where
// its payroll is not known, by any payroll: a rate of zero for its size, or none that is known, is
// nothing to wait for.
bool owes_branch(const Context& context, const domain::RateTable& rates,
                 const domain::Company& company, int year)
{
  constexpr const char* k_any_payroll = "100000.00";
  domain::PayrollForm asked;
  asked.year = std::to_string(year);
  auto form = form_of_company(context, rates, company.siren.digits(), asked, domain::is_declared);
  if (!form) {
    asked.payroll = k_any_payroll;
    form = form_of_company(context, rates, company.siren.digits(), asked, domain::is_declared);
  }
  const auto facts =
    form ? domain::facts_of(*form) : util::Result<domain::PayrollFacts>(form.errors());
  const auto simulation = facts ? simulate_lines(rates, *facts, domain::is_declared)
                                : util::Result<domain::Simulation>(facts.errors());
  if (!simulation) {
    return true; // its headcount, say, is missing: that is to be told when it declares
  }
  const auto owed = [](const domain::ContributionLine& line) {
    return domain::is_declared(line) && line.amount.cents > 0;
  };
  return !simulation->unknown && std::ranges::any_of(*simulation, owed);
}

} // namespace

std::vector<Deadline> deadlines_of(const Context& context, const domain::FundingRequest& request)
{
  const bool is_decided_in_time =
    request.scheme == domain::Scheme::apprenticeship; // the only term the OPCO has
  return domain::deadlines_of(request,
                              {is_decided_in_time ? complete_on(context, request) : std::nullopt,
                               last_invoice(context, request)},
                              zone_of(context, request.siret));
}

std::optional<domain::Date> last_day_to_invoice(const Context& context,
                                                const domain::FundingRequest& request)
{
  std::optional<domain::Date> last;
  for (const Deadline& deadline : deadlines_of(context, request)) {
    last = deadline.kind == domain::DeadlineKind::last_invoice ? std::optional(deadline.day) : last;
  }
  return last;
}

std::vector<Deadline> list_deadlines(const Context& context, const domain::RateTable& rates)
{
  std::vector<Deadline> found;
  const int year = context.today().year() - 1; // of the payroll
  add_requests(context, found);
  const std::set<domain::Siren> declared = add_declarations(context, year, found);
  const auto companies = list_companies(context);
  const bool own = companies && !sees_everything(context); // the host manages none
  for (const CompanyView& view : own ? *companies : std::vector<CompanyView>{}) {
    const domain::Branch* branch = rates.find_branch(view.company.idcc.value_or(""));
    const bool there =
      !view.company.created || view.company.created->year() <= year; // paid somebody that year
    if (there && branch != nullptr && branch->has_contribution &&
        !declared.contains(view.company.siren) && !hides_pay(context, view.company.siren) &&
        owes_branch(context, rates, view.company, year)) {
      found.push_back({domain::Month{year + 1, 2}.last_day(), domain::DeadlineKind::declare,
                       view.company.siren.digits(), view.company.name});
      found.back().company = view.company.name;
      found.back().siren = view.company.siren;
    }
  }
  std::ranges::sort(found, {},
                    [](const Deadline& d) { return std::tuple(d.day, d.kind, d.subject); });
  return found;
}

} // namespace myatlas::services
