// What is wanted on paper, and what one is alerted of.
#include "operations/correspondence/preferences.hpp"

#include "commands/correspondence/commands.hpp"
#include "commands/options.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

void bind_set_preference(CommandLine& line, operations::SetPreference& o)
{
  add_choice<domain::parse_letter_kind>(line, "KIND", o.kind, N_("Kind of letter"));
  add_choice<domain::parse_channel>(line, "CHANNEL", o.channel, N_("paper or electronic"));
}

constexpr Field k_preference_fields[] = {{"kind", N_("Kind"), Show::state},
                                         {"channel", N_("Sent by"), Show::state},
                                         {"changed", N_("Changed")}};

View preference_view(const Json& document)
{
  return {document, fields_of(k_preference_fields)};
}

void bind_list_preferences(CommandLine& line, operations::ListPreferences& o)
{
  line.flag("--history", o.history, N_("Every choice that was made"));
}

constexpr Field k_preferences_fields[] = {{"kind", N_("Kind"), Show::state},
                                          {"channel", N_("Sent by"), Show::state},
                                          {"since", N_("Since")}};

View preferences_view(const Json& document)
{
  return {document, fields_of(k_preferences_fields), "preferences"};
}

void bind_set_alert(CommandLine& line, operations::SetAlert& o)
{
  add_choice<domain::parse_alert_event>(line, "EVENT", o.event, N_("What happens"));
  add_choice<domain::parse_frequency>(line, "FREQUENCY", o.frequency,
                                      N_("immediate, daily, weekly or never"));
}

const std::vector<Field> k_alert_fields = {{"event", N_("Event"), Show::state},
                                           {"frequency", N_("How often"), Show::state}};

View alert_view(const Json& document)
{
  return {document, k_alert_fields};
}

View alerts_view(const Json& document)
{
  return {document, k_alert_fields, "alerts"};
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
  .declare = asks<operations::k_set_preference, bind_set_preference, preference_view>,
  .operation = &operations::k_set_preference,
  .keyed = true,
};

const Command k_list_preferences = {
  .name = "list-preferences",
  .group = Group::publications,
  .summary = N_("List the choices of paper or electronic"),
  .description = N_("Lists how each kind of letter is sent, and since when."),
  .examples = k_preferences_examples,
  .declare = asks<operations::k_list_preferences, bind_list_preferences, preferences_view>,
  .operation = &operations::k_list_preferences,
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
  .declare = asks<operations::k_set_alert, bind_set_alert, alert_view>,
  .operation = &operations::k_set_alert,
  .keyed = true,
};

const Command k_list_alerts = {
  .name = "list-alerts",
  .group = Group::publications,
  .summary = N_("List the e-mail alerts"),
  .description = N_("Lists the events and how often the account is mailed about each."),
  .examples = k_alerts_examples,
  .declare = asks<operations::k_list_alerts, no_options, alerts_view>,
  .operation = &operations::k_list_alerts,
};

} // namespace myatlas::cli
