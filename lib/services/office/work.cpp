#include "services/office/work.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include <fmt/format.h>

#include "services/dossiers/deadlines.hpp"
#include "services/dossiers/owed.hpp"
#include "services/invoices/credit_notes.hpp"
#include "services/invoices/invoice_checks.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using domain::OfficeWork;

auto order_of(const store::WorkPlace& place)
{
  return std::tuple(place.day ? place.day->days() : INT32_MAX, place.since.micros, place.number);
}

// Gathers what follows a place, as far as a page needs it.
class Work
{
public:
  Work(const Context& context, const store::WorkPart& part) : m_context(context), m_part(part)
  {
    if (part.limit) {
      m_asked.limit = *part.limit + 1;
    }
    m_asked.after = part.after;
  }

  WorkPage page()
  {
    for (const domain::RequestStateFacts& facts : domain::k_request_states) {
      if (facts.work != OfficeWork::none) {
        add_requests(facts);
      }
    }
    if (!is_full()) { // what has no day comes last
      for (const domain::InvoiceStateFacts& facts : domain::k_invoice_states) {
        if (facts.work != OfficeWork::none) {
          add_invoices(facts);
        }
      }
      add_overpaid();
      add_amendments();
      add_unproved();
    }
    return cut();
  }

private:
  bool is_full() const
  {
    const auto with_day = std::ranges::count_if(
      m_found, [](const WorkItem& item) { return item.deadline.has_value(); });
    return m_part.limit && with_day > *m_part.limit;
  }

  void add(WorkItem item)
  {
    if (!m_part.after || order_of(*m_part.after) < order_of(item.place())) {
      m_found.push_back(std::move(item));
    }
  }

  // By the day the training starts or, of an apprenticeship, the answer is due, which is none while
  // documents are missing: those are all looked at, their days stand in no index.
  void add_requests(const domain::RequestStateFacts& facts)
  {
    for (const domain::Scheme scheme : domain::k_schemes_in_order) {
      add_requests(facts, scheme);
    }
  }

  void add_requests(const domain::RequestStateFacts& facts, domain::Scheme scheme)
  {
    const bool has_term = scheme == domain::Scheme::apprenticeship;
    for (const store::WaitingRequest& waiting : m_context.store.waiting().requests(
           facts.state, scheme, has_term ? store::WorkPart{} : m_asked)) {
      WorkItem item{.kind = facts.work,
                    .number = waiting.number,
                    .state = facts.word,
                    .label = waiting.title,
                    .since = waiting.changed,
                    .deadline = has_term ? std::nullopt : waiting.start};
      const auto request =
        has_term ? m_context.store.funding_requests().find(waiting.number, store::Perimeter::all())
                 : std::nullopt;
      for (const domain::Deadline& deadline :
           request ? deadlines_of(m_context, *request) : std::vector<domain::Deadline>{}) {
        item.deadline = deadline.day;
      }
      add(std::move(item));
    }
  }

  void add_invoices(const domain::InvoiceStateFacts& facts)
  {
    store::WorkPart asked = m_asked;
    for (std::size_t added = 0;;) {
      const auto keys = m_context.store.waiting().invoices(facts.state, asked);
      for (const auto& [provider, number] : keys) {
        const domain::Invoice invoice = *m_context.store.invoices().find(provider, number);
        asked.after = {std::nullopt, invoice.received, invoice.number};
        const bool is_credit = facts.work == OfficeWork::pay_invoice && invoice.is_credit_note();
        if (is_credit && !check_credits(m_context, invoice, domain::InvoiceEvent::pay)) {
          continue; // it is set off when its invoice is paid
        }
        ++added;
        add({.kind = is_credit ? OfficeWork::recover_credit : payable_or_not(facts.work, invoice),
             .number = invoice.number,
             .state = facts.word,
             .label = invoice.request + ", " + invoice.amounts.without_tax.text(),
             .since = invoice.received,
             .deadline = std::nullopt});
      }
      const bool all = !asked.limit || keys.size() < static_cast<std::size_t>(*asked.limit);
      if (all || added >= static_cast<std::size_t>(*asked.limit)) {
        return;
      }
    }
  }

  // An amendment or a break-off may leave one that was accepted above what is owed.
  OfficeWork payable_or_not(OfficeWork work, const domain::Invoice& invoice) const
  {
    const auto request =
      work == OfficeWork::pay_invoice
        ? m_context.store.funding_requests().find(invoice.request, store::Perimeter::all())
        : std::nullopt;
    const bool may_be_above =
      request && (request->broken_off || request->scheme == domain::Scheme::apprenticeship);
    return may_be_above && !check_owed(m_context, invoice, domain::InvoiceEvent::pay)
             ? OfficeWork::refuse_invoice
             : work;
  }

  void add_overpaid()
  {
    for (const store::Overpaid& dossier : m_context.store.recoveries().overpaid()) {
      const auto request =
        m_context.store.funding_requests().find(dossier.number, store::Perimeter::all());
      const domain::Money over =
        request ? total(debts_of(balances_of(m_context, *request))) : domain::Money{};
      if (over.cents > 0) {
        add({.kind = OfficeWork::recover_sum,
             .number = dossier.number,
             .state = dossier.state,
             .label = dossier.title + ", " + over.text(),
             .since = dossier.since,
             .deadline = std::nullopt});
      }
    }
  }

  void add_amendments()
  {
    for (const store::WaitingDossier& dossier : m_context.store.contracts().amended()) {
      add({.kind = OfficeWork::decide_amendment,
           .number = dossier.number,
           .state = dossier.state,
           .label = dossier.title,
           .since = dossier.since,
           .deadline = std::nullopt});
    }
  }

  // Whose word waits to be checked: accounts of training providers, and what was attached before a
  // proof was asked for.
  void add_unproved()
  {
    store::Accounts accounts = m_context.store.accounts();
    for (const domain::Account& account : accounts.pending_providers()) {
      add({.kind = OfficeWork::approve_provider,
           .number = account.email.text(),
           .state = domain::to_text(account.provider->state),
           .label =
             account.provider->siret.digits() + ", " + account.provider->activity_number.text(),
           .since = account.created,
           .deadline = std::nullopt});
    }
    for (const auto& [id, siret] : accounts.unproved()) {
      if (const auto account = accounts.find_id(id)) {
        add({.kind = OfficeWork::ask_for_proof,
             .number = account->email.text(),
             .state = domain::to_text(account->state),
             .label = siret.digits(),
             .since = account->created,
             .deadline = std::nullopt});
      }
    }
  }

  WorkPage cut()
  {
    std::ranges::stable_sort(m_found, {},
                             [](const WorkItem& item) { return order_of(item.place()); });
    WorkPage page{std::move(m_found), false};
    if (m_part.limit && page.items.size() > static_cast<std::size_t>(*m_part.limit)) {
      auto end = page.items.begin() + *m_part.limit;
      const auto last = order_of(std::prev(end)->place());
      end = std::find_if(end, page.items.end(),
                         [&](const WorkItem& item) { return order_of(item.place()) != last; });
      page.more = end != page.items.end();
      page.items.erase(end, page.items.end());
    }
    return page;
  }

  const Context& m_context;
  store::WorkPart m_part, m_asked;
  std::vector<WorkItem> m_found;
};

} // namespace

WorkPage list_work(const Context& context, const store::WorkPart& part)
{
  return Work(context, part).page();
}

std::string to_text(const store::WorkPlace& place)
{
  return fmt::format("{}/{}/{}", place.day ? place.day->text() : "-", place.since.micros,
                     place.number);
}

util::Result<store::WorkPlace> parse_work_place(std::string_view text)
{
  const util::Error wrong{"list.after", {std::string(text)}};
  const std::size_t first = text.find('/'),
                    second = first == text.npos ? first : text.find('/', first + 1);
  if (second == text.npos) {
    return wrong;
  }
  const std::string_view day = text.substr(0, first),
                         since = text.substr(first + 1, second - first - 1);
  store::WorkPlace place{std::nullopt, {}, std::string(text.substr(second + 1))};
  const auto [end, failed] =
    std::from_chars(since.data(), since.data() + since.size(), place.since.micros);
  const util::Result<domain::Date> parsed =
    day == "-" ? util::Result<domain::Date>(wrong) : domain::Date::parse(day);
  if (failed != std::errc() || end != since.data() + since.size() || (day != "-" && !parsed)) {
    return wrong;
  }
  place.day = parsed ? std::optional(*parsed) : std::nullopt;
  return place;
}

} // namespace myatlas::services
