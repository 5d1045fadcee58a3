// What is wanted on paper, and what one is alerted of.
#include "operations/correspondence/preferences.hpp"

#include "operations/documents.hpp"
#include "services/correspondence/preferences.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

Json preference_document(const SetPreference& request, bool changed)
{
  return {{"schema", "myatlas/preference-set/1"},
          {"kind", domain::to_text(*domain::parse_letter_kind(request.kind))},
          {"channel", domain::to_text(*domain::parse_channel(request.channel))},
          {"changed", changed}};
}

Result<Json> set_preference(const Context& context, const SetPreference& request)
{
  TRY_ASSIGN(const bool changed, services::set_preference(context, request.kind, request.channel));
  return preference_document(request, changed);
}

Json row_of(domain::LetterKind kind, domain::Channel channel, const Json& since)
{
  return {{"kind", domain::to_text(kind)}, {"channel", domain::to_text(channel)}, {"since", since}};
}

// A row each, the latest last.
Json choices_of(domain::LetterKind kind, const std::vector<store::PreferenceChange>& changes)
{
  Json rows = Json::array();
  for (const store::PreferenceChange& change : changes) {
    if (change.kind == kind) {
      rows.push_back(row_of(kind, change.channel, util::to_rfc3339(change.since)));
    }
  }
  return rows;
}

// All of them, or the last; a letter of which nothing was chosen goes by e-mail.
void add_choices(domain::LetterKind kind, const Json& choices, bool all, Json& rows)
{
  if (all) {
    rows.insert(rows.end(), choices.begin(), choices.end());
  } else if (choices.empty()) {
    rows.push_back(row_of(kind, domain::Channel::electronic, nullptr));
  } else {
    rows.push_back(choices.back());
  }
}

Result<Json> list_preferences(const Context& context, const ListPreferences& request)
{
  TRY_ASSIGN(const auto changes, services::list_preferences(context));
  Json rows = Json::array();
  for (const domain::LetterKind kind : domain::k_letter_kinds) {
    add_choices(kind, choices_of(kind, changes), request.history, rows);
  }
  return list_document("myatlas/preferences/1", "preferences", rows);
}

Json alert_row(const services::AlertSetting& setting)
{
  return {{"event", domain::to_text(setting.event)},
          {"frequency", domain::to_text(setting.frequency)}};
}

Json alert_document(const services::AlertSetting& setting)
{
  return document("myatlas/alert/1", alert_row(setting));
}

Result<Json> set_alert(const Context& context, const SetAlert& request)
{
  return document_of(services::set_alert(context, request.event, request.frequency),
                     alert_document);
}

Result<Json> list_alerts(const Context& context, const Nothing&)
{
  return list_of("myatlas/alerts/1", "alerts", services::list_alerts(context), alert_row);
}

} // namespace

constexpr OperationOf<SetPreference> k_set_preference = operation<set_preference>({
  .name = "set-preference",
  .effect = Effect::write,
  .who = Who::account,
  .answer = "myatlas/preference-set/1",
});

constexpr OperationOf<ListPreferences> k_list_preferences = operation<list_preferences>({
  .name = "list-preferences",
  .who = Who::account,
  .answer = "myatlas/preferences/1",
});

constexpr OperationOf<SetAlert> k_set_alert = operation<set_alert>({
  .name = "set-alert",
  .effect = Effect::write,
  .who = Who::account,
  .answer = "myatlas/alert/1",
});

constexpr OperationOf<Nothing> k_list_alerts = operation<list_alerts>({
  .name = "list-alerts",
  .who = Who::account,
  .answer = "myatlas/alerts/1",
});

} // namespace myatlas::operations
