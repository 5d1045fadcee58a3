#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "command.hpp"
#include "common_options.hpp"
#include "env.hpp"
#include "operations/caller.hpp"
#include "output/view.hpp"
#include "services/account/session.hpp"
#include "services/companies/sirene.hpp"
#include "services/context.hpp"
#include "services/notices/mails.hpp"
#include "settings.hpp"

namespace myatlas::store {
struct DatabasePlace;
}

namespace myatlas::cli {

// For whom a new store is: a umask that leaves the group its rights wants it shared where the
// folder is.
inline store::Sharing sharing_asked(const Env& env)
{
  return env.group_keeps_rights ? store::Sharing::group : store::Sharing::owner;
}

// Thrown where the same request was answered before: what was said then.
struct AnsweredBefore
{
  int status = 0;
  std::string answer;
};

// One run of one command: its surroundings, and the ways it answers.
class Session
{
public:
  Session(const Env& env, Settings settings, CommonOptions options, const Command& command);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const Env& env() const { return m_env; }
  const Settings& settings() const { return m_settings; }
  const CommonOptions& options() const { return m_options; }
  const Command& command() const { return m_command; }
  Outcome set_clock();
  const util::Clock& clock() const { return *m_clock; }
  bool interactive() const;

  // For a command that is told to stop: it is asked while another program lets wait for the store.
  void wait_while(std::function<bool()> goes_on) { m_goes_on = std::move(goes_on); }

  // The settings as they are now, for a command that goes on; those before stay in use where
  // something is wrong with them.
  Outcome read_settings_again();

  store::DatabasePlace database() const; // of a store on a server
  bool is_on_server() const;
  Result<int> store_version() const; // as it stands, unmigrated; store.missing, store.not_made

  // That a file of results is none of the store's: as store::check_target fails.
  Outcome check_target(const std::filesystem::path& file) const;

  // Opens the store and finds who acts. A command that only reads creates it with --create alone.
  Result<services::Context*> open(store::Store::Use use, Login login);

  bool is_open() const { return m_context != nullptr; }

  // What is asked of the store; it is opened as the operation says.
  template <typename Request>
  Result<operations::Answer> ask(const operations::OperationOf<Request>& operation,
                                 const Request& request, operations::Files& files)
  {
    return m_caller.ask(operation, request, files);
  }

  // The same, where no file goes along.
  template <typename Request>
  Result<operations::Answer> ask(const operations::OperationOf<Request>& operation,
                                 const std::type_identity_t<Request>& request)
  {
    operations::Files none;
    return ask(operation, request, none);
  }

  // Of a request that came with a key: all it wrote is kept, together with what it answered unless
  // it failed.
  void keep_answer(int status, const std::string& answer);

  // What `act` answers in the store so opened, or why it could not be opened.
  template <typename Act>
  auto in_store(store::Store::Use use, Login login, Act act)
    -> std::invoke_result_t<Act, services::Context&>
  {
    const Result<services::Context*> context = open(use, login);
    if (!context) {
      return context.errors();
    }
    return act(**context);
  }

  // Hands over the mails that are due, to the mail server of the settings or into their folder.
  // What fails is told.
  services::Delivery deliver_mails(const services::DeliveryWitness& witness = {});
  void try_to_deliver_mails();          // the same, and nothing is told: the mail waits, and doctor
                                        // tells of it
  void note_place_of_mails();           // where no mail server is set
  void note_place_of_mails_there_are(); // the same, where some were written

  // The session of `email`, or of the account in use when it is empty, is over; says for whom
  // commands act from now on.
  Outcome forget_login(const std::string& email);

  // The public register of companies, for a command that was asked to go there. In an open store.
  Result<services::SireneLookup*> look_up();
  Result<services::SireneLookup*> look_up_if(bool online); // null where it was not asked

  CsvStyle csv_style() const { return parse_csv_style(m_options.csv_for); }
  Screen screen() const;                            // what results are shown on
  std::string render_table(const View& view) const; // a part of a result that is a table
  int show(const View&
             view); // the result, which with --quiet a command that writes tells programs alone; 0
  // A list that a person reads below a result, behind an empty line; nothing where it is empty.
  void print_part(const char* list, const formats::Json& rows, const std::vector<Field>& fields);
  int report(const View& view);       // what was done: a table of it is not shown with --quiet; 0
  int print(const std::string& text); // a result that is text or comes in pieces; 0
  int print_bytes(const std::string& bytes); // a file's; never to a terminal: usage.missing (--to)
  void note(const std::string& text);        // to a person, unless --quiet

  // The same of a sentence (msgid) with its fields.
  template <typename... Arguments>
  void note_that(const char* sentence, const Arguments&... arguments)
  {
    note(trf(sentence, arguments...));
  }

  void warn(const std::string& text);
  void warn(const Error& warning); // with its code, by which it is found in the manual
  int fail(const Errors& errors);  // says what is wrong; the exit status
  bool is_json() const { return m_form == Form::json; }
  // The document as it is, for a program.
  bool is_document() const { return is_json() || m_form == Form::jsonl; }
  bool is_table() const { return m_form == Form::table; } // a person reads it
  Form form() const { return m_form; }
  const util::TimeZone& zone() const
  {
    return m_zone;
  } // of the days that are counted, and of times shown to people
  const texts::Texts& texts() const { return m_env.texts; }
  std::string tr(const char* text) const { return texts().tr(text); } // msgid
  template <typename... Arguments>
  std::string trf(const char* text, const Arguments&... arguments) const
  {
    return texts().trf(text, arguments...);
  }
  std::string language() const { return m_settings.value("lang"); }

private:
  Result<std::unique_ptr<store::Store>> open_store(store::Store::Use use);
  bool shows_colors() const;
  bool is_cut(const formats::Json& next) const; // whether a page was asked for, and more follows
  void note_next_page(const View& view);
  void note_empty_list();
  Outcome check_columns() const; // usage.both: documents have no columns
  Result<View> arranged_list(const View& view) const;
  int show_one(const View& view);
  int show_list(const View& view);
  Result<std::unique_ptr<store::Store>> open_file(store::Store::Use use);
  Result<std::unique_ptr<store::Store>> open_server(store::Store::Use use);
  store::Store::Making making() const;
  Outcome check_place() const; // home.unknown, store.url
  void take_store(std::unique_ptr<store::Store> store);
  Outcome open_anew(store::Store::Use use, Login login);
  Outcome make_context(Login login);
  services::Context context_of(services::Actor actor);
  const domain::PasswordPolicy& password_policy() const;
  const util::Clock* machine_clock() const;
  void say_who_acts(const services::Actor& actor);
  Result<services::Context*> open_for(operations::Effect effect, operations::Who who);
  bool begins_once(store::Store::Use use) const;
  Outcome begin_once();
  std::optional<store::KeptAnswer> answer_before() const;
  void put_answer(int status, const std::string& answer);
  void end_once();
  std::string name_of_actor() const; // whose keys are their own
  Result<services::Actor> actor_in_store(Login login);
  Result<services::Actor> find_actor(Login login, const util::Clock* machine);
  Result<services::Actor> account_in_use(const util::Secret& token, const util::Clock* machine);
  Result<domain::Account> authenticated(const util::Secret& token,
                                        const util::Clock* machine) const;
  bool is_office(const domain::Account& account) const;
  services::Actor actor_of(const domain::Account& account, const util::Clock* machine) const;
  void warn_of_provider(const services::Actor& actor);
  services::Actor operator_beside(const domain::Account& account) const;
  services::Actor nobody() const;
  services::Actor told_host(); // the operator, who is told so once
  Error session_required() const;
  Result<services::Actor> without_session(Login login);
  bool tells_of_waiting() const;
  bool wait_on(std::chrono::milliseconds waited);
  services::Moment times(const util::Clock* machine) const;
  services::Actor back_office(const util::Clock* machine);
  Result<services::Actor> without_account(Login login);
  Result<std::optional<util::Secret>> token() const;

  const Env& m_env;
  Settings m_settings;
  CommonOptions m_options;
  const Command& m_command;
  Form m_form;
  bool m_host_is_told = false, m_wait_is_told = false, m_writes = false;
  std::function<bool()> m_goes_on;
  std::unique_ptr<util::Clock> m_clock;
  util::TimeZone m_zone;
  SystemClock m_machine;
  std::unique_ptr<store::Store> m_store;
  std::unique_ptr<services::Context> m_context;
  std::unique_ptr<store::Rehearsal> m_once; // of a request with a key, until its answer is kept
  bool m_mails_wait = false;
  operations::InProcess m_caller;
  std::unique_ptr<gateway::CompanyRegister> m_register;
  std::unique_ptr<services::SireneLookup> m_look_up;
};

// Says errors to a person and, for -o json, as the last line to a program; the exit status.
int report_failure(const Env& env, bool json, const Errors& errors, bool color = false);

// The exit status of a command that answers yes or no.
int done_or_negative(bool yes);

// Whether errors are coloured: "always", "never", or on a terminal unless NO_COLOR or a dumb one
// says no.
bool colored(const Env& env, const std::string& wanted);

// The places of a form's problems as options of the command: "companies[0].payroll_year" ->
// "--payroll-year".
Errors as_options(Errors errors);

// What a command takes as an argument goes by that name: the NUMBER of show-request, which is the
// --request of others.
Errors as_declared(const Command& command, Errors errors);

// The places of a form's problems in the JSON file it came from, or as options when there was none.
Errors in_form(const std::string& file, Errors errors);

// The same of what is wrong with a result.
template <typename T>
Result<T> as_options(Result<T> result)
{
  return result ? std::move(result) : Result<T>(as_options(std::move(result).errors()));
}

template <typename T>
Result<T> as_declared(const Command& command, Result<T> result)
{
  return result ? std::move(result) : Result<T>(as_declared(command, std::move(result).errors()));
}

template <typename T>
Result<T> in_form(const std::string& file, Result<T> result)
{
  return result ? std::move(result) : Result<T>(in_form(file, std::move(result).errors()));
}

} // namespace myatlas::cli
