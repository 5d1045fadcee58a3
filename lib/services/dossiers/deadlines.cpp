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
#include "services/dossiers/seen_request.hpp"
#include "services/labels.hpp"
#include "store/tables/contracts.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Company;
using domain::Date;
using domain::Deadline;
using domain::DeadlineKind;
using domain::Deadlines;
using domain::Declaration;
using domain::FundingRequest;
using domain::Invoice;
using domain::is_declared;
using domain::Money;
using domain::PayrollForm;
using domain::RateTable;
using domain::RequestEvent;
using domain::Siren;
using domain::state_facts;
using store::advance_of;
using store::InstalmentState;
using store::Schedule;

bool completes(const domain::RequestChange& change)
{
  return change.event == RequestEvent::submit || change.event == RequestEvent::complete;
}

// What is due on a dossier, and when.
struct DossierDeadlines
{
  const Context& context;
  const FundingRequest& request;

  std::optional<Date> completed_on() const;
  std::optional<Date> complete_on() const;
  std::optional<Date> begins_to_count() const;
  Money invoiced_of() const;
  bool is_invoiced_whole() const;
  bool may_be_invoiced_still() const;
  std::optional<Date> last_invoice() const;
  void add_openings(Deadlines& found) const;
  Date day_to_pay(const Invoice& invoice) const;
  Deadline payment_of(const Invoice& invoice) const;
  void add_payments(Deadlines& found) const;
  bool is_of_advance(const Invoice& invoice, const Schedule& instalments) const;
};

std::optional<Date> DossierDeadlines::completed_on() const
{
  return day_last_changed(context, request, completes);
}

// The OPCO's time to answer begins once every required document is there.
std::optional<Date> DossierDeadlines::complete_on() const
{
  const auto day = completed_on();
  return day ? documents_complete_on(context, request, *day) : day;
}

bool has_nothing_open(const InstalmentState& state)
{
  return state.open().cents <= 0;
}

// Of an apprenticeship contract: the only term the OPCO has.
std::optional<Date> DossierDeadlines::begins_to_count() const
{
  return request.scheme == domain::Scheme::apprenticeship ? complete_on() : std::nullopt;
}

// Before tax, by the invoices that count.
Money DossierDeadlines::invoiced_of() const
{
  Money invoiced;
  for (const Invoice& invoice :
       context.store.invoices().list({request.number, std::nullopt}, store::Perimeter::all())) {
    const bool counts = state_facts(invoice.state).counts;
    invoiced += counts ? invoice.amounts.without_tax : Money{};
  }
  return invoiced;
}

// By its schedule, or by what was accepted of a dossier that has none.
bool DossierDeadlines::is_invoiced_whole() const
{
  const Schedule instalments = schedule_of(context, request);
  if (!instalments.empty()) { // the term of what is lost stays, overdue
    return std::ranges::all_of(instalments, has_nothing_open);
  }
  return request.accepted && request.accepted->cents > 0 && invoiced_of() >= *request.accepted;
}

bool DossierDeadlines::may_be_invoiced_still() const
{
  return state_facts(request.state).invoiceable && request.start && request.end &&
         !is_invoiced_whole();
}

// A dossier without its contract is taken by its last possible day of conclusion, the first day:
// never too late.
std::optional<Date> DossierDeadlines::last_invoice() const
{
  if (!may_be_invoiced_still()) {
    return std::nullopt;
  }
  const auto terms = contract_terms(context, request);
  return terms ? domain::last_day_to_invoice(terms->concluded, terms->end)
               : domain::last_day_to_invoice(*request.start, *request.end);
}

// What may be invoiced of the schedule of a contract, and from when on.
void DossierDeadlines::add_openings(Deadlines& found) const
{
  for (const InstalmentState& state : schedule_of(context, request)) {
    if (state.left().cents > 0 && state_facts(request.state).invoiceable) {
      found.push_back({.day = state.instalment.opens,
                       .kind = DeadlineKind::open_instalment,
                       .subject = request.number,
                       .label = request.title,
                       .zone = zone_of(context, request.siret),
                       .part = state.instalment.code});
    }
  }
}

bool DossierDeadlines::is_of_advance(const Invoice& invoice, const Schedule& instalments) const
{
  return std::ranges::any_of(
    context.store.invoices().lines(invoice),
    [&](const domain::BilledLine& line) { return line.instalment == advance_of(instalments); });
}

bool waits_to_be_paid(const Invoice& invoice)
{
  return state_facts(invoice.state).open && !invoice.is_credit_note();
}

constexpr int k_days_to_pay = 30; // the OPCO's own term

Date DossierDeadlines::day_to_pay(const Invoice& invoice) const
{
  return domain::plus_days(context.day_of(invoice.received), k_days_to_pay);
}

Deadline DossierDeadlines::payment_of(const Invoice& invoice) const
{
  return {day_to_pay(invoice), DeadlineKind::pay_invoice, invoice.number, request.title,
          zone_of(context, request.siret)};
}

void DossierDeadlines::add_payments(Deadlines& found) const
{
  const Schedule instalments = schedule_of(context, request);
  if (instalments.empty()) {
    return;
  }
  for (const Invoice& invoice :
       context.store.invoices().list({request.number, std::nullopt}, perimeter_of(context))) {
    if (waits_to_be_paid(invoice) && is_of_advance(invoice, instalments)) {
      found.push_back(payment_of(invoice));
    }
  }
}

void label_as(const DossierLabel& label, const FundingRequest& request, Deadline& deadline)
{
  deadline.company = label.company;
  deadline.trainee = label.trainee;
  deadline.reference = label.reference;
  deadline.siren = request.siret.siren();
}

// All that is due on a dossier, as it is called.
Deadlines labelled_deadlines(const Context& context, const FundingRequest& request, Labels& labels)
{
  Deadlines due = deadlines_of(context, request);
  const DossierDeadlines dossier{context, request};
  dossier.add_openings(due);
  dossier.add_payments(due);
  if (due.empty()) {
    return due;
  }
  const DossierLabel label = labels.of(request);
  for (Deadline& deadline : due) {
    label_as(label, request, deadline);
  }
  return due;
}

void add_requests(const Context& context, Deadlines& found)
{
  Labels labels(context);
  for (const domain::RequestStateFacts& facts : domain::k_request_states) {
    if (!facts.open) {
      continue;
    }
    for (const FundingRequest& request : requests_in(context, facts.state)) {
      const Deadlines due = labelled_deadlines(context, request, labels);
      found.insert(found.end(), due.begin(), due.end());
    }
  }
}

// Named after its company, where that is known.
void label_declaration(const Context& context, Siren siren, Deadline& deadline)
{
  const auto company = context.store.opco_register().company(siren);
  deadline.label = company ? company->name : siren.digits();
  deadline.company = company ? company->name : "";
  deadline.siren = siren;
}

void add_declaration(const Context& context, const Declaration& declaration, Deadlines& found)
{
  if (hides_pay(context, declaration.siren)) {
    return;
  }
  if (auto deadline = domain::deadline_of(declaration)) {
    label_declaration(context, declaration.siren, *deadline);
    found.push_back(*std::move(deadline));
  }
}

// Declarations that wait; the companies that have one for the year, whatever its state.
std::set<Siren> add_declarations(const Context& context, int year, Deadlines& found)
{
  std::set<Siren> declared;
  for (const Declaration& declaration :
       context.store.declarations().list({}, perimeter_of(context))) {
    if (declaration.year == year) {
      declared.insert(declaration.siren);
    }
    add_declaration(context, declaration, found);
  }
  return declared;
}

// What is known of its pay for a year; where its payroll is not, with any.
Result<PayrollForm> form_for(const Context& context, const RateTable& rates, const Company& company,
                             int year)
{
  constexpr const char* k_any_payroll = "100000.00";
  PayrollForm asked;
  asked.year = std::to_string(year);
  const auto form = form_of_company(context, rates, company.siren.digits(), asked, is_declared);
  if (form) {
    return form;
  }
  asked.payroll = k_any_payroll;
  return form_of_company(context, rates, company.siren.digits(), asked, is_declared);
}

Result<domain::Simulation> simulated_for(const Context& context, const RateTable& rates,
                                         const Company& company, int year)
{
  TRY_ASSIGN(const auto form, form_for(context, rates, company, year));
  TRY_ASSIGN(const auto facts, domain::facts_of(form));
  return simulate_lines(rates, facts, is_declared);
}

bool is_owed(const domain::ContributionLine& line)
{
  return is_declared(line) && line.amount.cents > 0;
}

// Whether a company has something to declare of its branch for a year, as far as can be told. Where
// its payroll is not known, by any payroll: a rate of zero for its size, or none that is known, is
// nothing to wait for.
bool owes_branch(const Context& context, const RateTable& rates, const Company& company, int year)
{
  const auto simulation = simulated_for(context, rates, company, year);
  if (!simulation) {
    return true; // its headcount, say, is missing: that is to be told when it declares
  }
  return !simulation->unknown && std::ranges::any_of(*simulation, is_owed);
}

bool has_branch_contribution(const RateTable& rates, const Company& company)
{
  const domain::Branch* branch = rates.find_branch(company.idcc.value_or(""));
  return branch != nullptr && branch->has_contribution;
}

// Whether it may have paid somebody in a year.
bool was_there(const Company& company, int year)
{
  return !company.created || company.created->year() <= year;
}

bool has_to_declare(const Context& context, const RateTable& rates, const Company& company,
                    int year)
{
  return was_there(company, year) && has_branch_contribution(rates, company) &&
         !hides_pay(context, company.siren) && owes_branch(context, rates, company, year);
}

// The companies that an account manages; the host manages none.
std::vector<CompanyView> own_companies(const Context& context)
{
  const auto companies = list_companies(context);
  return companies && !sees_everything(context) ? *companies : std::vector<CompanyView>{};
}

Deadline declaration_due(const Company& company, int year)
{
  Deadline due{domain::Month{year + 1, 2}.last_day(), DeadlineKind::declare, company.siren.digits(),
               company.name};
  due.company = company.name;
  due.siren = company.siren;
  return due;
}

} // namespace

Deadlines deadlines_of(const Context& context, const FundingRequest& request)
{
  const DossierDeadlines dossier{context, request};
  return domain::deadlines_of(request, {dossier.begins_to_count(), dossier.last_invoice()},
                              zone_of(context, request.siret));
}

std::optional<Date> last_day_to_invoice(const Context& context, const FundingRequest& request)
{
  std::optional<Date> last;
  for (const Deadline& deadline : deadlines_of(context, request)) {
    last = deadline.kind == DeadlineKind::last_invoice ? std::optional(deadline.day) : last;
  }
  return last;
}

Deadlines list_deadlines(const Context& context, const RateTable& rates)
{
  Deadlines found;
  const int year = context.today().year() - 1; // of the payroll
  add_requests(context, found);
  const std::set<Siren> declared = add_declarations(context, year, found);
  for (const CompanyView& view : own_companies(context)) {
    if (!declared.contains(view.company.siren) &&
        has_to_declare(context, rates, view.company, year)) {
      found.push_back(declaration_due(view.company, year));
    }
  }
  std::ranges::sort(found, {},
                    [](const Deadline& d) { return std::tuple(d.day, d.kind, d.subject); });
  return found;
}

} // namespace myatlas::services
