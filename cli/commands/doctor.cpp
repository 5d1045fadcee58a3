#include <algorithm>
#include <array>

#include <sys/stat.h>

#include "commands/commands.hpp"
#include "formats/rates_json.hpp"
#include "gateway/smtp.hpp"
#include "gateways.hpp"
#include "messages/errors.hpp"
#include "session.hpp"
#include "session_file.hpp"
#include "store/migrate.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
namespace fs = std::filesystem;

struct DoctorOptions
{
  bool online = false;
};

enum class Health
{
  ok,
  warning,
  failed,
  skipped,
};

struct Word
{
  const char* machine;
  const char* shown; // msgid
};
constexpr std::array k_doctor_words = {Word{"ok", N_("fine")}, Word{"warning", N_("warning")}, Word{"failed", N_("wrong")}, Word{"skipped", N_("not looked at")}};

// What was looked at and found: `detail` for a program, `said` for a person. `error` says what is wrong, its remedy with it.
struct Finding
{
  Health health = Health::ok;
  std::string detail = {}, said = {};
  std::optional<util::Error> error = {};
};

Finding fine(std::string detail)
{
  return {Health::ok, detail, detail, {}};
}

Finding skipped(const std::string& why)
{
  return {Health::skipped, why, why, {}};
}

Finding wrong(Health health, util::Error error)
{
  return {health, "", "", std::move(error)};
}

struct Patient
{
  Session& session;
  const DoctorOptions& options;
  fs::path store;
  services::Context* context = nullptr; // of the store, when it could be opened
  util::Errors refusal = {};            // why not
};

Finding settings(Patient& p)
{
  const fs::path file = p.session.settings().file();
  if (const util::Errors& problems = p.session.settings().problems(); !problems.empty()) {
    return wrong(Health::failed, problems.front());
  }
  return {Health::ok, file.string(), fs::exists(file) ? file.string() : trf(N_("no file of settings ({0})"), file.string()), {}};
}

bool is_open_to_others(const fs::path& path)
{
  struct stat facts{};
  return ::stat(path.c_str(), &facts) == 0 && (facts.st_mode & 077U) != 0;
}

Finding rights(Patient& p)
{
  std::vector<fs::path> ours = {folder_of(p.session.env(), "XDG_STATE_HOME", ".local/state") / "session.json"};
  const bool foreign = !p.refusal.empty() && (p.refusal.front().code == "store.not_ours" || p.refusal.front().code == "store.link");
  if (!foreign) { // what is not ours is nobody's to change
    ours.insert(ours.end(), {p.store, fs::path(p.store.string() + "-key"), fs::path(p.store.string() + "-documents")});
  }
  for (const fs::path& path : ours) {
    if (is_open_to_others(path)) {
      return wrong(Health::failed, {"doctor.open_file", {path.string()}});
    }
  }
  return {Health::ok, "0600", tr(N_("nobody else may read the store, its key or the session")), {}};
}

Finding clock_check(Patient& p)
{
  constexpr std::int64_t k_slack = 5 * 60 * 1'000'000LL;
  const util::Instant now = SystemClock().now();
  if (p.context == nullptr) {
    return fine(util::to_rfc3339(now));
  }
  const bool given = p.context->store.clocks() == store::Store::Clocks::given;
  const auto latest = p.context->store.audit().latest_by_system_clock();
  if (latest && latest->micros > now.micros + k_slack) {
    return wrong(Health::failed, {"doctor.clock", {util::to_rfc3339(now), util::to_rfc3339(*latest)}});
  }
  return given ? wrong(Health::warning, {"doctor.test_clock", {}}) : fine(util::to_rfc3339(now));
}

Finding store_check(Patient& p)
{
  if (p.context != nullptr) {
    return fine(p.store.string());
  }
  const std::string& code = p.refusal.front().code;
  return wrong(code == "store.missing" ? Health::skipped : code == "store.older" ? Health::warning : Health::failed, p.refusal.front());
}

Finding schema_check(Patient& p)
{
  const util::Result<int> version = store::Store::version_of(p.store);
  if (!version) {
    return skipped("");
  }
  if (*version != store::newest_version()) {
    return wrong(*version > store::newest_version() ? Health::failed : Health::warning,
                 *version > store::newest_version() ? util::Error{"store.newer", {std::to_string(*version), std::to_string(store::newest_version())}}
                                                    : util::Error{"store.older", {p.store.string()}});
  }
  return fine(std::to_string(*version));
}

// Every page and row would take as long as the store is large: that is "verify".
Finding audit_check(Patient& p)
{
  if (p.context == nullptr) {
    return skipped("");
  }
  const auto broken = p.context->store.audit().first_broken();
  if (broken) {
    return wrong(Health::failed, {"audit.broken", {std::to_string(*broken)}});
  }
  const std::int64_t rows = p.context->store.audit().head().sequence;
  return {Health::ok, std::to_string(rows), trn("{0} row of the audit", "{0} rows of the audit", rows), {}};
}

Finding backup_check(Patient& p)
{
  constexpr std::int64_t k_month = 31LL * 24 * util::k_hour;
  if (p.context == nullptr) {
    return skipped("");
  }
  const store::Audit& audit = p.context->store.audit();
  const auto latest = std::max(audit.latest("backup"), audit.latest("restore")); // what was restored is a backup
  const bool old = latest && p.context->now().micros - latest->micros > k_month;
  if (!latest) {
    return wrong(Health::warning, {"doctor.no_backup", {}});
  }
  return old ? wrong(Health::warning, {"doctor.backup", {util::to_rfc3339(*latest)}}) : fine(util::to_rfc3339(*latest));
}

// Room for a migration, which keeps a copy, and for an import as large as what is there.
Finding disk(Patient& p)
{
  constexpr std::uintmax_t k_least = 100U << 20U;
  std::error_code failed;
  fs::path folder = p.store.has_parent_path() ? p.store.parent_path() : fs::path(".");
  while (!fs::exists(folder, failed) && folder.has_parent_path()) {
    folder = folder.parent_path();
  }
  folder = fs::exists(folder, failed) ? folder : fs::path(".");
  const fs::space_info space = fs::space(folder, failed);
  if (failed) {
    return wrong(Health::failed, {"file.denied", {folder.string(), failed.message()}});
  }
  std::error_code absent;
  const std::uintmax_t size = fs::is_regular_file(p.store, absent) ? fs::file_size(p.store, absent) : 0;
  const std::uintmax_t wanted = std::max(k_least, 3 * size);
  const auto mebibytes = [](std::uintmax_t bytes) { return std::to_string(bytes >> 20U); };
  return space.available < wanted ? wrong(Health::warning, {"doctor.disk", {folder.string(), mebibytes(space.available), mebibytes(wanted)}})
                                  : Finding{Health::ok, std::to_string(space.available), trf(N_("{0} MiB free"), mebibytes(space.available)), {}};
}

Finding locale(Patient& p)
{
  const std::string asked = p.session.env().variable("LC_ALL").value_or(p.session.env().variable("LC_CTYPE").value_or(p.session.env().variable("LANG").value_or("C")));
  const bool utf8 = asked.find("UTF-8") != std::string::npos || asked.find("utf8") != std::string::npos;
  const bool speaks = p.session.language() != "fr" || std::string_view(tr(N_("Settings"))) != "Settings";
  if (!speaks) {
    return wrong(Health::warning, {"doctor.catalogue", {}});
  }
  return utf8 ? fine(asked) : wrong(Health::warning, {"doctor.charset", {asked}});
}

Finding rates(Patient& p)
{
  const domain::RateTable& table = formats::built_in_rates();
  const int year = domain::date_of(p.session.clock().now(), p.session.zone()).year();
  if (year > table.last_year) {
    return wrong(Health::warning, {"doctor.rates", {std::to_string(table.last_year), std::to_string(year)}});
  }
  return fine(formats::built_in_rates_version());
}

Finding letters(Patient& p)
{
  const auto way = way_of_letters(p.session.settings());
  if (!way) {
    return wrong(Health::failed, way.error());
  }
  if (p.context != nullptr) {
    const std::size_t lost = p.context->store.outbox().list(store::MailState::failed).size();
    if (lost > 0) {
      return wrong(Health::warning, {"doctor.letters", {std::to_string(lost)}});
    }
  }
  const std::string& url = p.session.settings().value("mail_url");
  return fine(url.empty() ? p.session.settings().value("mail_dir") : url);
}

Finding mail_server(Patient& p)
{
  if (!p.options.online || p.session.settings().value("mail_url").empty()) {
    return skipped(p.options.online ? "mail_url" : "--online");
  }
  const auto way = way_of_letters(p.session.settings());
  const util::Outcome reached = way ? dynamic_cast<gateway::Smtp&>(**way).knock() : util::Outcome(way.errors());
  return reached ? fine(p.session.settings().value("mail_url")) : wrong(Health::failed, reached.error());
}

Finding company_register_check(Patient& p)
{
  if (!p.options.online) {
    return skipped("--online");
  }
  auto way = company_register(p.session.settings());
  if (!way) {
    return wrong(Health::failed, way.error());
  }
  const auto answer = way->look_up(*domain::Siret::parse("13002526500013")); // of the State's own digital service
  return answer ? fine(way->name()) : wrong(Health::failed, answer.error());
}

struct Check
{
  const char* code;
  const char* title; // msgid
  Finding (*look)(Patient&);
};

constexpr Check k_checks[] = {
  {"settings", N_("Settings"), settings},    {"store", N_("Store"), store_check},       {"schema", N_("Version of the store"), schema_check},
  {"rights", N_("Rights of the files"), rights}, {"clock", N_("Clock"), clock_check},   {"audit", N_("Audit"), audit_check},
  {"backup", N_("Last backup"), backup_check}, {"disk", N_("Disk"), disk},              {"locale", N_("Language and characters"), locale},
  {"rates", N_("Rates"), rates},             {"letters", N_("Mails"), letters},       {"mail", N_("Mail server"), mail_server},
  {"register", N_("Public register"), company_register_check},
};

Json row_of(const Check& check, const Finding& found)
{
  const Word& word = k_doctor_words[static_cast<std::size_t>(found.health)];
  Json row = {{"code", check.code}, {"result", word.machine}, {"title", tr(check.title)}, {"shown", tr(word.shown)}};
  row["detail"] = found.error ? english_sentence_of(*found.error) : found.detail;
  row["problem"] = found.error ? Json(found.error->code) : Json(nullptr);
  row["remedy"] = found.error ? Json(english_hint_of(*found.error)) : Json(nullptr);
  row["said"] = found.error ? sentence_of(*found.error) : found.said;
  row["advised"] = found.error ? hint_of(*found.error) : "";
  return row;
}

// What a sick store throws is what was looked for.
Finding looked(const Check& check, Patient& patient)
{
  try {
    return check.look(patient);
  } catch (const util::MachineError& error) {
    return wrong(Health::failed, error.error());
  }
}

void open_store(Session& session, Patient& patient)
{
  try {
    const util::Result<int> version = store::Store::version_of(patient.store);
    const auto context = version ? session.open(store::Store::Use::read, Login::host) : util::Result<services::Context*>(version.errors());
    patient.context = context ? *context : nullptr;
    patient.refusal = context ? util::Errors{} : context.errors();
  } catch (const util::MachineError& error) {
    patient.refusal = {error.error()};
  }
}

int run_doctor(Session& session, const DoctorOptions& options)
{
  Patient patient{session, options, session.settings().value("store")};
  open_store(session, patient);
  Json rows = Json::array();
  bool healthy = true;
  for (const Check& check : k_checks) {
    const Finding found = looked(check, patient);
    healthy = healthy && found.health != Health::failed;
    rows.push_back(row_of(check, found));
  }
  const bool table = session.form() == Form::table;
  for (Json& row : rows) {
    for (const char* member : {"title", "shown", "said", "advised"}) {
      if (!table) {
        row.erase(member);
      }
    }
  }
  session.show({{{"schema", "myatlas/doctor/1"}, {"healthy", healthy}, {"checks", rows}},
                table ? std::vector<Field>{{"title", N_("Looked at")}, {"shown", N_("Result")}, {"said", N_("Found")}, {"advised", N_("Remedy")}}
                      : std::vector<Field>{{"code", N_("Code")}, {"result", N_("Result")}, {"detail", N_("Found")}, {"remedy", N_("Remedy")}},
                "checks"});
  return healthy ? 0 : static_cast<int>(Status::negative);
}

constexpr Example k_doctor_examples[] = {
  {N_("Is everything in order"), "myatlas doctor"},
  {N_("The mail server and the register too"), "myatlas doctor --online"},
};

} // namespace

const Command k_doctor = {
  "doctor", Group::upkeep, N_("Check the installation"),
  N_("Looks at the settings, the store and its version, the rights of its files, the clock, the audit, the age of the last backup, the disk, "
     "the language and characters, the rates, and the mails that could not be sent; with --online, at the mail server and the public "
     "register. Each check says what it found and the remedy. Ends with 1 when something is wrong; nothing is changed."),
  k_doctor_examples, [](CommandLine& line) {
    declare_with<DoctorOptions>(
      line, [](CommandLine& l, DoctorOptions& o) { l.flag("--online", o.online, N_("Knock at the mail server and the public register too")); }, run_doctor);
  }};

} // namespace myatlas::cli
