#include "services/correspondence/preferences.hpp"

#include "formats/json/json.hpp"
#include "services/notices/notices.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Account;
using domain::AlertEvent;
using store::PreferenceChange;
using util::collect;

// A choice as it was typed.
template <typename What, typename How>
struct Choice
{
  What what;
  How how;
};

using Preference = Choice<domain::LetterKind, domain::Channel>;
using Alert = Choice<AlertEvent, domain::Frequency>;

Result<Preference> preference_in(const std::string& kind, const std::string& channel)
{
  Errors problems;
  const auto what = collect(domain::parse_letter_kind(kind), problems, "kind");
  const auto how = collect(domain::parse_channel(channel), problems, "channel");
  TRY(outcome_of(problems));
  return Preference{*what, *how};
}

bool is_too_quick(std::optional<AlertEvent> event, std::optional<domain::Frequency> frequency)
{
  return event == AlertEvent::deadline_near && frequency == domain::Frequency::immediate;
}

Error no_immediate(domain::AlertEvent event)
{
  return Error{"alert.no_immediate", {domain::to_text(event)}}.at("frequency");
}

Result<Alert> alert_in(const std::string& event, const std::string& frequency)
{
  Errors problems;
  const auto what = collect(domain::parse_alert_event(event), problems, "event");
  const auto how = collect(domain::parse_frequency(frequency), problems, "frequency");
  if (is_too_quick(what, how)) {
    problems.push_back(no_immediate(*what));
  }
  TRY(outcome_of(problems));
  return Alert{*what, *how};
}

// What an account chooses, inside the caller's transaction.
class Choices
{
public:
  Choices(const Context& context, Transaction& write, const std::string& account)
    : m_context(context), m_alerts(context.store.alerts()), m_letters(context.store.letters()),
      m_write(write), m_account(account)
  {
  }

  bool has(const Preference& chosen) const
  {
    return m_letters.channel(m_account, chosen.what) == chosen.how;
  }

  void add(const Preference& chosen)
  {
    m_letters.add_preference(m_account, {chosen.what, chosen.how, m_context.now()});
    record(
      {{"preference", domain::to_text(chosen.what)}, {"channel", domain::to_text(chosen.how)}});
  }

  void put(const Alert& chosen)
  {
    m_alerts.set(m_account, chosen.what, chosen.how);
    record({{"alert", domain::to_text(chosen.what)}, {"frequency", domain::to_text(chosen.how)}});
  }

private:
  void record(const formats::Json& what)
  {
    m_write.record({store::AuditKind::account, m_account}, std::nullopt, what.dump());
  }

  const Context& m_context;
  store::Alerts m_alerts;
  store::Letters m_letters;
  Transaction& m_write;
  const std::string& m_account;
};

} // namespace

Result<bool> set_preference(const Context& context, const std::string& kind,
                            const std::string& channel)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  TRY_ASSIGN(const Preference chosen, preference_in(kind, channel));
  Transaction write = context.begin();
  Choices choices(context, write, account.id);
  if (choices.has(chosen)) {
    return false;
  }
  choices.add(chosen);
  write.commit();
  return true;
}

Result<std::vector<PreferenceChange>> list_preferences(const Context& context)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  return context.store.letters().preferences(account.id);
}

Result<AlertSetting> set_alert(const Context& context, const std::string& event,
                               const std::string& frequency)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  TRY_ASSIGN(const Alert chosen, alert_in(event, frequency));
  Transaction write = context.begin();
  Choices(context, write, account.id).put(chosen);
  write.commit();
  return AlertSetting{chosen.what, chosen.how};
}

namespace {

std::vector<AlertSetting> settings_of(store::Store& store, const std::string& account)
{
  std::vector<AlertSetting> settings;
  for (const AlertEvent event : domain::k_alert_events) {
    settings.push_back({event, frequency_of(store, account, event)});
  }
  return settings;
}

} // namespace

Result<std::vector<AlertSetting>> list_alerts(const Context& context)
{
  TRY_ASSIGN(const Account account, acting_account(context));
  return settings_of(context.store, account.id);
}

} // namespace myatlas::services
