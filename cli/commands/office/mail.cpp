// Mails that wait: sending them, once or all the time, and what became of each.
#include <csignal>
#include <ctime>
#include <utility>

#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "formats/json/rates_json.hpp"
#include "gateways.hpp"
#include "operations/office/mails.hpp"
#include "request.hpp"
#include "services/correspondence/digests.hpp"
#include "services/notices/mails.hpp"
#include "session.hpp"
#include "store_in_use.hpp"
#include "texts/errors.hpp"
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

struct Sums
{
  int digests = 0;
  services::Delivery delivery;
};

// A line a mail, for a log: which, not to whom.
void tell_of(Session& session, const store::OutboxMail& mail, const Outcome& sent)
{
  if (session.options().verbose) {
    say(
      session.env().err,
      session.texts().trf(N_("mail {0} ({1}): {2}"), mail.id, domain::to_text(mail.kind),
                          sent ? std::string(session.texts().tr(N_("sent"))) : sent.error().code) +
        "\n");
  }
}

services::Delivery send_once(Session& session, const services::Context& context, Sums& sums)
{
  sums.digests += services::send_digests(context, formats::built_in_rates());
  services::DeliveryWitness witness;
  witness.goes_on = [] { return g_stopped == 0; };
  witness.settled = [&](const store::OutboxMail& mail, const Outcome& sent) {
    tell_of(session, mail, sent);
  };
  const services::Delivery now = session.deliver_mails(witness);
  sums.delivery.delivered += now.delivered;
  sums.delivery.failed += now.failed;
  sums.delivery.deferred =
    static_cast<int>(context.store.outbox().list(store::MailState::waiting).size());
  sums.delivery.problems = now.problems;
  return now;
}

// What passes by itself: a lock that is held long, a restore that is under way.
bool passes(const Errors& errors)
{
  return status_of(errors) == Status::try_again || errors.front().code == "store.missing";
}

// The store is opened each time: another may have been put in its place.
Errors look(Session& session, const SendMailOptions& options, Sums& sums)
{
  try {
    if (const Result<int> version = session.store_version(); !version) {
      return version.errors();
    }
    TRY_ASSIGN(const services::Context* context,
               session.store_in_use().open_for(operations::Effect::write, operations::Who::office));
    if (options.retry_failed) {
      services::retry_failed_mails(*context);
    }
    const services::Delivery now = send_once(session, *context, sums);
    if (options.watch && now.delivered + now.failed > 0) {
      session.note(session.texts().trf(N_("Mails: {0} sent, {1} failed, {2} waiting."),
                                       now.delivered, now.failed, sums.delivery.deferred));
    }
    return {};
  } catch (const util::MachineError& error) {
    return {error.error()};
  }
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
Errors watch(Session& session, SendMailOptions options, Sums& sums)
{
  handle(SIGINT, stop);
  handle(SIGTERM, stop);
  handle(SIGHUP, reload);
  session.store_in_use().wait_while([] { return g_stopped == 0; });
  session.note(session.texts().tr(N_("Watching the mails that wait.")));
  for (bool begun = false; g_stopped == 0; begun = true) {
    if (std::exchange(g_reload, 0) != 0) {
      read_settings_again(session);
    }
    const Errors errors = look(session, options, sums);
    if (!errors.empty() && g_stopped == 0 &&
        (!passes(errors) || (!begun && errors.front().code == "store.missing"))) {
      return errors;
    }
    if (!errors.empty() && g_stopped == 0) {
      session.fail(errors);
    }
    options.retry_failed = false;
    pause_until_next();
  }
  return {};
}

// Settings that are wrong stop everything before the first mail.
Status status_of_sums(const services::Delivery& delivery)
{
  const Status told = delivery.problems.empty() ? Status::done : status_of(delivery.problems);
  if (told == Status::settings) {
    return told; // as the last error said
  }
  if (delivery.deferred > 0) {
    return Status::try_again;
  }
  return delivery.failed > 0 ? Status::negative : told;
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
  if (const auto way = mail_transport(session.settings()); !way) {
    return session.fail(way.errors());
  }
  Sums sums;
  const Errors errors =
    options.watch ? watch(session, options, sums) : look(session, options, sums);
  if (!errors.empty()) {
    return session.fail(errors);
  }
  session.report({operations::mail_sent(sums.digests, sums.delivery), k_send_mail_fields});
  if (g_stopped != 0) {
    return 128 + g_stopped;
  }
  return static_cast<int>(status_of_sums(sums.delivery));
}

void bind_list_mail(CommandLine& line, operations::ListMails& o)
{
  line.option("--state", o.state, "waiting|sent|failed", N_("Only those"));
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
