#include "services/portfolio.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

#include "domain/values/calendar.hpp"
#include "services/companies/companies.hpp"
#include "services/contributions/declarations.hpp"
#include "services/correspondence/letters.hpp"
#include "services/dossiers/deadlines.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/labels.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Date;
using domain::Deadline;
using domain::Declaration;
using domain::FundingRequest;
using domain::Invoice;
using domain::Money;
using domain::RateTable;
using domain::RequestState;
using domain::Siren;
using domain::state_facts;

domain::Month month_of_day(Date day)
{
  return {day.year(), day.month()};
}

void add(Money& sum, Money amount)
{
  sum = sum + amount;
}

// The day the OPCO agreed to a dossier, and what it said when it refused it.
struct Decisions
{
  std::optional<Date> agreed;
  std::string refusal;
};

Decisions decisions_on(const Context& context, const FundingRequest& request)
{
  Decisions decisions;
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    if (change.to == RequestState::engage && !decisions.agreed) {
      decisions.agreed = context.day_of(change.at);
    }
    if (change.to == RequestState::refuse) {
      decisions.refusal = change.comment;
    }
  }
  return decisions;
}

// What is due, week by week.
class DueWeeks
{
public:
  void take(const Deadline& deadline, Date today)
  {
    DueWeek& week = m_weeks[domain::monday_of(deadline.day)];
    week.monday = domain::monday_of(deadline.day);
    ++week.count;
    week.overdue += deadline.is_overdue(today) ? 1 : 0;
    week.clients = clients_of(week, deadline);
  }

  std::vector<DueWeek> weeks() const
  {
    const auto weeks = std::views::values(m_weeks);
    return {weeks.begin(), weeks.end()};
  }

private:
  // How many there are, with the one of this deadline.
  std::int64_t clients_of(const DueWeek& week, const Deadline& deadline)
  {
    std::set<std::string>& clients = m_clients[week.monday];
    clients.insert(deadline.company.empty() ? deadline.about() : deadline.company);
    return std::ssize(clients);
  }

  std::map<Date, DueWeek> m_weeks;
  std::map<Date, std::set<std::string>> m_clients;
};

auto order_of_client_year(const ClientYear& one)
{
  return std::tuple(util::fold(one.name), one.declaration.siren.number(), one.declaration.year);
}

class Gathering
{
public:
  Gathering(const Context& context, std::optional<Siren> company) : m_context(context)
  {
    m_report.company = company;
  }

  void take_dossiers()
  {
    store::RequestFilter filter;
    filter.company = m_report.company;
    for (const FundingRequest& seen :
         m_context.store.funding_requests().list(filter, perimeter_of(m_context))) {
      take_dossier(seen);
    }
  }

  void take_invoices()
  {
    for (const Invoice& invoice : m_context.store.invoices().list({}, perimeter_of(m_context))) {
      if (m_numbers.contains(invoice.request)) {
        take_invoice(invoice);
      }
    }
  }

  void take_declarations(const std::vector<Declaration>& declarations)
  {
    Labels labels(m_context);
    for (const Declaration& declaration : declarations) {
      m_report.contributions.push_back({labels.company(declaration.siren), declaration,
                                        labels.client_reference(declaration.siren)});
    }
    std::ranges::sort(m_report.contributions, {}, order_of_client_year);
  }

  void take_deadlines(const std::vector<Deadline>& deadlines)
  {
    DueWeeks due;
    for (const Deadline& deadline : deadlines) {
      if (is_asked_for(deadline)) {
        due.take(deadline, m_context.today());
      }
    }
    m_report.due = due.weeks();
  }

  PortfolioReport report(std::int64_t clients)
  {
    m_report.clients = clients;
    add_states();
    add_months();
    add_refusals();
    return std::move(m_report);
  }

private:
  void add_states()
  {
    std::ranges::copy(std::views::values(m_states), std::back_inserter(m_report.dossiers));
  }

  void add_months()
  {
    for (auto& [month, sums] : m_months) {
      sums.month = month;
      m_report.months.push_back(sums);
    }
  }

  // The most frequent first.
  void add_refusals()
  {
    for (const auto& [text, count] : m_reasons) {
      m_report.refusals.push_back({text, count});
    }
    std::ranges::stable_sort(m_report.refusals, std::ranges::greater(), &RefusalReason::count);
  }

  bool is_asked_for(const Deadline& deadline) const
  {
    return !m_report.company || deadline.siren == m_report.company;
  }

  void take_dossier(const FundingRequest& seen)
  {
    const FundingRequest request = as_shown(m_context, seen);
    m_numbers.insert(request.number);
    take_sums(request);
    take_decisions(request);
    take_left(seen);
    take_recoveries(seen);
  }

  MonthSums& month_of(Date day) { return m_months[month_of_day(day)]; }

  void take_sums(const FundingRequest& request)
  {
    take_state(request);
    add(month_of(m_context.day_of(request.created)).asked, request.asked());
  }

  void take_state(const FundingRequest& request)
  {
    StateSums& sums = m_states[request.state];
    sums.state = request.state;
    ++sums.count;
    add(sums.asked, request.asked());
    add(sums.accepted, request.accepted.value_or(Money{}));
  }

  void take_left(const FundingRequest& seen)
  {
    if (seen.accepted && state_facts(seen.state).invoiceable) {
      add(m_report.left_to_invoice, billed_as_shown(m_context, seen).left.value_or(Money{}));
    }
  }

  void take_invoice(const Invoice& invoice)
  {
    if (invoice.state == domain::InvoiceState::rejetee) {
      ++m_reasons[invoice.reason];
    }
    if (state_facts(invoice.state).counts) {
      take_amount(invoice);
    }
  }

  void take_amount(const Invoice& invoice)
  {
    add(month_of(invoice.date).invoiced, invoice.amounts.without_tax);
    if (state_facts(invoice.state).paid && invoice.paid_on) {
      add(month_of(*invoice.paid_on).paid, invoice.amounts.without_tax);
    }
  }

  void take_recoveries(const FundingRequest& request)
  {
    for (const domain::Recovery& recovery : recoveries_as_shown(m_context, request)) {
      MonthSums& sums = month_of(recovery.received_on);
      add(sums.recovered, recovery.amount);
      sums.paid = sums.paid - recovery.amount;
    }
  }

  void take_decisions(const FundingRequest& request)
  {
    if (request.accepted || request.state == RequestState::refuse) {
      take(decisions_on(m_context, request), request);
    }
  }

  void take(const Decisions& decisions, const FundingRequest& request)
  {
    if (request.state == RequestState::refuse) {
      ++m_reasons[decisions.refusal];
    }
    if (request.accepted && decisions.agreed) {
      add(month_of(*decisions.agreed).accepted, *request.accepted);
    }
  }

  const Context& m_context;
  PortfolioReport m_report;
  std::set<std::string> m_numbers;
  std::map<RequestState, StateSums> m_states;
  std::map<domain::Month, MonthSums> m_months;
  std::map<std::string, std::int64_t> m_reasons;
};

} // namespace

namespace {

// Nothing: all of them.
Result<std::optional<Siren>> company_asked_of(const Context& context, const std::string& company)
{
  if (company.empty()) {
    return std::optional<Siren>();
  }
  TRY_ASSIGN(const CompanyView view, show_company(context, company));
  return std::optional(view.company.siren);
}

std::int64_t count_clients(const Context& context)
{
  const Result<std::vector<CompanyView>> clients = list_companies(context);
  return clients ? std::ssize(*clients) : 0;
}

} // namespace

Result<PortfolioReport> report_portfolio(const Context& context, const RateTable& rates,
                                         const std::string& company)
{
  TRY_ASSIGN(const std::vector<Declaration> declarations, list_declarations(context, {}, company));
  TRY_ASSIGN(const std::optional<Siren> siren, company_asked_of(context, company));
  const std::int64_t clients = count_clients(context);
  Gathering gathering(context, siren);
  gathering.take_dossiers();
  gathering.take_invoices();
  gathering.take_declarations(declarations);
  gathering.take_deadlines(list_deadlines(context, rates));
  return gathering.report(siren ? 1 : clients);
}

namespace {

constexpr std::int32_t k_days_ahead = 14;

Result<std::int64_t> unread_letters(const Context& context)
{
  store::LetterFilter unread;
  unread.unread = true;
  TRY_ASSIGN(const auto letters, list_letters(context, unread));
  return std::ssize(letters);
}

std::vector<Deadline> due_soon(const Context& context, const RateTable& rates)
{
  const Date last = domain::plus_days(context.today(), k_days_ahead);
  std::vector<Deadline> due = list_deadlines(context, rates);
  std::erase_if(due, [&](const Deadline& deadline) { return deadline.day > last; });
  return due;
}

std::vector<Declaration> unsent_declarations(const Context& context)
{
  store::DeclarationFilter drafts;
  drafts.state = domain::DeclarationState::brouillon;
  const auto unsent = list_declarations(context, drafts);
  return unsent ? *unsent : std::vector<Declaration>{};
}

using Invoices = std::vector<Invoice>;
using Named = std::set<std::pair<Siren, std::string>>; // a number is its provider's

Named replaced_by(const Invoices& invoices)
{
  Named replaced;
  for (const Invoice& invoice : invoices) {
    replaced.emplace(invoice.issuer.siren(), invoice.replaces);
  }
  return replaced;
}

bool is_open_refusal(const Invoice& invoice, const Named& replaced)
{
  return invoice.state == domain::InvoiceState::rejetee &&
         !replaced.contains({invoice.issuer.siren(), invoice.number});
}

// Those that were refused, and that no other takes the place of.
Invoices refused_invoices(const Context& context)
{
  Invoices invoices = context.store.invoices().list({}, perimeter_of(context));
  const Named replaced = replaced_by(invoices);
  std::erase_if(invoices, [&](const Invoice& one) { return !is_open_refusal(one, replaced); });
  return invoices;
}

} // namespace

Result<Waiting> what_waits(const Context& context, const RateTable& rates)
{
  Waiting waiting;
  TRY_ASSIGN(waiting.letters, unread_letters(context));
  waiting.incomplete = requests_in(context, RequestState::incomplet);
  waiting.drafts = requests_in(context, RequestState::brouillon);
  waiting.due = due_soon(context, rates);
  waiting.unsent = unsent_declarations(context);
  waiting.refused = refused_invoices(context);
  return waiting;
}

} // namespace myatlas::services
