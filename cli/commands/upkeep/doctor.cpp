#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "commands/host_store.hpp"
#include "commands/upkeep/commands.hpp"
#include "gateways.hpp"
#include "operations/upkeep/doctor.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "texts/facts.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::DoctorTold;
using operations::ToldFinding;
namespace fs = std::filesystem;

struct DoctorOptions
{
  bool online = false, strict = false;
};

// A setting that is wrong is told as such; nothing is called late by it.
int days_in(const std::string& setting)
{
  constexpr std::size_t k_digits = 6;
  return util::is_digits(setting) && setting.size() <= k_digits ? std::stoi(setting)
                                                                : std::numeric_limits<int>::max();
}

// The first of them that is set.
std::string characters_of(const Env& env)
{
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (const auto told = env.variable(name)) {
      return *told;
    }
  }
  return "C";
}

operations::MailWay mail_way(const Settings& settings)
{
  return {.server = settings.value("mail_url"),
          .folder = settings.value("mail_dir"),
          .transport = [&settings] { return mail_transport(settings); }};
}

operations::Place place_of_doctor(const Session& session, bool online)
{
  const Settings& settings = session.settings();
  return {.settings = {settings.file(), settings.system_file(), settings.problems()},
          .speech = {characters_of(session.env()), has_sentences(session.texts())},
          .year = domain::date_of(session.clock().now(), session.zone()).year(),
          .mails = mail_way(settings),
          .ca_file = settings.value("ca_file"),
          .company_register = [&settings] { return company_register(settings); },
          .online = online};
}

operations::Examination examination_of(Session& session, bool online)
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
          .open =
            [&session] {
              return session.store_in_use().open_for(operations::Effect::read,
                                                     operations::Who::office);
            },
          .machine_now = SystemClock().now(),
          .place = place_of_doctor(session, online)};
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

// The text format that Prometheus reads (exposition format 0.0.4).
std::string metrics(const DoctorTold& told)
{
  std::string text = metric("healthy", "1 when nothing is wrong.", told.healthy ? 1 : 0);
  text += "# HELP myatlas_check 0 fine, 1 warning, 2 wrong, -1 not looked at.\n# TYPE "
          "myatlas_check gauge\n";
  for (const auto& [code, value] : told.figures) {
    text += fmt::format("myatlas_check{{check=\"{}\"}} {}\n", code, value);
  }
  return told.store ? text + metrics_of_store(*told.store) : text;
}

// A finding in words.
Json row_for_people(const Texts& texts, const ToldFinding& told)
{
  const operations::Finding& found = told.found;
  Json row = told.row;
  row["title"] = title_of(texts, told.looked);
  row["shown"] = word_of(texts, found.health);
  row["said"] =
    found.error ? place_of(*found.error) + sentence_of(texts, *found.error) : said_of(texts, found);
  row["advised"] = found.error ? hint_of(texts, *found.error) : "";
  return row;
}

// With -q only what is to be done.
Json rows_for_people(const Session& session, const DoctorTold& told)
{
  Json rows = Json::array();
  for (const ToldFinding& one : told.findings) {
    if (one.is_news || !session.options().quiet) {
      rows.push_back(row_for_people(session.texts(), one));
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

void show_findings(Session& session, const DoctorTold& told)
{
  Json document = told.document;
  document["checks"] = rows_for_people(session, told);
  if (!session.options().quiet || !document["checks"].empty()) {
    session.show({document, k_doctor_fields, "checks"});
  }
}

void show_doctor(Session& session, const DoctorTold& told)
{
  if (session.options().prometheus) {
    session.print(metrics(told));
  } else if (session.is_table()) {
    show_findings(session, told);
  } else {
    session.show({told.document, k_doctor_members, "checks"});
  }
}

Result<int> run_doctor(Session& session, const DoctorOptions& options)
{
  using operations::Strictness;
  const Strictness strictness = options.strict ? Strictness::warnings_too : Strictness::wrong_alone;
  const DoctorTold told =
    operations::doctor_told(examination_of(session, options.online), strictness);
  show_doctor(session, told);
  return done_or_negative(told.healthy);
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
