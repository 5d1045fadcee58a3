#include "session.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "gateways.hpp"
#include "messages/empty_lists.hpp"
#include "messages/errors.hpp"
#include "messages/letters.hpp"
#include "output/prompt.hpp"
#include "parser.hpp"
#include "services/session.hpp"
#include "session_file.hpp"
#include "store/store_files.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

// A missing option or file is named by its sentence already.
std::string place_of(const util::Error& error)
{
  util::Place where = error.where;
  if (!error.args.empty() && error.args[0] == where.column) {
    where.column.clear();
  }
  if (!error.args.empty() && error.args[0] == where.file && where.line == 0 && where.column.empty()) {
    where.file.clear();
  }
  std::string place;
  for (const std::string& part :
       {util::printable(where.file), where.line == 0 ? "" : std::to_string(where.line), util::printable(where.column)}) {
    place += part.empty() ? "" : part + ": ";
  }
  const std::size_t between = where.file.empty() || where.line == 0 ? place.npos : where.file.size() + 1;
  return between == place.npos ? place : place.erase(between, 1);
}

formats::Json place_json(const util::Place& where)
{
  return {{"file", formats::text_or_null(where.file)},
          {"line", where.line == 0 ? formats::Json(nullptr) : formats::Json(where.line)},
          {"column", formats::text_or_null(where.column)}};
}

// One error decides the status; it is the one a program is told.
const util::Error& gravest(const util::Errors& errors, Status status)
{
  return *std::ranges::find_if(errors, [&](const util::Error& e) { return message_for(e.code).status == status; });
}

} // namespace

bool colored(const Env& env, const std::string& wanted)
{
  const bool plain = env.variable("NO_COLOR") || env.variable("TERM").value_or("") == "dumb";
  return wanted == "always" || (wanted != "never" && env.err_is_terminal && !plain);
}

int report_failure(const Env& env, bool json, const util::Errors& errors, bool color)
{
  const char* begin = color ? "\x1b[1;31m" : "";
  const char* end = color ? "\x1b[0m" : "";
  for (const util::Error& error : errors) {
    say(env.err, fmt::format("{}myatlas:{} {}{} [{}]\n", begin, end, place_of(error), sentence_of(error), error.code));
    say(env.err, fmt::format("  {}\n", trf(N_("remedy: {0}"), hint_of(error))));
  }
  const Status status = status_of(errors);
  if (json) {
    const util::Error& error = gravest(errors, status);
    const formats::Json line = {{"schema", "myatlas/error/1"},
                                {"code", error.code},
                                {"status", static_cast<int>(status)},
                                {"message", english_sentence_of(error)},
                                {"hint", english_hint_of(error)},
                                {"where", place_json(error.where)}};
    say(env.err, formats::json_text(line) + "\n");
  }
  return static_cast<int>(status);
}

util::Errors as_options(util::Errors errors)
{
  const auto option_of = [](std::string member) {
    const std::size_t dot = member.rfind('.');
    member = dot == member.npos ? member : member.substr(dot + 1);
    if (member.empty() || util::is_upper(member[0]) || member[0] == '-') {
      return member;
    }
    const std::string singular = member == "sirets" ? "siret" : member == "profiles" ? "profile" : member == "employees" ? "employee" : member;
    std::string option = "--" + singular;
    std::ranges::replace(option, '_', '-');
    return option;
  };
  for (util::Error& error : errors) {
    error.where.column = option_of(error.where.column);
    if (error.code == "field.required" || error.code == "request.required") {
      error.args[0] = error.where.column;
    } else if (error.code == "field.both") {
      std::ranges::transform(error.args, error.args.begin(), option_of);
    }
  }
  return errors;
}

util::Errors in_form(const std::string& file, util::Errors errors)
{
  if (file.empty()) {
    return as_options(std::move(errors));
  }
  for (util::Error& error : errors) {
    error.where.file = file;
  }
  return errors;
}

namespace {

// What this command takes as an argument goes by that name: the NUMBER of show-request, which is the --request of others.
util::Errors as_declared(const Command& command, util::Errors errors)
{
  const Parser parser(command);
  std::vector<std::string> names, arguments; // "--position" or "POSITION"
  for (const OptionHelp& help : options_of(parser)) {
    (help.positional ? arguments : names).push_back(help.names.substr(help.positional ? 0 : std::min(help.names.find("--"), help.names.size())));
  }
  for (util::Error& error : errors) {
    const std::string place = error.where.column;
    if (!place.starts_with("--") || std::ranges::find(names, place) != names.end()) {
      continue;
    }
    const std::string wanted = place == "--request" ? "--number" : place;
    const auto same = std::ranges::find_if(arguments, [&](const std::string& name) { return "--" + util::to_lower(name) == wanted; });
    if (same != arguments.end()) {
      error.where.column = *same;
      std::ranges::replace(error.args, place, *same);
    }
  }
  return errors;
}

} // namespace

Session::Session(const Env& env, Settings settings, CommonOptions options, const Command& command)
  : m_env(env), m_settings(std::move(settings)), m_options(std::move(options)), m_command(command),
    m_form(parse_form(m_settings.value("output"))), m_clock(std::make_unique<SystemClock>()), m_zone(m_settings.zone())
{
}

Session::~Session() = default;

util::Outcome Session::set_clock()
{
  const bool by_variable = m_options.now.empty();
  if (by_variable) {
    m_options.now = m_env.variable("MYATLAS_NOW").value_or("");
  }
  if (m_options.now.empty()) {
    return util::Done{};
  }
  const util::Result<util::Instant> instant = util::parse_rfc3339(m_options.now);
  if (!instant) {
    return instant.error().at(by_variable ? "MYATLAS_NOW" : "--now");
  }
  m_clock = std::make_unique<util::FixedClock>(*instant);
  return util::Done{};
}

bool Session::interactive() const
{
  return can_ask(m_env, m_options.no_input);
}

util::Result<std::optional<util::Secret>> Session::token() const
{
  const std::string& email = m_settings.value("account");
  if (const auto token = m_env.variable("MYATLAS_TOKEN"); token && email.empty()) {
    return std::optional(util::Secret(*token));
  }
  return SessionFile(m_env).token(email);
}

// `machine` is null where the given time alone counts.
services::Moment Session::times(const util::Clock* machine) const
{
  return {m_clock->now(), machine == nullptr ? m_clock->now() : machine->now()};
}

// The operator's commands are the host's whatever account is in use, but for one of the OPCO's, which does them under its own name. A session
// that has ended, or cannot be read, is no account in use.
services::Actor Session::back_office(const util::Clock* machine)
{
  services::Host host{m_env.operator_name()};
  const util::Result<std::optional<util::Secret>> found = token();
  const auto account = found && *found ? services::authenticate(*m_store, **found, times(machine))
                                       : util::Result<domain::Account>(util::Error{"session.required", {}});
  if (!account) {
    return host;
  }
  if (m_store->accounts().is_office(account->id)) {
    return services::Office{*account};
  }
  host.beside = account->id;
  return host;
}

// The operator of an embedded store is whoever may write its file, and is never so without a word.
util::Result<services::Actor> Session::without_account(Login login)
{
  if (login == Login::any) {
    return services::Actor(services::Anonymous{m_env.operator_name()});
  }
  const std::string& store = m_settings.value("store");
  if (login == Login::required || !store::is_own(store)) {
    return util::Error{m_store->accounts().has_any() ? "session.required" : "session.no_accounts", {}};
  }
  if (!std::exchange(m_host_is_told, true)) {
    note(tr(N_("Acting as the operator of this store: no account is in use.")));
  }
  return services::Actor(services::Host{m_env.operator_name()});
}

util::Result<services::Actor> Session::find_actor(Login login, const util::Clock* machine)
{
  if (login == Login::none) {
    return services::Actor(services::Anonymous{m_env.operator_name()});
  }
  if (login == Login::host) {
    return back_office(machine);
  }
  const util::Result<std::optional<util::Secret>> found = token();
  if (!found) {
    return found.errors();
  }
  const std::string& wanted = m_settings.value("account");
  if (!*found) {
    return wanted.empty() ? without_account(login) : util::Result<services::Actor>(util::Error{"session.other", {wanted}});
  }
  const util::Result<domain::Account> account = services::authenticate(*m_store, **found, times(machine));
  if (!account && !std::filesystem::exists(m_settings.value("store"))) {
    return util::Error{"store.missing", {m_settings.value("store")}}; // nobody's session can be in it
  }
  if (!account) {
    return account.errors(); // a session that has ended never makes an operator
  }
  if (m_store->accounts().is_office(account->id)) {
    return services::Actor(services::Office{*account});
  }
  const services::Actor actor(services::of_account(*m_store, *account, domain::date_of(std::max(m_clock->now(), times(machine).machine), m_zone)));
  const util::Outcome provider = services::provider_in_force(actor);
  if (!provider && provider.error().code != "access.reader") {
    warn(provider.error()); // an empty list says nothing of why
  }
  return actor;
}

util::Result<services::Context*> Session::open(store::Store::Use use, Login login)
{
  const std::string& where = m_settings.value("store");
  if (where.find("://") != std::string::npos) {
    return util::Error{"store.url", {where}};
  }
  const auto clocks = m_env.variable("MYATLAS_TEST_CLOCK") == "1" ? store::Store::Clocks::given
                                                                  : store::Store::Clocks::machine;
  util::Result<std::unique_ptr<store::Store>> store = store::Store::open(where, use, clocks);
  if (!store) {
    return store.errors();
  }
  m_store = *std::move(store);
  const util::Clock* machine =
    m_store->clocks() == store::Store::Clocks::given ? nullptr : &m_machine;
  util::Result<services::Actor> actor = find_actor(login, machine);
  if (!actor) {
    return actor.errors();
  }
  if (m_options.verbose) {
    say(m_env.err, trf(N_("store {0}, acting as {1}"), where, actor->name()) + "\n");
  }
  m_context = std::make_unique<services::Context>(
    services::Context{*m_store, *m_clock, !m_options.now.empty(), *std::move(actor), m_command.name,
                      m_settings.value("lang"),
                      m_settings.value("password_policy") == "strong" ? domain::k_strong_passwords
                                                                      : domain::k_portal_passwords,
                      machine, m_zone});
  return m_context.get();
}

services::Delivery Session::deliver_letters()
{
  const util::Result<std::unique_ptr<gateway::MailTransport>> way = way_of_letters(m_settings);
  const services::Delivery delivery =
    way ? services::deliver_letters(*m_context, **way, Letters()) : services::Delivery{0, 0, 0, way.errors()};
  if (!delivery.problems.empty()) {
    fail(delivery.problems);
  }
  return delivery;
}

void Session::note_place_of_letters()
{
  if (m_settings.value("mail_url").empty()) {
    note(trf(N_("No mail server is set (mail_url): mails are written into {0}"), m_settings.value("mail_dir")));
  }
}

util::Result<services::LookUp*> Session::look_up()
{
  if (!m_look_up) {
    util::Result<gateway::CompanyRegister> way = company_register(m_settings);
    if (!way) {
      return way.errors();
    }
    m_register = std::make_unique<gateway::CompanyRegister>(*std::move(way));
    m_look_up = std::make_unique<services::LookUp>(*m_context, *m_register);
  }
  return m_look_up.get();
}

// A pipe or a file is no screen: what is written there is the same wherever it runs.
Screen Session::screen() const
{
  const bool plain = m_env.variable("NO_COLOR") || m_env.variable("TERM").value_or("") == "dumb";
  const std::string& wanted = m_settings.value("color");
  return {m_env.out_is_terminal ? m_env.out_columns : 0, wanted == "always" || (wanted != "never" && m_env.out_is_terminal && !plain), &m_zone};
}

std::string Session::render_table(const View& view) const
{
  return render(view, Form::table, screen());
}

int Session::show(const View& view)
{
  say(m_env.out, render(view, m_form, screen()));
  const std::string told = m_form == Form::table && view.list != nullptr && view.document[view.list].empty() ? told_when_empty(m_command.name) : "";
  if (!told.empty()) {
    note(told);
  }
  return 0;
}

int Session::print(const std::string& text)
{
  say(m_env.out, text);
  return 0;
}

int Session::print_bytes(const std::string& bytes)
{
  if (m_env.out_is_terminal) {
    return fail({util::Error{"usage.missing", {"--to", m_command.name}}});
  }
  say(m_env.out, bytes);
  return 0;
}

util::Outcome Session::forget_login(const std::string& email)
{
  SessionFile file(m_env);
  const util::Outcome forgotten = file.forget(email);
  if (const std::string next = file.in_use(); forgotten && !next.empty()) {
    note(trf(N_("From here on commands act for {0}, which is logged in too."), next));
  }
  return forgotten;
}

void Session::note(const std::string& text)
{
  if (!m_options.quiet) {
    say(m_env.err, text + "\n");
  }
}

void Session::warn(const std::string& text)
{
  if (!m_options.quiet) {
    say(m_env.err, trf(N_("warning: {0}"), text) + "\n");
  }
}

void Session::warn(const util::Error& warning)
{
  warn(fmt::format("{} [{}]", sentence_of(warning), warning.code));
}

int Session::fail(const util::Errors& errors)
{
  return report_failure(m_env, is_json(), as_declared(m_command, errors), colored(m_env, m_settings.value("color")));
}

} // namespace myatlas::cli
