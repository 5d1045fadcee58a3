// Letters of the OPCO, what is wanted on paper, and what one is alerted of.
#include "services/correspondence/letters.hpp"
#include "services/correspondence/preferences.hpp"

#include <fmt/ranges.h>

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "formats/json/json.hpp"
#include "formats/pdf/letter_pdf.hpp"
#include "output/result_file.hpp"
#include "session.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

Json json_of(const domain::OfficialLetter& letter)
{
  return {{"number", letter.number},
          {"kind", domain::to_text(letter.kind)},
          {"siret", letter.siret.digits()},
          {"request", formats::text_or_null(letter.request)},
          {"subject", letter.subject},
          {"channel", domain::to_text(letter.channel)},
          {"created", util::to_rfc3339(letter.created)},
          {"read", letter.read}};
}

std::vector<Field> letter_fields()
{
  return {{"number", N_("Letter")},          {"created", N_("When")},
          {"kind", N_("Kind"), Show::state}, {"request", N_("Dossier")},
          {"subject", N_("Subject")},        {"channel", N_("Sent by"), Show::state}};
}

struct ListLettersOptions
{
  std::string since, kind;
  bool unread = false;
};

util::Result<int> run_list_letters(Session& session, const ListLettersOptions& o)
{
  util::Errors problems;
  store::LetterFilter filter;
  filter.unread = o.unread;
  filter.kind = given<domain::LetterKind>(o.kind, domain::parse_letter_kind, "--kind", problems);
  if (const auto since = given<domain::Date>(o.since, domain::Date::parse, "--since", problems)) {
    filter.since = domain::begin_of(*since, session.zone());
  }
  if (!problems.empty()) {
    return session.fail(problems);
  }
  TRY_ASSIGN(const auto found, session.in_store(store::Store::Use::read, Login::account_or_host,
                                                [&](const services::Context& context) {
                                                  return services::list_letters(context, filter);
                                                }));
  Json letters = Json::array();
  for (const domain::OfficialLetter& letter : found) {
    letters.push_back(json_of(letter));
    if (session.form() == Form::table) {
      letters.back()["read"] = letter.read ? "" : tr(N_("new"));
    }
  }
  std::vector<Field> fields = letter_fields();
  fields.insert(fields.begin(), {"read", N_("State")});
  return session.show({{{"schema", "myatlas/letters/1"}, {"letters", letters}}, fields, "letters"});
}

struct GetLetterOptions
{
  std::string number, pdf;
};

util::Result<int> run_get_letter(Session& session, const GetLetterOptions& o)
{
  TRY_ASSIGN(const auto view,
             as_options(session.in_store(store::Store::Use::read, Login::account_or_host,
                                         [&](const services::Context& context) {
                                           return services::get_letter(context, o.number);
                                         })));
  TRY(session.in_store(store::Store::Use::write, Login::account_or_host,
                       [&](const services::Context& context) {
                         services::mark_letter_read(context, view.letter);
                         return util::Outcome(util::Done{});
                       }));
  if (!o.pdf.empty()) {
    TRY(write_pdf(formats::letter_pdf(view.letter, view.recipient, session.zone()), o.pdf));
  }
  if (session.form() == Form::table) {
    return session.print(util::shown(view.letter.subject + "\n\n" + view.letter.body + "\n"));
  }
  Json document = {{"schema", "myatlas/letter/1"}};
  document.update(json_of(view.letter));
  document["recipient"] = fmt::format("{}", fmt::join(view.recipient, ", "));
  document["body"] = view.letter.body;
  return session.show({document, letter_fields()});
}

struct Pair
{
  std::string first, second;
};

util::Result<int> run_set_preference(Session& session, const Pair& o)
{
  TRY_ASSIGN(const auto changed,
             session.in_store(store::Store::Use::write, Login::required,
                              [&](const services::Context& context) {
                                return services::set_preference(context, o.first, o.second);
                              }));
  return session.show({{{"schema", "myatlas/preference-set/1"},
                        {"kind", domain::to_text(*domain::parse_letter_kind(o.first))},
                        {"channel", domain::to_text(*domain::parse_channel(o.second))},
                        {"changed", changed}},
                       {{"kind", N_("Kind"), Show::state},
                        {"channel", N_("Sent by"), Show::state},
                        {"changed", N_("Changed")}}});
}

struct HistoryOption
{
  bool history = false;
};

util::Result<int> run_list_preferences(Session& session, const HistoryOption& o)
{
  TRY_ASSIGN(const auto changes, session.in_store(store::Store::Use::read, Login::required,
                                                  [&](const services::Context& context) {
                                                    return services::list_preferences(context);
                                                  }));
  Json rows = Json::array();
  for (const domain::LetterKind kind : domain::k_letter_kinds) {
    Json last = {{"kind", domain::to_text(kind)}, {"channel", "electronic"}, {"since", nullptr}};
    for (const store::PreferenceChange& change : changes) {
      if (change.kind != kind) {
        continue;
      }
      last = {{"kind", domain::to_text(kind)},
              {"channel", domain::to_text(change.channel)},
              {"since", util::to_rfc3339(change.since)}};
      if (o.history) {
        rows.push_back(last);
      }
    }
    if (!o.history) {
      rows.push_back(last);
    }
  }
  return session.show({{{"schema", "myatlas/preferences/1"}, {"preferences", rows}},
                       {{"kind", N_("Kind"), Show::state},
                        {"channel", N_("Sent by"), Show::state},
                        {"since", N_("Since")}},
                       "preferences"});
}

Json json_of(const services::AlertSetting& setting)
{
  return {{"event", domain::to_text(setting.event)},
          {"frequency", domain::to_text(setting.frequency)}};
}

util::Result<int> run_set_alert(Session& session, const Pair& o)
{
  TRY_ASSIGN(const auto setting, session.in_store(store::Store::Use::write, Login::required,
                                                  [&](const services::Context& context) {
                                                    return services::set_alert(context, o.first,
                                                                               o.second);
                                                  }));
  Json document = {{"schema", "myatlas/alert/1"}};
  document.update(json_of(setting));
  return session.show(
    {document, {{"event", N_("Event"), Show::state}, {"frequency", N_("How often"), Show::state}}});
}

util::Result<int> run_list_alerts(Session& session, const NoOptions&)
{
  TRY_ASSIGN(const auto settings, session.in_store(store::Store::Use::read, Login::required,
                                                   [&](const services::Context& context) {
                                                     return services::list_alerts(context);
                                                   }));
  Json rows = Json::array();
  for (const services::AlertSetting& setting : settings) {
    rows.push_back(json_of(setting));
  }
  return session.show(
    {{{"schema", "myatlas/alerts/1"}, {"alerts", rows}},
     {{"event", N_("Event"), Show::state}, {"frequency", N_("How often"), Show::state}},
     "alerts"});
}

util::Result<int> run_send_letter(Session& session, const Pair& o)
{
  TRY_ASSIGN(const auto letter,
             as_options(session.in_store(store::Store::Use::write, Login::host,
                                         [&](const services::Context& context) {
                                           return services::send_letter(context, o.first, o.second);
                                         })));
  (void)session.deliver_mails();
  Json document = {{"schema", "myatlas/letter/1"}};
  document.update(json_of(letter));
  return session.show({document, letter_fields()});
}

constexpr Example k_list_letters_examples[] = {
  {N_("Unread letters first"), "myatlas list-letters"},
  {N_("What came in since Monday and is unread"),
   "myatlas list-letters --unread --since 2026-03-02"},
};
constexpr Example k_get_letter_examples[] = {
  {N_("Read a letter"), "myatlas get-letter L2026-0000001"},
  {N_("As PDF"), "myatlas get-letter L2026-0000001 --pdf accord.pdf"},
};
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
constexpr Example k_send_letter_examples[] = {
  {N_("Remind of an incomplete dossier"), "myatlas admin send-letter D20260000001"},
  {N_("With a sentence of one's own"), "myatlas admin send-letter D20260000001 --comment 'Le devis "
                                       "signé est attendu avant le 15 mars.'"},
};

} // namespace

const Command k_list_letters = {
  "list-letters",
  Group::publications,
  N_("List the letters of the OPCO"),
  N_("Lists the letters about the dossiers one sees: agreements, refusals, requests for documents, "
     "reminders, payment notices; unread ones "
     "first."),
  k_list_letters_examples,
  [](CommandLine& line) {
    declare_with<ListLettersOptions>(
      line,
      [](CommandLine& l, ListLettersOptions& o) {
        l.flag("--unread", o.unread, N_("Only those not read yet"));
        l.option("--since", o.since, "D", N_("Only those of this day or later"));
        l.option("--kind", o.kind, words_known(domain::parse_letter_kind),
                 N_("Only those of a kind"));
      },
      run_list_letters);
  }};

const Command k_get_letter = {"get-letter",
                              Group::publications,
                              N_("Read a letter"),
                              N_("Shows a letter, in French as it was sent, and writes it as PDF "
                                 "with --pdf. It counts as read from then on."),
                              k_get_letter_examples,
                              [](CommandLine& line) {
                                declare_with<GetLetterOptions>(
                                  line,
                                  [](CommandLine& l, GetLetterOptions& o) {
                                    l.argument(Kind::letter, o.number, N_("Number of the letter"));
                                    l.target("--pdf", o.pdf, N_("Write it as PDF too"));
                                  },
                                  run_get_letter);
                              }};

const Command k_set_preference = {
  "set-preference",
  Group::publications,
  N_("Choose paper or electronic letters"),
  N_("From now on, letters of a kind (agreement, refusal, documents-request, reminder, "
     "payment-notice, recovery) about one's requests are "
     "sent on paper or are electronic alone."),
  k_preference_examples,
  [](CommandLine& line) {
    declare_with<Pair>(
      line,
      [](CommandLine& l, Pair& o) {
        l.argument({"KIND", words_known(domain::parse_letter_kind)}, o.first, N_("Kind of letter"));
        l.argument({"CHANNEL", words_known(domain::parse_channel)}, o.second,
                   N_("paper or electronic"));
      },
      run_set_preference);
  }};

const Command k_list_preferences = {"list-preferences",
                                    Group::publications,
                                    N_("List the choices of paper or electronic"),
                                    N_("Lists how each kind of letter is sent, and since when."),
                                    k_preferences_examples,
                                    [](CommandLine& line) {
                                      declare_with<HistoryOption>(
                                        line,
                                        [](CommandLine& l, HistoryOption& o) {
                                          l.flag("--history", o.history,
                                                 N_("Every choice that was made"));
                                        },
                                        run_list_preferences);
                                    }};

const Command k_set_alert = {
  "set-alert",
  Group::publications,
  N_("Turn on an e-mail alert"),
  N_("Mails the account when something happens: request-changed, documents-asked, invoice-refused, "
     "invoice-paid, letter-received, "
     "deadline-near, news-published, tender-published; immediate, in a daily or weekly digest, or "
     "never. What one does oneself is not told. Without a choice, "
     "documents-asked, invoice-refused and letter-received are mailed at once, as long as such "
     "letters come electronically; the rest never."),
  k_alert_examples,
  [](CommandLine& line) {
    declare_with<Pair>(
      line,
      [](CommandLine& l, Pair& o) {
        l.argument({"EVENT", words_known(domain::parse_alert_event)}, o.first, N_("What happens"));
        l.argument({"FREQUENCY", words_known(domain::parse_frequency)}, o.second,
                   N_("immediate, daily, weekly or never"));
      },
      run_set_alert);
  }};

const Command k_list_alerts = {
  "list-alerts",
  Group::publications,
  N_("List the e-mail alerts"),
  N_("Lists the events and how often the account is mailed about each."),
  k_alerts_examples,
  [](CommandLine& line) { declare_without_options(line, run_list_alerts); }};

const Command k_admin_send_letter = {
  "admin send-letter",
  Group::office,
  N_("Send a reminder about a dossier"),
  N_("Sends a reminder about a dossier to its establishment. The other letters are written by "
     "themselves when a dossier or invoice changes."),
  k_send_letter_examples,
  [](CommandLine& line) {
    declare_with<Pair>(
      line,
      [](CommandLine& l, Pair& o) {
        l.argument(Kind::dossier, o.first, N_("Number of the dossier"));
        l.option("--comment", o.second, "TEXT", N_("A sentence besides"));
      },
      run_send_letter);
  }};

} // namespace myatlas::cli
