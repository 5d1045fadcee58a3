#include "services/correspondence/digests.hpp"

#include "domain/values/calendar.hpp"
#include "formats/json/json.hpp"
#include "services/dossiers/deadlines.hpp"
#include "services/notices/notices.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::AlertEvent;
using domain::AlertItem;
using domain::Deadline;
using domain::Frequency;
using domain::RateTable;

constexpr int k_week = 7; // days

AlertItem item_of(const Context& context, const Deadline& deadline)
{
  return {AlertEvent::deadline_near, deadline.subject, deadline.day.text(), context.now(),
          deadline.label};
}

// Within a week, or past.
bool is_near(const Deadline& deadline, domain::Date today)
{
  const bool comes_soon = deadline.day >= today && deadline.day <= domain::plus_days(today, k_week);
  return comes_soon || deadline.is_overdue(today);
}

std::vector<domain::Deadline> deadlines_of(const Context& context, const Account& account,
                                           const RateTable& rates)
{
  Context as_account = context;
  as_account.actor = of_account(context.store, account, context.latest_day());
  return list_deadlines(as_account, rates);
}

std::vector<AlertItem> near_deadlines(const Context& context, const Account& account,
                                      const RateTable& rates)
{
  std::vector<AlertItem> items;
  for (const domain::Deadline& deadline : deadlines_of(context, account, rates)) {
    if (is_near(deadline, context.today())) {
      items.push_back(item_of(context, deadline));
    }
  }
  return items;
}

// In days between two digests; none of what is told otherwise.
std::optional<int> days_between(Frequency frequency)
{
  if (frequency != Frequency::daily && frequency != Frequency::weekly) {
    return std::nullopt;
  }
  return frequency == Frequency::daily ? 1 : k_week;
}

// What an account is to be told of in one mail.
class Digest
{
public:
  Digest(const Context& context, const Account& account)
    : m_context(context), m_alerts(context.store.alerts()), m_account(account)
  {
  }

  // False: there is nothing to tell.
  bool send(const RateTable& rates)
  {
    Transaction write = m_context.begin();
    const std::vector<AlertItem> items = items_to_tell(rates);
    if (items.empty()) {
      return false;
    }
    tell(items);
    record(write, items.size());
    write.commit();
    return true;
  }

private:
  std::vector<AlertItem> items_to_tell(const RateTable& rates)
  {
    if (is_due(AlertEvent::deadline_near)) {
      add_deadlines(rates);
    }
    return due_items();
  }

  void record(Transaction& write, std::size_t items) const
  {
    write.record({store::AuditKind::account, m_account.id}, std::nullopt,
                 formats::Json{{"digest", items}}.dump());
  }

  bool is_due(AlertEvent event) const
  {
    const auto days = days_between(frequency_of(m_context.store, m_account.id, event));
    return days && has_passed(event, *days);
  }

  // By the day: a worker that starts a minute early must not wait for the next one. What was told
  // by a clock that was ahead does not count, but for the minutes by which a clock is put right.
  bool has_passed(AlertEvent event, int days) const
  {
    const auto told = last_told(event);
    return !told || m_context.today().days() - m_context.day_of(*told).days() >= days;
  }

  std::optional<util::Instant> last_told(AlertEvent event) const
  {
    return m_alerts.last_told(m_account.id, event, m_context.now() + util::k_clock_slack);
  }

  void add_deadlines(const RateTable& rates)
  {
    for (const AlertItem& item : near_deadlines(m_context, m_account, rates)) {
      m_alerts.add_item(m_account.id, item);
    }
  }

  std::vector<AlertItem> due_items() const
  {
    std::vector<AlertItem> items = m_alerts.untold(m_account.id);
    std::erase_if(items, [&](const AlertItem& item) { return !is_due(item.event); });
    return items;
  }

  void tell(const std::vector<AlertItem>& items)
  {
    mail_items(m_context, m_account, items);
    for (const AlertItem& item : items) {
      mark_told(item.event);
    }
  }

  void mark_told(AlertEvent event) { m_alerts.mark_told(m_account.id, event, m_context.now()); }

  const Context& m_context;
  store::Alerts m_alerts;
  const Account& m_account;
};

} // namespace

namespace {

bool send_digest(const Context& context, const std::string& id, const RateTable& rates)
{
  const auto account = context.store.accounts().find_id(id);
  return account && Digest(context, *account).send(rates);
}

} // namespace

int send_digests(const Context& context, const RateTable& rates)
{
  int mails = 0;
  for (const std::string& id : context.store.alerts().accounts()) {
    mails += send_digest(context, id, rates) ? 1 : 0;
  }
  return mails;
}

} // namespace myatlas::services
