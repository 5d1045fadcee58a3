#include "store/tables/alerts.hpp"

#include "store/rows.hpp"
#include "store/state_lists.hpp"

namespace myatlas::store {

namespace {

using domain::AlertEvent;
using domain::AlertItem;
using domain::Frequency;
using util::Instant;

constexpr auto k_alert =
  table<Frequency>("alert", Given("account"), Given("event"), Column("frequency", Whole{}));

constexpr auto k_alert_item =
  table<AlertItem>("alert_item", Given("account"), Position("position"),
                   Column("event", &AlertItem::event), Column("subject", &AlertItem::subject),
                   Column("label", &AlertItem::label), Column("at", &AlertItem::at),
                   Column("title", &AlertItem::title), Column("amount", &AlertItem::amount));

} // namespace

void Alerts::set(std::string_view account, AlertEvent event, Frequency frequency)
{
  put_row<k_alert>(m_engine, frequency, {account, event});
}

std::optional<Frequency> Alerts::chosen(std::string_view account, AlertEvent event) const
{
  return first_where<k_alert>(m_engine, "account = $1 and event = $2", {account, event});
}

void Alerts::add_item(std::string_view account, const AlertItem& item)
{
  add_row<k_alert_item>(m_engine, item, {account});
}

std::vector<AlertItem> Alerts::untold(std::string_view account) const
{
  return all_where<k_alert_item>(m_engine, "account = $1 and told is null order by position",
                                 {account});
}

std::optional<Instant> Alerts::last_told(std::string_view account, AlertEvent event,
                                         Instant until) const
{
  return value<std::optional<Instant>>(
    m_engine, "select max(told) from alert_item where account = $1 and event = $2 and told <= $3",
    {account, event, until});
}

void Alerts::mark_told(std::string_view account, AlertEvent event, Instant at)
{
  m_engine.execute(
    "update alert_item set told = $3 where account = $1 and event = $2 and told is null",
    {account, event, at});
}

std::vector<std::string> Alerts::accounts() const
{
  return values<std::string>(
    m_engine, "select distinct l.account from alert l join account a on a.id = l.account where "
              "l.frequency <> " +
                quoted(Frequency::never) +
                " and a.state = " + quoted(domain::AccountState::active) + " order by l.account");
}

std::vector<std::string> Alerts::managers_of(domain::Siret siret) const
{
  return values<std::string>(
    m_engine,
    "select distinct e.account from account_establishment e join account a on a.id = e.account "
    "where e.siret = $1 and e.grantor is null and a.state = " +
      quoted(domain::AccountState::active) + " order by e.account",
    {siret});
}

std::vector<std::string> Alerts::providers_of(domain::Siren siren, domain::Date day) const
{
  return values<std::string>(
    m_engine,
    "select distinct account from provider_reach where siren = $1 and until >= $2 order by account",
    {siren, day});
}

} // namespace myatlas::store
