#include "services/deadlines.hpp"

#include <algorithm>
#include <set>

#include "services/companies.hpp"
#include "services/contract_terms.hpp"
#include "services/findings.hpp"
#include "store/funding_requests.hpp"

namespace myatlas::services {

namespace {

using domain::Deadline;
using domain::RequestEvent;

std::optional<domain::Date> completed_on(const Context& context, const domain::FundingRequest& request)
{
  std::optional<domain::Date> day;
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    if (change.event == RequestEvent::submit || change.event == RequestEvent::complete) {
      day = domain::date_of(change.at);
    }
  }
  return day;
}

// The OPCO's time to answer begins once every required document is there.
std::optional<domain::Date> complete_on(const Context& context, const domain::FundingRequest& request)
{
  const auto day = completed_on(context, request);
  return day ? documents_complete_on(context, request, *day) : day;
}

// A dossier without its contract is taken by its last possible day of conclusion, the first day: never too late.
std::optional<domain::Date> last_invoice(const Context& context, const domain::FundingRequest& request)
{
  if (!domain::may_be_invoiced(request.state) || !request.start || !request.end) {
    return std::nullopt;
  }
  const auto terms = contract_terms(context, request);
  return terms ? domain::last_day_to_invoice(terms->concluded, terms->end) : domain::last_day_to_invoice(*request.start, *request.end);
}

domain::Zone zone_of(const Context& context, domain::Siret siret)
{
  const auto establishment = context.store.opco_register().establishment(siret);
  return domain::zone_of(establishment ? establishment->postcode : "");
}

void add_requests(const Context& context, std::vector<Deadline>& found)
{
  for (const auto state : {domain::RequestState::brouillon, domain::RequestState::transmis, domain::RequestState::en_cours_instruction,
                           domain::RequestState::incomplet, domain::RequestState::engage, domain::RequestState::rupture}) {
    store::RequestFilter filter;
    filter.state = state;
    for (const domain::FundingRequest& request : context.store.funding_requests().list(filter, perimeter_of(context))) {
      const auto of_request = deadlines_of(context, request);
      found.insert(found.end(), of_request.begin(), of_request.end());
    }
  }
}

// Declarations that wait; the companies that have one for the year, whatever its state.
std::set<domain::Siren> add_declarations(const Context& context, int year, std::vector<Deadline>& found)
{
  std::set<domain::Siren> declared;
  for (const domain::Declaration& declaration : context.store.declarations().list({}, perimeter_of(context))) {
    if (declaration.year == year) {
      declared.insert(declaration.siren);
    }
    if (auto deadline = domain::deadline_of(declaration)) {
      const auto company = context.store.opco_register().company(declaration.siren);
      deadline->label = company ? company->name : declaration.siren.digits();
      found.push_back(*std::move(deadline));
    }
  }
  return declared;
}

} // namespace

std::vector<Deadline> deadlines_of(const Context& context, const domain::FundingRequest& request)
{
  return domain::deadlines_of(request, {complete_on(context, request), last_invoice(context, request)}, zone_of(context, request.siret));
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
    const bool there = !view.company.created || view.company.created->year() <= year; // paid somebody that year
    if (there && branch != nullptr && branch->has_contribution && !declared.contains(view.company.siren)) {
      found.push_back({domain::Month{year + 1, 2}.last_day(), domain::DeadlineKind::declare, view.company.siren.digits(), view.company.name});
    }
  }
  std::ranges::sort(found, {}, [](const Deadline& d) { return std::tuple(d.day, d.kind, d.subject); });
  return found;
}

} // namespace myatlas::services
