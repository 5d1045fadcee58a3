#include "services/correspondence/digests.hpp"

#include "domain/values/calendar.hpp"
#include "formats/json/json.hpp"
#include "services/dossiers/deadlines.hpp"
#include "services/notices/notices.hpp"

namespace myatlas::services {

namespace {

using domain::AlertEvent;
using domain::Frequency;

constexpr int k_week = 7; // days

std::vector<domain::AlertItem> near_deadlines(const Context& context,
                                              const domain::Account& account,
                                              const domain::RateTable& rates)
{
  Context as_account = context;
  as_account.actor = of_account(context.store, account, context.latest_day());
  std::vector<domain::AlertItem> items;
  for (const domain::Deadline& deadline : list_deadlines(as_account, rates)) {
    const bool is_near =
      deadline.day >= context.today() && deadline.day <= domain::plus_days(context.today(), k_week);
    if (is_near || deadline.is_overdue(context.today())) {
      items.push_back({AlertEvent::deadline_near, deadline.subject, deadline.day.text(),
                       context.now(), deadline.label});
    }
  }
  return items;
}

// By the day: a worker that starts a minute early must not wait for the next one. What was told by
// a clock that was ahead does not count, but for the minutes by which a clock is put right.
bool is_due(const Context& context, const std::string& account, AlertEvent event)
{
  const Frequency frequency = context.store.correspondence().frequency(account, event);
  if (frequency != Frequency::daily && frequency != Frequency::weekly) {
    return false;
  }
  const auto told =
    context.store.correspondence().last_told(account, event, context.now() + util::k_clock_slack);
  return !told || context.today().days() - context.day_of(*told).days() >=
                    (frequency == Frequency::daily ? 1 : k_week);
}

} // namespace

int send_digests(const Context& context, const domain::RateTable& rates)
{
  int mails = 0;
  store::Correspondence correspondence = context.store.correspondence();
  for (const std::string& id : correspondence.accounts_with_alerts()) {
    const auto account = context.store.accounts().find_id(id);
    if (!account) {
      continue;
    }
    store::Transaction write(context.store, context.deed());
    if (is_due(context, id, AlertEvent::deadline_near)) {
      for (const domain::AlertItem& item : near_deadlines(context, *account, rates)) {
        correspondence.add_item(id, item);
      }
    }
    std::vector<domain::AlertItem> items = correspondence.untold(id);
    std::erase_if(items,
                  [&](const domain::AlertItem& item) { return !is_due(context, id, item.event); });
    if (items.empty()) {
      continue;
    }
    mail_items(context, *account, items);
    for (const domain::AlertItem& item : items) {
      correspondence.mark_told(id, item.event, context.now());
    }
    write.record({store::AuditKind::account, id}, std::nullopt,
                 formats::Json{{"digest", items.size()}}.dump());
    write.commit();
    ++mails;
  }
  return mails;
}

} // namespace myatlas::services
