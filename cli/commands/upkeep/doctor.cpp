#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <limits>
#include <map>

#include <unistd.h>

#include <fmt/format.h>

#include "commands/host_store.hpp"
#include "commands/upkeep/commands.hpp"
#include "commands/upkeep/doctor_checks.hpp"
#include "operations/upkeep/program_documents.hpp"
#include "operations/upkeep/store_figures.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "texts/facts.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
namespace fs = std::filesystem;

constexpr const char* k_doctor_words[] = {N_("fine"), N_("warning"), N_("wrong"),
                                          N_("not looked at")}; // by Health

void add_words(const Texts& texts, const Check& check, const Finding& found, Json& row)
{
  row["title"] = texts.tr(check.title);
  row["shown"] = texts.tr(k_doctor_words[static_cast<std::size_t>(found.health)]);
  row["said"] = found.error ? place_of(*found.error) + sentence_of(texts, *found.error)
                            : texts::said_of(texts, found);
  row["advised"] = found.error ? hint_of(texts, *found.error) : "";
}

// Of the folder when that is what keeps one out: a file in it that is not there is not what was
// looked for.
Error error_of(const fs::filesystem_error& error)
{
  const fs::path& path = error.path1();
  const bool is_shut = error.code().value() == EACCES && path.has_parent_path() &&
                       ::access(path.parent_path().c_str(), X_OK) != 0;
  return util::system_error(is_shut ? path.parent_path() : path, error.code().value());
}

// What a damaged store throws is what was looked for.
std::vector<Finding> looked(const Check& check, HostExamination& examination)
{
  try {
    return check.look(examination);
  } catch (const util::MachineError& error) {
    return {wrong(Health::failed, error.error())};
  } catch (const fs::filesystem_error& error) { // a folder that may not be entered
    return {{Health::failed, "", "", error_of(error)}};
  }
}

// A setting that is wrong is told as such; nothing is called late by it.
int days_in(const std::string& setting)
{
  constexpr std::size_t k_digits = 6;
  return util::is_digits(setting) && setting.size() <= k_digits ? std::stoi(setting)
                                                                : std::numeric_limits<int>::max();
}

operations::Examination examination_of(Session& session)
{
  const Settings& settings = session.settings();
  const operations::HostStore host = host_store(session);
  const fs::path state = folder_of(session.env(), "XDG_STATE_HOME", ".local/state");
  return {.store = host.place,
          .key = host.key_file,
          .session_file = state.empty() ? fs::path() : state / "session.json",
          .is_on_server = session.is_on_server(),
          .documents = settings.value("documents"),
          .is_named = settings["store"].origin != "default",
          .backup_days = days_in(settings.value("backup_every")),
          .version = [&session] { return session.store_version(); },
          .machine_now = SystemClock().now()};
}

Outcome find_context(Session& session, HostExamination& examination)
{
  if (const Result<int> version = examination.version(); !version) {
    return version.errors();
  }
  TRY_ASSIGN(examination.context,
             session.store_in_use().open_for(operations::Effect::read, operations::Who::office));
  return Done{};
}

void open_store(Session& session, HostExamination& examination)
{
  try {
    const Outcome found = find_context(session, examination);
    examination.refusal = found ? Errors{} : found.errors();
  } catch (const util::MachineError& error) {
    examination.refusal = {error.error()};
  } catch (const fs::filesystem_error& error) {
    examination.refusal = {error_of(error)};
  }
}

// A check and what it found.
struct Examined
{
  const Check& check;
  Finding found;
};

std::vector<Examined> examine(HostExamination& examination)
{
  std::vector<Examined> all;
  for (const Check& check : doctor_checks()) {
    for (Finding& found : looked(check, examination)) {
      all.push_back({check, std::move(found)});
    }
  }
  return all;
}

std::string metric(const char* name, const char* help, std::int64_t value)
{
  return fmt::format("# HELP myatlas_{0} {1}\n# TYPE myatlas_{0} gauge\nmyatlas_{0} {2}\n", name,
                     help, value);
}

// What only the store tells.
std::string metrics_of_store(const operations::StoreFigures& figures)
{
  return metric("store_bytes", "Size of the store.", figures.bytes) +
         metric("audit_rows", "Rows of the audit.", figures.audit_rows) +
         metric("mails_waiting", "Mails that wait.", figures.mails_waiting) +
         metric("mails_failed", "Mails that will never go.", figures.mails_failed) +
         metric("backup_age_seconds", "Since the last backup; -1 when there is none.",
                figures.seconds_since_backup.value_or(-1));
}

// The text format that Prometheus reads (exposition format 0.0.4): a check counts as bad as the
// worst of its findings.
std::string metrics(const std::vector<Examined>& all, HostExamination& examination, bool healthy)
{
  constexpr int k_values[] = {0, 1, 2, -1}; // by Health
  std::map<std::string, int> worst;
  for (const Examined& one : all) {
    const int value = k_values[static_cast<std::size_t>(one.found.health)];
    worst[one.check.code] =
      worst.contains(one.check.code) ? std::max(worst[one.check.code], value) : value;
  }
  std::string text = metric("healthy", "1 when nothing is wrong.", healthy ? 1 : 0);
  text += "# HELP myatlas_check 0 fine, 1 warning, 2 wrong, -1 not looked at.\n# TYPE "
          "myatlas_check gauge\n";
  for (const auto& [code, value] : worst) {
    text += fmt::format("myatlas_check{{check=\"{}\"}} {}\n", code, value);
  }
  return examination.context == nullptr
           ? text
           : text + metrics_of_store(operations::figures_of(*examination.context));
}

Json rows_of(const std::vector<Examined>& all, const Session& session)
{
  const bool table = session.form() == Form::table;
  Json rows = Json::array();
  for (const Examined& one : all) {
    Json row = operations::finding_json(one.check.code, one.found);
    if (table) {
      add_words(session.texts(), one.check, one.found, row);
    }
    const bool is_news = one.found.health == Health::warning || one.found.health == Health::failed;
    if (is_news || !table || !session.options().quiet) {
      rows.push_back(row);
    }
  }
  return rows;
}

void bind_doctor(CommandLine& line, DoctorOptions& o)
{
  line.flag("--online", o.online, N_("Knock at the mail server and the public register too"));
  line.flag("--strict", o.strict, N_("Count warnings as wrong"));
}

const std::vector<Field> k_doctor_fields = {{"title", N_("Looked at")},
                                            {"shown", N_("Result")},
                                            {"said", N_("Found")},
                                            {"advised", N_("Remedy")}};

const std::vector<Field> k_doctor_members = {{"code", N_("Code")},
                                             {"result", N_("Result")},
                                             {"detail", N_("Found")},
                                             {"remedy", N_("Remedy")}};

bool is_wrong(const Examined& one)
{
  return one.found.health == Health::failed;
}

// Somebody has to do something.
bool is_news(const Examined& one)
{
  return is_wrong(one) || one.found.health == Health::warning;
}

bool is_healthy(const std::vector<Examined>& all, bool strict)
{
  return std::ranges::none_of(all, strict ? is_news : is_wrong);
}

Result<int> run_doctor(Session& session, const DoctorOptions& options)
{
  HostExamination examination(examination_of(session), session, options);
  open_store(session, examination);
  const std::vector<Examined> all = examine(examination);
  const bool healthy = is_healthy(all, options.strict);
  const int status = healthy ? 0 : static_cast<int>(Status::negative);
  if (session.options().prometheus) {
    session.print(metrics(all, examination, healthy));
    return status;
  }
  const Json rows = rows_of(all, session);
  const bool table = session.form() == Form::table;
  if (!session.options().quiet || !table || !rows.empty()) {
    session.show({operations::doctor_document(healthy, rows),
                  table ? k_doctor_fields : k_doctor_members, "checks"});
  }
  return status;
}

constexpr Example k_doctor_examples[] = {
  {N_("Is everything in order"), "myatlas doctor"},
  {N_("The mail server and the register too"), "myatlas doctor --online"},
  {N_("From cron: silent unless something is to be done"), "myatlas doctor --strict -q"},
  {N_("Figures for Prometheus, by its node exporter"),
   "myatlas doctor -o prometheus > /var/lib/prometheus/node-exporter/myatlas.prom"},
};

} // namespace

const Command k_doctor = {
  .name = "doctor",
  .group = Group::upkeep,
  .summary = N_("Check the installation"),
  .description =
    N_("Looks at the settings, the store and its version, the rights of its files and whether they "
       "can be written, the key, the documents, the clock, the audit, the age of the last backup "
       "(backup_every), the disk, the language and characters, the rates, the mails that wait or "
       "could not be sent, and the certificates (ca_file); with --online, at the mail server and "
       "the public register. Each check says what it found and the remedy. Ends with 1 when "
       "something is wrong, with --strict when there is a warning too; nothing is changed. With -q "
       "only what is to be done is shown; -o prometheus prints figures for a monitor."),
  .examples = k_doctor_examples,
  .declare = with_options<bind_doctor, run_doctor>,
  .answers = "doctor/1",
  .bears_wrong_settings = true,
};

} // namespace myatlas::cli
