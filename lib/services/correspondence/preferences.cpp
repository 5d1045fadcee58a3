#include "services/correspondence/preferences.hpp"

#include "formats/json/json.hpp"
#include "util/try.hpp"

namespace myatlas::services {

util::Result<bool> set_preference(const Context& context, const std::string& kind,
                                  const std::string& channel)
{
  TRY_ASSIGN(const domain::Account account, acting_account(context));
  util::Errors problems;
  const auto of_kind = util::collect(domain::parse_letter_kind(kind), problems, "kind");
  const auto by = util::collect(domain::parse_channel(channel), problems, "channel");
  if (!of_kind || !by) {
    return problems;
  }
  store::Correspondence correspondence = context.store.correspondence();
  store::Transaction write(context.store, context.deed());
  if (correspondence.channel(account.id, *of_kind) == *by) {
    return false;
  }
  correspondence.add_preference(account.id, {*of_kind, *by, context.now()});
  write.record(
    {store::AuditKind::account, account.id}, std::nullopt,
    formats::Json{{"preference", domain::to_text(*of_kind)}, {"channel", domain::to_text(*by)}}
      .dump());
  write.commit();
  return true;
}

util::Result<std::vector<store::PreferenceChange>> list_preferences(const Context& context)
{
  TRY_ASSIGN(const domain::Account account, acting_account(context));
  return context.store.correspondence().preferences(account.id);
}

util::Result<AlertSetting> set_alert(const Context& context, const std::string& event,
                                     const std::string& frequency)
{
  TRY_ASSIGN(const domain::Account account, acting_account(context));
  util::Errors problems;
  const auto of = util::collect(domain::parse_alert_event(event), problems, "event");
  const auto how = util::collect(domain::parse_frequency(frequency), problems, "frequency");
  if (of == domain::AlertEvent::deadline_near && how == domain::Frequency::immediate) {
    problems.push_back(util::Error{"alert.no_immediate", {domain::to_text(*of)}}.at("frequency"));
  }
  if (!problems.empty() || !of || !how) {
    return problems;
  }
  store::Transaction write(context.store, context.deed());
  context.store.correspondence().set_alert(account.id, *of, *how);
  write.record(
    {store::AuditKind::account, account.id}, std::nullopt,
    formats::Json{{"alert", domain::to_text(*of)}, {"frequency", domain::to_text(*how)}}.dump());
  write.commit();
  return AlertSetting{*of, *how};
}

util::Result<std::vector<AlertSetting>> list_alerts(const Context& context)
{
  TRY_ASSIGN(const domain::Account account, acting_account(context));
  std::vector<AlertSetting> settings;
  for (const domain::AlertEvent event : domain::k_alert_events) {
    settings.push_back({event, context.store.correspondence().frequency(account.id, event)});
  }
  return settings;
}

} // namespace myatlas::services
