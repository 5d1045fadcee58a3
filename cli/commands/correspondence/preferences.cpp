// What is wanted on paper, and what one is alerted of.
#include "services/correspondence/preferences.hpp"

#include "commands/correspondence/commands.hpp"
#include "commands/options.hpp"
#include "formats/json/json.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct PreferenceOptions
{
  std::string kind, channel;
};

void bind_set_preference(CommandLine& line, PreferenceOptions& o)
{
  line.argument({"KIND", words_known(domain::parse_letter_kind)}, o.kind, N_("Kind of letter"));
  line.argument({"CHANNEL", words_known(domain::parse_channel)}, o.channel,
                N_("paper or electronic"));
}

const std::vector<Field> k_set_preference_fields = {{"kind", N_("Kind"), Show::state},
                                                    {"channel", N_("Sent by"), Show::state},
                                                    {"changed", N_("Changed")}};

util::Result<int> run_set_preference(Session& session, const services::Context& context,
                                     const PreferenceOptions& o)
{
  TRY_ASSIGN(const auto changed, services::set_preference(context, o.kind, o.channel));
  return session.show({{{"schema", "myatlas/preference-set/1"},
                        {"kind", domain::to_text(*domain::parse_letter_kind(o.kind))},
                        {"channel", domain::to_text(*domain::parse_channel(o.channel))},
                        {"changed", changed}},
                       k_set_preference_fields});
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

struct HistoryOption
{
  bool history = false;
};

void bind_list_preferences(CommandLine& line, HistoryOption& o)
{
  line.flag("--history", o.history, N_("Every choice that was made"));
}

const std::vector<Field> k_list_preferences_fields = {{"kind", N_("Kind"), Show::state},
                                                      {"channel", N_("Sent by"), Show::state},
                                                      {"since", N_("Since")}};

util::Result<int> run_list_preferences(Session& session, const services::Context& context,
                                       const HistoryOption& o)
{
  TRY_ASSIGN(const auto changes, services::list_preferences(context));
  Json rows = Json::array();
  for (const domain::LetterKind kind : domain::k_letter_kinds) {
    const Json choices = choices_of(kind, changes);
    if (o.history) {
      rows.insert(rows.end(), choices.begin(), choices.end());
    } else if (choices.empty()) {
      rows.push_back(row_of(kind, domain::Channel::electronic, nullptr));
    } else {
      rows.push_back(choices.back());
    }
  }
  return session.show({{{"schema", "myatlas/preferences/1"}, {"preferences", rows}},
                       k_list_preferences_fields,
                       "preferences"});
}

Json json_of(const services::AlertSetting& setting)
{
  return {{"event", domain::to_text(setting.event)},
          {"frequency", domain::to_text(setting.frequency)}};
}

struct AlertOptions
{
  std::string event, frequency;
};

void bind_set_alert(CommandLine& line, AlertOptions& o)
{
  line.argument({"EVENT", words_known(domain::parse_alert_event)}, o.event, N_("What happens"));
  line.argument({"FREQUENCY", words_known(domain::parse_frequency)}, o.frequency,
                N_("immediate, daily, weekly or never"));
}

util::Result<int> run_set_alert(Session& session, const services::Context& context,
                                const AlertOptions& o)
{
  TRY_ASSIGN(const auto setting, services::set_alert(context, o.event, o.frequency));
  Json document = {{"schema", "myatlas/alert/1"}};
  document.update(json_of(setting));
  return session.show(
    {document, {{"event", N_("Event"), Show::state}, {"frequency", N_("How often"), Show::state}}});
}

util::Result<int> run_list_alerts(Session& session, const services::Context& context)
{
  TRY_ASSIGN(const auto settings, services::list_alerts(context));
  Json rows = Json::array();
  for (const services::AlertSetting& setting : settings) {
    rows.push_back(json_of(setting));
  }
  return session.show(
    {{{"schema", "myatlas/alerts/1"}, {"alerts", rows}},
     {{"event", N_("Event"), Show::state}, {"frequency", N_("How often"), Show::state}},
     "alerts"});
}

constexpr Example k_preference_examples[] = {
  {N_("Agreements on paper"), "myatlas set-preference agreement paper"},
  {N_("Back to electronic"), "myatlas set-preference agreement electronic"},
};
constexpr Example k_preferences_examples[] = {
  {N_("How each kind is sent"), "myatlas list-preferences"},
  {N_("Since when, and before"), "myatlas list-preferences --history"},
};
constexpr Example k_alert_examples[] = {
  {N_("A mail as soon as an invoice is refused"), "myatlas set-alert invoice-refused immediate"},
  {N_("What is due, once a week"), "myatlas set-alert deadline-near weekly"},
};
constexpr Example k_alerts_examples[] = {
  {N_("What one is told of"), "myatlas list-alerts"},
  {N_("For a script"), "myatlas list-alerts -o csv"},
};
} // namespace

const Command k_set_preference = {
  .name = "set-preference",
  .group = Group::publications,
  .summary = N_("Choose paper or electronic letters"),
  .description =
    N_("From now on, letters of a kind (agreement, refusal, documents-request, reminder, "
       "payment-notice, recovery) about one's requests are sent on paper or are electronic alone. "
       "A member's letters about a request somebody else made for it, a CFA or one whose access "
       "ended, are sent as an account that manages its establishment chose."),
  .examples = k_preference_examples,
  .declare = with_options<bind_set_preference, run_set_preference>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_preferences = {
  .name = "list-preferences",
  .group = Group::publications,
  .summary = N_("List the choices of paper or electronic"),
  .description = N_("Lists how each kind of letter is sent, and since when."),
  .examples = k_preferences_examples,
  .declare = with_options<bind_list_preferences, run_list_preferences>,
  .store = Use::read,
  .login = Login::required,
};

const Command k_set_alert = {
  .name = "set-alert",
  .group = Group::publications,
  .summary = N_("Turn on an e-mail alert"),
  .description =
    N_("Mails the account when something happens: request-changed, documents-asked, "
       "invoice-refused, invoice-paid, letter-received, deadline-near, news-published, "
       "tender-published; immediate, in a daily or weekly digest, or never. What one does oneself "
       "is not told. Without a choice, documents-asked, invoice-refused and letter-received are "
       "mailed at once, as long as such letters come electronically; the rest never."),
  .examples = k_alert_examples,
  .declare = with_options<bind_set_alert, run_set_alert>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_alerts = {
  .name = "list-alerts",
  .group = Group::publications,
  .summary = N_("List the e-mail alerts"),
  .description = N_("Lists the events and how often the account is mailed about each."),
  .examples = k_alerts_examples,
  .declare = without_options<run_list_alerts>,
  .store = Use::read,
  .login = Login::required,
};

} // namespace myatlas::cli
