#include "services/portfolio.hpp"

#include <algorithm>
#include <map>
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

domain::Month month_of_day(domain::Date day)
{
  return {day.year(), day.month()};
}

void add(domain::Money& sum, domain::Money amount)
{
  sum = sum + amount;
}

// The day the OPCO agreed to a dossier, and what it said when it refused it.
struct Decisions
{
  std::optional<domain::Date> agreed;
  std::string refusal;
};

Decisions decisions_on(const Context& context, const domain::FundingRequest& request)
{
  Decisions decisions;
  for (const domain::RequestChange& change : context.store.funding_requests().history(request)) {
    if (change.to == domain::RequestState::engage && !decisions.agreed) {
      decisions.agreed = context.day_of(change.at);
    }
    if (change.to == domain::RequestState::refuse) {
      decisions.refusal = change.comment;
    }
  }
  return decisions;
}

class Gathering
{
public:
  Gathering(const Context& context, std::optional<domain::Siren> company) : m_context(context)
  {
    m_report.company = company;
  }

  void take_dossiers()
  {
    store::RequestFilter filter;
    filter.company = m_report.company;
    for (const domain::FundingRequest& seen :
         m_context.store.funding_requests().list(filter, perimeter_of(m_context))) {
      const domain::FundingRequest request = as_shown(m_context, seen);
      m_numbers.insert(request.number);
      StateSums& sums = m_states[request.state];
      sums.state = request.state;
      ++sums.count;
      add(sums.asked, request.asked());
      add(sums.accepted, request.accepted.value_or(domain::Money{}));
      add(m_months[month_of_day(m_context.day_of(request.created))].asked, request.asked());
      take_decisions(request);
      if (seen.accepted && domain::state_facts(seen.state).invoiceable) {
        add(m_report.left_to_invoice,
            billed_as_shown(m_context, seen).left.value_or(domain::Money{}));
      }
      take_recoveries(seen);
    }
  }

  void take_invoices()
  {
    for (const domain::Invoice& invoice :
         m_context.store.invoices().list({}, perimeter_of(m_context))) {
      if (!m_numbers.contains(invoice.request)) {
        continue;
      }
      if (invoice.state == domain::InvoiceState::rejetee) {
        ++m_reasons[invoice.reason];
      }
      if (!domain::state_facts(invoice.state).counts) {
        continue;
      }
      const domain::Money amount = invoice.amounts.without_tax;
      add(m_months[month_of_day(invoice.date)].invoiced, amount);
      if (domain::state_facts(invoice.state).paid && invoice.paid_on) {
        add(m_months[month_of_day(*invoice.paid_on)].paid, amount);
      }
    }
  }

  void take_declarations(const std::vector<domain::Declaration>& declarations)
  {
    Labels labels(m_context);
    for (const domain::Declaration& declaration : declarations) {
      m_report.contributions.push_back({labels.company(declaration.siren), declaration});
    }
    std::ranges::sort(m_report.contributions, {}, [](const ClientYear& one) {
      return std::tuple(util::fold(one.name), one.declaration.siren.number(), one.declaration.year);
    });
  }

  void take_deadlines(const std::vector<domain::Deadline>& deadlines)
  {
    std::map<domain::Date, std::set<std::string>> clients;
    std::map<domain::Date, DueWeek> weeks;
    for (const domain::Deadline& deadline : deadlines) {
      if (m_report.company && deadline.siren != m_report.company) {
        continue;
      }
      DueWeek& week = weeks[domain::monday_of(deadline.day)];
      week.monday = domain::monday_of(deadline.day);
      ++week.count;
      week.overdue += deadline.is_overdue(m_context.today()) ? 1 : 0;
      clients[week.monday].insert(deadline.company.empty() ? deadline.label : deadline.company);
      week.clients = static_cast<std::int64_t>(clients[week.monday].size());
    }
    for (const auto& [monday, week] : weeks) {
      m_report.due.push_back(week);
    }
  }

  PortfolioReport report(std::int64_t clients)
  {
    m_report.clients = clients;
    for (const auto& [state, sums] : m_states) {
      m_report.dossiers.push_back(sums);
    }
    for (auto& [month, sums] : m_months) {
      sums.month = month;
      m_report.months.push_back(sums);
    }
    for (const auto& [text, count] : m_reasons) {
      m_report.refusals.push_back({text, count});
    }
    std::ranges::stable_sort(m_report.refusals, std::ranges::greater(), &RefusalReason::count);
    return std::move(m_report);
  }

private:
  void take_recoveries(const domain::FundingRequest& request)
  {
    for (const domain::Recovery& recovery : recoveries_as_shown(m_context, request)) {
      MonthSums& sums = m_months[month_of_day(recovery.received_on)];
      add(sums.recovered, recovery.amount);
      sums.paid = sums.paid - recovery.amount;
    }
  }

  void take_decisions(const domain::FundingRequest& request)
  {
    if (!request.accepted && request.state != domain::RequestState::refuse) {
      return;
    }
    const Decisions decisions = decisions_on(m_context, request);
    if (request.state == domain::RequestState::refuse) {
      ++m_reasons[decisions.refusal];
    }
    if (request.accepted && decisions.agreed) {
      add(m_months[month_of_day(*decisions.agreed)].accepted, *request.accepted);
    }
  }

  const Context& m_context;
  PortfolioReport m_report;
  std::set<std::string> m_numbers;
  std::map<domain::RequestState, StateSums> m_states;
  std::map<domain::Month, MonthSums> m_months;
  std::map<std::string, std::int64_t> m_reasons;
};

} // namespace

util::Result<PortfolioReport>
report_portfolio(const Context& context, const domain::RateTable& rates, const std::string& company)
{
  TRY_ASSIGN(const std::vector<domain::Declaration> declarations,
             list_declarations(context, {}, company));
  std::optional<domain::Siren> siren;
  if (!company.empty()) {
    TRY_ASSIGN(const CompanyView view, show_company(context, company));
    siren = view.company.siren;
  }
  const util::Result<std::vector<CompanyView>> clients = list_companies(context);
  Gathering gathering(context, siren);
  gathering.take_dossiers();
  gathering.take_invoices();
  gathering.take_declarations(declarations);
  gathering.take_deadlines(list_deadlines(context, rates));
  const std::int64_t count = clients ? std::ssize(*clients) : 0;
  return gathering.report(siren ? 1 : count);
}

util::Result<Waiting> what_waits(const Context& context, const domain::RateTable& rates)
{
  constexpr std::int32_t k_days_ahead = 14;
  store::LetterFilter unread;
  unread.unread = true;
  TRY_ASSIGN(const std::vector<domain::OfficialLetter> letters, list_letters(context, unread));
  Waiting waiting;
  waiting.letters = static_cast<std::int64_t>(letters.size());
  for (const auto& [state, into] : {std::pair{domain::RequestState::incomplet, &waiting.incomplete},
                                    {domain::RequestState::brouillon, &waiting.drafts}}) {
    store::RequestFilter filter;
    filter.state = state;
    *into = context.store.funding_requests().list(filter, perimeter_of(context));
  }
  waiting.due = list_deadlines(context, rates);
  std::erase_if(waiting.due, [&](const domain::Deadline& deadline) {
    return deadline.day.days() > context.today().days() + k_days_ahead;
  });
  store::DeclarationFilter drafts;
  drafts.state = domain::DeclarationState::brouillon;
  if (const auto unsent = list_declarations(context, drafts)) {
    waiting.unsent = *unsent;
  }
  std::set<std::pair<domain::Siren, std::string>> replaced; // a number is its provider's
  for (const domain::Invoice& invoice : context.store.invoices().list({}, perimeter_of(context))) {
    replaced.emplace(invoice.issuer.siren(), invoice.replaces);
    if (invoice.state == domain::InvoiceState::rejetee) {
      waiting.refused.push_back(invoice);
    }
  }
  std::erase_if(waiting.refused, [&](const domain::Invoice& invoice) {
    return replaced.contains({invoice.issuer.siren(), invoice.number});
  });
  return waiting;
}

} // namespace myatlas::services
