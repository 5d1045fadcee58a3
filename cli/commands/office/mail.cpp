// Mails that wait: sending them, once or all the time, and what became of each.
#include <csignal>
#include <ctime>
#include <utility>

#include "commands/host_store.hpp"
#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "gateways.hpp"
#include "operations/office/mails.hpp"
#include "operations/office/send_mail.hpp"
#include "request.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

struct SendMailOptions
{
  bool watch = false, retry_failed = false;
};

// The numbers of the signals that came; 0: none did.
volatile std::sig_atomic_t g_stopped = 0, g_reload = 0;

extern "C" void stop(int signal)
{
  g_stopped = signal;
}

extern "C" void reload(int signal)
{
  g_reload = signal;
}

// A line a mail, for a log: which, not to whom.
void tell_of(Session& session, const operations::OutboxMail& mail, const Outcome& sent)
{
  if (session.options().verbose) {
    say(
      session.env().err,
      session.texts().trf(N_("mail {0} ({1}): {2}"), mail.id, domain::to_text(mail.kind),
                          sent ? std::string(session.texts().tr(N_("sent"))) : sent.error().code) +
        "\n");
  }
}

operations::MailRun run_of(Session& session, const SendMailOptions& options)
{
  operations::MailRun run;
  run.witness.goes_on = [] { return g_stopped == 0; };
  run.witness.settled = [&session](const auto& mail, const Outcome& sent) {
    tell_of(session, mail, sent);
  };
  run.deliver = [&session](const auto& witness) { return session.deliver_mails(witness); };
  run.retries_failed = options.retry_failed;
  return run;
}

// One look; to who watches, what it came to.
Outcome look(Session& session, const SendMailOptions& options, operations::MailSums& sums)
{
  TRY_ASSIGN(const operations::Delivery now,
             operations::send_due_mails(host_store(session), run_of(session, options), sums));
  if (options.watch && now.delivered + now.failed > 0) {
    session.note(session.texts().trf(N_("Mails: {0} sent, {1} failed, {2} waiting."), now.delivered,
                                     now.failed, sums.delivery.deferred));
  }
  return Done{};
}

const char* told_of_settings(bool are_read)
{
  return are_read ? N_("The settings were read again.") : N_("The settings stay as they were.");
}

void read_settings_again(Session& session)
{
  const Outcome read = session.read_settings_again();
  if (!read) {
    session.fail(read.errors());
  }
  session.note(session.tr(told_of_settings(bool(read))));
}

void handle(int signal, void (*handler)(int))
{
  struct sigaction action = {};
  action.sa_handler = handler;
  ::sigaction(signal, &action, nullptr);
}

bool is_called()
{
  return g_stopped != 0 || g_reload != 0;
}

void sleep_a_second()
{
  const timespec one = {1, 0};
  ::nanosleep(&one, nullptr); // a signal ends it
}

void pause_until_next()
{
  constexpr int k_pause = 30; // seconds
  for (int second = 0; second < k_pause && !is_called(); ++second) {
    sleep_a_second();
  }
}

// Looks every half minute until it is told to stop; a mail that is on its way is finished first.
// What is wrong at the beginning ends it, so that whoever started it sees; what passes later is
// waited for.
Outcome watch(Session& session, SendMailOptions options, operations::MailSums& sums)
{
  handle(SIGINT, stop);
  handle(SIGTERM, stop);
  handle(SIGHUP, reload);
  session.store_in_use().wait_while([] { return g_stopped == 0; });
  session.note(session.texts().tr(N_("Watching the mails that wait.")));
  bool (*passes)(const Errors&) = operations::passes_at_first;
  for (; g_stopped == 0; passes = operations::passes) {
    if (std::exchange(g_reload, 0) != 0) {
      read_settings_again(session);
    }
    const Outcome looked = look(session, options, sums);
    if (!looked && g_stopped == 0 && !passes(looked.errors())) {
      return looked;
    }
    if (!looked && g_stopped == 0) {
      session.fail(looked.errors());
    }
    options.retry_failed = false;
    pause_until_next();
  }
  return Done{};
}

constexpr FormOption<SendMailOptions> k_send_mail_options[] = {
  {"--watch", &SendMailOptions::watch,
   N_("Go on, looking every half minute, until interrupted; SIGHUP has the settings "
      "read again")},
  {"--retry-failed", &SendMailOptions::retry_failed, N_("Try those again that failed for good")},
};

void bind_send_mail(CommandLine& line, SendMailOptions& o)
{
  add_options(line, o, k_send_mail_options);
}

const std::vector<Field> k_send_mail_fields = {{"digests", N_("Digests"), Show::number},
                                               {"delivered", N_("Delivered"), Show::number},
                                               {"deferred", N_("Waiting"), Show::number},
                                               {"failed", N_("Failed"), Show::number}};

Result<int> run_send_mail(Session& session, const SendMailOptions& options)
{
  TRY(mail_transport(session.settings()));
  operations::MailSums sums;
  if (options.watch) {
    TRY(watch(session, options, sums));
  } else {
    TRY(look(session, options, sums));
  }
  session.report({operations::mail_sent(sums.digests, sums.delivery), k_send_mail_fields});
  if (g_stopped != 0) {
    return 128 + g_stopped;
  }
  return static_cast<int>(operations::status_of(sums.delivery));
}

void bind_list_mail(CommandLine& line, operations::ListMails& o)
{
  line.option("--state", o.state, words_for<operations::parse_mail_state>, N_("Only those"));
}

const std::vector<Field> k_list_mail_fields = {{"created", N_("When")},
                                               {"recipient", N_("Recipient")},
                                               {"kind", N_("Kind"), Show::state},
                                               {"state", N_("State"), Show::state},
                                               {"tries", N_("Tries"), Show::number},
                                               {"next_try", N_("Next try")},
                                               {"reason", N_("Reason")},
                                               {"id", N_("Number")},
                                               {"answer", N_("Answer")}};

View mails_view(const formats::Json& document)
{
  return {document, k_list_mail_fields, "mails"};
}

constexpr Example k_send_mail_examples[] = {
  {N_("From cron, every morning"), "myatlas admin send-mail -q"},
  {N_("As a service, which goes on sending"), "myatlas admin send-mail --watch"},
  {N_("How many went"), "myatlas admin send-mail -o json"},
};
constexpr Example k_list_mail_examples[] = {
  {N_("What will never go, and why"), "myatlas admin list-mail --state failed"},
  {N_("What waits"), "myatlas admin list-mail --state waiting -o csv"},
};

} // namespace

const Command k_admin_send_mail = {
  .name = "admin send-mail",
  .group = Group::office,
  .summary = N_("Send the mails that are due"),
  .description =
    N_("Makes the daily and weekly digests that are due and hands over all mails that wait: to the "
       "mail server of the settings (mail_url), always encrypted and with its certificate "
       "verified, or into a folder (mail_dir). What a server does not take yet is tried again "
       "after a minute, then 5, 30, 120 and 360, for five days or as long as the code in it is "
       "valid. A mail that was cut off while it was sent goes again under the same Message-ID. "
       "Ends with 75 when some wait, with 1 when some will never go: see admin list-mail."),
  .examples = k_send_mail_examples,
  .declare = with_options<bind_send_mail, run_send_mail>,
  .answers = "mail-sent/1",
};

const Command k_admin_list_mail = {
  .name = "admin list-mail",
  .group = Group::office,
  .summary = N_("List the mails and their delivery"),
  .description = N_("Lists the mails of the outbox: those that wait with their next try, those "
                    "that went, and those that failed for good with what the server said. What "
                    "they say is not shown: it may hold codes."),
  .examples = k_list_mail_examples,
  .declare = asks<operations::k_list_mail, bind_list_mail, mails_view>,
  .operation = &operations::k_list_mail,
};

} // namespace myatlas::cli
