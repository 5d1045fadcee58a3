#include "services/office/work.hpp"

#include <algorithm>
#include <tuple>

#include "services/dossiers/deadlines.hpp"
#include "services/dossiers/owed.hpp"
#include "services/invoices/credit_notes.hpp"
#include "services/invoices/invoice_checks.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::Date;
using domain::Deadline;
using domain::Invoice;
using domain::InvoiceEvent;
using domain::InvoiceStateFacts;
using domain::Money;
using domain::OfficeWork;
using domain::RequestStateFacts;
using domain::Scheme;
using domain::Siret;
using store::Perimeter;
using store::WaitingRequest;
using store::WorkPart;
using store::WorkPlace;

const WorkPart k_all = {};

auto order_of(const WorkPlace& place)
{
  return std::tuple(place.day ? place.day->days() : INT32_MAX, place.since.micros, place.number);
}

// Gathers what follows a place, as far as a page needs it.
class Work
{
public:
  Work(const Context& context, const WorkPart& part) : m_context(context), m_part(part)
  {
    if (part.limit) {
      m_asked.limit = *part.limit + 1;
    }
    m_asked.after = part.after;
  }

  WorkPage page()
  {
    add_all_requests();
    if (!is_full()) { // what has no day comes last
      add_all_invoices();
      add_overpaid();
      add_amendments();
      add_pending_providers();
      add_unproved();
    }
    return cut();
  }

private:
  void add_all_requests()
  {
    for (const RequestStateFacts& facts : domain::k_request_states) {
      if (facts.work != OfficeWork::none) {
        add_requests(facts);
      }
    }
  }

  void add_all_invoices()
  {
    for (const InvoiceStateFacts& facts : domain::k_invoice_states) {
      if (facts.work != OfficeWork::none) {
        add_invoices(facts);
      }
    }
  }

  static bool has_day(const WorkItem& item) { return item.deadline.has_value(); }

  bool is_full() const
  {
    return m_part.limit && std::ranges::count_if(m_found, has_day) > *m_part.limit;
  }

  void add(WorkItem item)
  {
    if (is_of_page(item)) {
      m_found.push_back(std::move(item));
    }
  }

  bool is_of_page(const WorkItem& item) const
  {
    return !m_part.after || order_of(*m_part.after) < order_of(item.place());
  }

  // By the day the training starts or, of an apprenticeship, the answer is due, which is none while
  // documents are missing: those are all looked at, their days stand in no index.
  void add_requests(const RequestStateFacts& facts)
  {
    for (const Scheme scheme : domain::k_schemes_in_order) {
      add_requests(facts, scheme);
    }
  }

  void add_requests(const RequestStateFacts& facts, Scheme scheme)
  {
    for (const WaitingRequest& waiting : waiting_requests(facts, scheme)) {
      add_request(facts, waiting, deadline_of(waiting, scheme));
    }
  }

  std::optional<Date> deadline_of(const WaitingRequest& waiting, Scheme scheme) const
  {
    return scheme == Scheme::apprenticeship ? answer_due(waiting.number) : waiting.start;
  }

  // Where the answer is due, all: their days stand in no index.
  std::vector<WaitingRequest> waiting_requests(const RequestStateFacts& facts, Scheme scheme) const
  {
    return m_context.store.waiting().requests(facts.state, scheme, part_of(scheme));
  }

  const WorkPart& part_of(Scheme scheme) const
  {
    return scheme == Scheme::apprenticeship ? k_all : m_asked;
  }

  void add_request(const RequestStateFacts& facts, const WaitingRequest& waiting,
                   std::optional<Date> deadline)
  {
    add({.kind = facts.work,
         .number = waiting.number,
         .state = facts.word,
         .subject = waiting.title,
         .since = waiting.changed,
         .deadline = deadline});
  }

  std::optional<domain::FundingRequest> request(const std::string& number) const
  {
    return m_context.store.funding_requests().find(number, Perimeter::all());
  }

  // The day a dossier is to be answered; none while documents are missing.
  std::optional<Date> answer_due(const std::string& number) const
  {
    const auto dossier = request(number);
    return dossier ? last_day(deadlines_of(m_context, *dossier)) : std::nullopt;
  }

  static std::optional<Date> last_day(const std::vector<Deadline>& deadlines)
  {
    return deadlines.empty() ? std::nullopt : std::optional(deadlines.back().day);
  }

  void add_invoices(const InvoiceStateFacts& facts)
  {
    WorkPart asked = m_asked;
    for (std::size_t added = 0;;) {
      const auto keys = m_context.store.waiting().invoices(facts.state, asked);
      for (const auto& key : keys) {
        const Invoice invoice = invoice_of(key);
        asked.after = place_of(invoice);
        added += add_invoice(facts, invoice) ? 1 : 0;
      }
      if (!is_filled_by(asked, keys.size()) || is_filled_by(asked, added)) {
        return;
      }
    }
  }

  template <typename Key>
  Invoice invoice_of(const Key& key) const
  {
    const auto& [provider, number] = key;
    return *m_context.store.invoices().find(provider, number);
  }

  static WorkPlace place_of(const Invoice& invoice)
  {
    return {std::nullopt, invoice.received, invoice.number};
  }

  static bool is_filled_by(const WorkPart& part, std::size_t count)
  {
    return part.limit && count >= static_cast<std::size_t>(*part.limit);
  }

  // Whether it waits: a credit note is set off when its invoice is paid.
  bool add_invoice(const InvoiceStateFacts& facts, const Invoice& invoice)
  {
    if (is_credit_to_pay(facts.work, invoice) &&
        !check_credits(m_context, invoice, InvoiceEvent::pay)) {
      return false;
    }
    add_invoice(work_on(facts.work, invoice), facts.word, invoice);
    return true;
  }

  static bool is_credit_to_pay(OfficeWork work, const Invoice& invoice)
  {
    return work == OfficeWork::pay_invoice && invoice.is_credit_note();
  }

  OfficeWork work_on(OfficeWork work, const Invoice& invoice) const
  {
    return is_credit_to_pay(work, invoice) ? OfficeWork::recover_credit
                                           : payable_or_not(work, invoice);
  }

  void add_invoice(OfficeWork work, const char* state, const Invoice& invoice)
  {
    add({.kind = work,
         .number = invoice.number,
         .state = state,
         .subject = invoice.request,
         .since = invoice.received,
         .deadline = std::nullopt,
         .amount = invoice.amounts.without_tax});
  }

  // An amendment or a break-off may leave one that was accepted above what is owed.
  OfficeWork payable_or_not(OfficeWork work, const Invoice& invoice) const
  {
    return work == OfficeWork::pay_invoice && is_too_much(invoice) ? OfficeWork::refuse_invoice
                                                                   : work;
  }

  bool is_too_much(const Invoice& invoice) const
  {
    return may_be_above(invoice) && !check_owed(m_context, invoice, InvoiceEvent::pay);
  }

  bool may_be_above(const Invoice& invoice) const
  {
    const auto dossier = request(invoice.request);
    return dossier && (dossier->broken_off || dossier->scheme == Scheme::apprenticeship);
  }

  void add_overpaid()
  {
    for (const store::Overpaid& dossier : m_context.store.recoveries().overpaid()) {
      add_overpaid(dossier);
    }
  }

  void add_overpaid(const store::Overpaid& dossier)
  {
    const domain::Money over = overpaid(dossier.number);
    if (over.cents > 0) {
      add_overpaid(dossier, over);
    }
  }

  Money overpaid(const std::string& number) const
  {
    const auto dossier = request(number);
    return dossier ? total(debts_of(balances_of(m_context, *dossier))) : Money{};
  }

  void add_overpaid(const store::Overpaid& dossier, Money over)
  {
    add({.kind = OfficeWork::recover_sum,
         .number = dossier.number,
         .state = dossier.state,
         .subject = dossier.title,
         .since = dossier.since,
         .deadline = std::nullopt,
         .amount = over});
  }

  void add_amendments()
  {
    for (const store::WaitingDossier& dossier : m_context.store.contracts().amended()) {
      add(amendment_of(dossier));
    }
  }

  static WorkItem amendment_of(const store::WaitingDossier& dossier)
  {
    return {.kind = OfficeWork::decide_amendment,
            .number = dossier.number,
            .state = dossier.state,
            .subject = dossier.title,
            .since = dossier.since,
            .deadline = std::nullopt};
  }

  // Whose word waits to be checked.
  void add_pending_providers()
  {
    for (const Account& account : m_context.store.accounts().pending_providers()) {
      add_pending_provider(account);
    }
  }

  void add_pending_provider(const Account& account)
  {
    add_of_account(account, OfficeWork::approve_provider, domain::to_text(account.provider->state),
                   label_of(*account.provider));
  }

  static std::string label_of(const domain::ProviderIdentity& provider)
  {
    return provider.siret.digits() + ", " + provider.activity_number.text();
  }

  // What was attached before a proof was asked for.
  void add_unproved()
  {
    for (const auto& [id, siret] : m_context.store.accounts().unproved()) {
      add_unproved_of(id, siret);
    }
  }

  void add_unproved_of(const std::string& id, Siret siret)
  {
    if (const auto account = m_context.store.accounts().find_id(id)) {
      add_unproved(*account, siret);
    }
  }

  void add_unproved(const Account& account, Siret siret)
  {
    add_of_account(account, OfficeWork::ask_for_proof, domain::to_text(account.state),
                   siret.digits());
  }

  void add_of_account(const Account& account, OfficeWork work, const char* state,
                      const std::string& label)
  {
    add({.kind = work,
         .number = account.email.text(),
         .state = state,
         .subject = label,
         .since = account.created,
         .deadline = std::nullopt});
  }

  static auto order_of_item(const WorkItem& item) { return order_of(item.place()); }

  WorkPage cut()
  {
    std::ranges::stable_sort(m_found, {}, order_of_item);
    WorkPage page{std::move(m_found), false};
    if (is_too_long(page)) {
      cut_after(page, page.items.begin() + *m_part.limit);
    }
    return page;
  }

  bool is_too_long(const WorkPage& page) const
  {
    return m_part.limit && page.items.size() > static_cast<std::size_t>(*m_part.limit);
  }

  static auto is_elsewhere(const WorkItem& last)
  {
    return
      [place = order_of_item(last)](const WorkItem& item) { return order_of_item(item) != place; };
  }

  // With all that stands at the same place as the last.
  static void cut_after(WorkPage& page, std::vector<WorkItem>::iterator end)
  {
    end = std::find_if(end, page.items.end(), is_elsewhere(*std::prev(end)));
    page.more = end != page.items.end();
    page.items.erase(end, page.items.end());
  }

  const Context& m_context;
  WorkPart m_part, m_asked;
  std::vector<WorkItem> m_found;
};

} // namespace

WorkPage list_work(const Context& context, const WorkPart& part)
{
  return Work(context, part).page();
}

} // namespace myatlas::services
