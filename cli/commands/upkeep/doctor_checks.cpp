#include "commands/upkeep/doctor_checks.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/upkeep/doctor_ways.hpp"
#include "commands/upkeep/known_store.hpp"
#include "formats/json/rates_json.hpp"
#include "messages/say.hpp"
#include "session_file.hpp"
#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/sharing.hpp"
#include "store/store_files.hpp"
#include "util/file.hpp"

namespace myatlas::cli {

namespace {

namespace fs = std::filesystem;

std::vector<Finding> settings(Examination& p)
{
  const fs::path file = p.session.settings().file(), machine = p.session.settings().system_file();
  std::vector<Finding> found;
  for (const util::Error& problem : p.session.settings().problems()) {
    found.push_back(wrong(Health::failed, problem));
  }
  if (!found.empty()) {
    return found;
  }
  std::string read;
  for (const fs::path& path : {machine, file}) {
    std::error_code absent;
    read += !fs::exists(path, absent) ? "" : (read.empty() ? "" : ", ") + path.string();
  }
  return {{Health::ok,
           read.empty() ? file.string() : read,
           read.empty() ? trf(N_("no file of settings ({0})"), file.string()) : read,
           {}}};
}

// Open to others than may be: nobody, or the group of a shared store.
bool is_open_to_others(const fs::path& path, mode_t may)
{
  struct stat facts = {};
  return ::stat(path.c_str(), &facts) == 0 && (facts.st_mode & 077U & ~may) != 0;
}

std::string group_of(const fs::path& path)
{
  struct stat facts = {};
  const bool is_there = ::stat(path.c_str(), &facts) == 0;
  const group* const known = is_there ? ::getgrgid(facts.st_gid) : nullptr;
  return known == nullptr ? std::to_string(facts.st_gid) : known->gr_name;
}

Finding shared(const fs::path& store, store::Rights rights)
{
  const std::string group = group_of(store);
  const bool writes = (rights.file & S_IWGRP) != 0;
  return {
    Health::ok,
    (writes ? "shared with the group " : "shared for reading with the group ") + group,
    writes
      ? trf(N_("shared: the group {0} may read and write the store, its key and its documents"),
            group)
      : trf(N_("shared: the group {0} may read the store, its key and its documents"), group),
    {}};
}

Finding nobody_else()
{
  return {Health::ok, "0600", tr(N_("nobody else may read the store, its key or the session")), {}};
}

Finding rights(Examination& p)
{
  const fs::path state = folder_of(p.session.env(), "XDG_STATE_HOME", ".local/state");
  if (!state.empty() && is_open_to_others(state / "session.json", 0)) {
    return wrong(Health::failed, {"doctor.open_file", {(state / "session.json").string()}});
  }
  const bool foreign = !p.refusal.empty() && (p.refusal.front().code == "store.not_ours" ||
                                              p.refusal.front().code == "store.link");
  if (foreign || p.session.is_on_server()) { // what is not ours is nobody's to change
    const fs::path key = key_path(p.session);
    return !foreign && is_open_to_others(key, 0)
             ? wrong(Health::failed, {"doctor.open_file", {key.string()}})
             : nobody_else();
  }
  const store::Rights rights = store::rights_of(p.store);
  for (const char* end : {"", "-key", "-lock", "-wal", "-shm", "-journal", "-documents"}) {
    const fs::path path = p.store.string() + end;
    if (is_open_to_others(path, fs::is_directory(path) ? rights.folder() : rights.file)) {
      return wrong(Health::failed, {"doctor.open_file", {path.string()}});
    }
  }
  return rights.is_shared() ? shared(p.store, rights) : nobody_else();
}

// A clock that was ahead once and was put right is no fault of today: what it left is told, and
// nothing waits for its time.
Finding clock_that_is_right(util::Instant now, std::int64_t later)
{
  const std::string text = util::to_rfc3339(now);
  return later == 0
           ? fine(text)
           : Finding{Health::ok,
                     text + "; rows of the audit of a later time: " + std::to_string(later),
                     text + "; " +
                       trn("{0} row of the audit is of a later time",
                           "{0} rows of the audit are of a later time", later),
                     {}};
}

Finding clock_check(Examination& p)
{
  const util::Instant now = SystemClock().now();
  if (p.context == nullptr) {
    return fine(util::to_rfc3339(now));
  }
  const bool given = p.context->store.clocks() == store::Store::Clocks::given;
  const auto latest = p.context->store.audit().latest_by_system_clock();
  if (latest && latest->micros > now.micros + util::k_clock_slack) {
    return wrong(Health::failed,
                 {"doctor.clock", {util::to_rfc3339(now), util::to_rfc3339(*latest)}});
  }
  return given ? wrong(Health::warning, {"doctor.test_clock", {}})
               : clock_that_is_right(now, p.context->store.audit().later_than(
                                            util::Instant{now.micros + util::k_clock_slack}));
}

// Nobody named a store, and nothing lies where it would be: the first day on a machine. One that
// was named, or left something behind, is lost.
bool was_never_made(const Examination& p)
{
  std::error_code unreachable;
  const auto left = [&](const char* end) {
    return fs::exists(fs::symlink_status(p.store.string() + end, unreachable));
  };
  return p.session.settings()["store"].origin == "default" && !left("-key") && !left("-lock") &&
         !left("-documents");
}

Finding store_check(Examination& p)
{
  if (p.context != nullptr) {
    return fine(p.store.string());
  }
  const std::string& code = p.refusal.front().code;
  const bool can_wait = code == "store.older" || (code == "store.missing" && was_never_made(p));
  return wrong(can_wait ? Health::warning : Health::failed, p.refusal.front());
}

Finding schema_check(Examination& p)
{
  const util::Result<int> version = p.session.store_version();
  if (!version) {
    return skipped("");
  }
  if (*version < store::newest_version() && p.session.is_on_server()) {
    return wrong(Health::failed, {"store.older_there",
                                  {p.store.string(), std::to_string(*version),
                                   std::to_string(store::newest_version())}});
  }
  if (*version != store::newest_version()) {
    return wrong(
      *version > store::newest_version() ? Health::failed : Health::warning,
      *version > store::newest_version()
        ? util::Error{"store.newer",
                      {std::to_string(*version), std::to_string(store::newest_version())}}
        : store::older(p.store, *version));
  }
  return fine(std::to_string(*version));
}

// Every page and row would take as long as the store is large: that is "verify".
Finding audit_check(Examination& p)
{
  if (p.context == nullptr) {
    return skipped("");
  }
  if (!p.context->store.audit().is_of_key()) {
    return skipped("");
  }
  const auto broken = p.context->store.first_broken();
  if (broken) {
    return wrong(Health::failed, {"audit.broken", {std::to_string(*broken)}});
  }
  const std::int64_t rows = p.context->store.audit().head().sequence;
  return {Health::ok,
          std::to_string(rows),
          trn("{0} row of the audit", "{0} rows of the audit", rows),
          {}};
}

Finding backup_check(Examination& p)
{
  const std::string& days = p.session.settings().value("backup_every");
  const std::int64_t longest = std::stoll(days) * 24 * util::k_hour;
  if (p.context == nullptr) {
    return skipped("");
  }
  const store::Audit& audit = p.context->store.audit();
  const util::Instant now = p.context->now();
  const auto latest = std::max(audit.latest("backup", now),
                               audit.latest("restore", now)); // what was restored is a backup
  const bool old = latest && p.context->now().micros - latest->micros > longest;
  if (!latest) {
    return wrong(Health::warning, {"doctor.no_backup", {}});
  }
  return old ? wrong(Health::warning, {"doctor.backup", {util::to_rfc3339(*latest), days}})
             : fine(util::to_rfc3339(*latest));
}

// Room for a migration, which keeps a copy, and for an import as large as what is there.
Finding disk(Examination& p)
{
  if (p.session.is_on_server()) {
    return skipped(""); // it is the server's
  }
  constexpr std::uintmax_t k_least = 100U << 20U, k_none = 1U << 20U;
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
  if (space.available < k_none) {
    return wrong(Health::failed,
                 {"doctor.disk_full", {folder.string(), std::to_string(space.available >> 10U)}});
  }
  std::error_code absent;
  const std::uintmax_t size =
    fs::is_regular_file(p.store, absent) ? fs::file_size(p.store, absent) : 0;
  const std::uintmax_t wanted = std::max(k_least, 3 * size);
  const auto mebibytes = [](std::uintmax_t bytes) { return std::to_string(bytes >> 20U); };
  return space.available < wanted
           ? wrong(
               Health::warning,
               {"doctor.disk", {folder.string(), mebibytes(space.available), mebibytes(wanted)}})
           : Finding{Health::ok,
                     std::to_string(space.available),
                     trf(N_("{0} MiB free"), mebibytes(space.available)),
                     {}};
}

Finding locale(Examination& p)
{
  const std::string asked = p.session.env().variable("LC_ALL").value_or(
    p.session.env().variable("LC_CTYPE").value_or(p.session.env().variable("LANG").value_or("C")));
  const bool utf8 =
    asked.find("UTF-8") != std::string::npos || asked.find("utf8") != std::string::npos;
  const bool speaks =
    p.session.language() != "fr" || std::string_view(tr(N_("Settings"))) != "Settings";
  if (!speaks) {
    return wrong(Health::warning, {"doctor.catalogue", {}});
  }
  return utf8 ? fine(asked) : wrong(Health::warning, {"doctor.charset", {asked}});
}

Finding rates(Examination& p)
{
  const domain::RateTable& table = formats::built_in_rates();
  const int year = domain::date_of(p.session.clock().now(), p.session.zone()).year();
  if (year > table.last_year) {
    return wrong(Health::warning,
                 {"doctor.rates", {std::to_string(table.last_year), std::to_string(year)}});
  }
  return fine(formats::built_in_rates_version());
}

// Who owns the store has to be able to write it; another who reads it is only told.
std::vector<Finding> writable(Examination& p)
{
  if (p.session.is_on_server()) {
    const bool may = p.context != nullptr && p.context->store.may_write();
    return {may ? fine(p.store.string())
            : p.context == nullptr
              ? skipped("")
              : wrong(Health::warning, {"doctor.unwritable", {p.store.string()}})};
  }
  std::error_code absent;
  if (!fs::exists(p.store, absent)) {
    return {skipped("")};
  }
  struct stat facts = {};
  const bool owner =
    ::stat(p.store.c_str(), &facts) == 0 && (facts.st_uid == ::geteuid() || ::geteuid() == 0);
  std::vector<Finding> found;
  const fs::path folder = p.store.has_parent_path() ? p.store.parent_path() : fs::path(".");
  for (const fs::path& path : {folder, p.store, fs::path(p.store.string() + "-lock"),
                               fs::path(p.store.string() + "-documents")}) {
    if (::access(path.c_str(), W_OK) != 0 && errno != ENOENT) {
      found.push_back(
        wrong(owner ? Health::failed : Health::warning, {"doctor.unwritable", {path.string()}}));
    }
  }
  if (const util::Outcome free = store::check_sticky(p.store); !free) {
    found.push_back(wrong(Health::failed, free.error()));
  }
  if (const util::Outcome locks = store::check_locks(p.store); !locks) {
    found.push_back(wrong(Health::failed, locks.error()));
  }
  return found.empty() ? std::vector{fine(folder.string())} : found;
}

// Of a store on a server; of a file nothing is said.
std::vector<Finding> server(Examination& p)
{
  constexpr std::int64_t k_slack = 5 * 1'000'000LL;
  if (!p.session.is_on_server()) {
    return {};
  }
  const util::Result<store::ServerFacts> facts =
    store::facts_of_server(p.store.string(), SystemClock().now());
  if (!facts) {
    return {wrong(Health::failed, facts.error())};
  }
  std::vector<Finding> found;
  if (!facts->has_checksums) {
    found.push_back(wrong(Health::failed, {"doctor.no_checksums", {}}));
  }
  if (std::abs(facts->clock_ahead) > k_slack) {
    found.push_back(wrong(
      Health::warning, {"doctor.server_clock", {std::to_string(facts->clock_ahead / 1'000'000)}}));
  }
  if (facts->is_superuser) {
    found.push_back(wrong(Health::warning, {"doctor.superuser", {}}));
  }
  const std::string detail = "PostgreSQL " + facts->version + ", UTF8";
  return found.empty()
           ? std::vector<Finding>{{Health::ok,
                                   detail,
                                   detail + ", " + trn("{0} copy", "{0} copies", facts->copies),
                                   {}}}
           : found;
}

Finding key_check(Examination& p)
{
  if (p.context == nullptr) {
    return skipped("");
  }
  const std::string key = key_path(p.session).string();
  return p.context->store.audit().is_of_key() ? fine(key)
                                              : wrong(Health::failed, {"doctor.key", {key}});
}

Finding documents(Examination& p)
{
  const std::string folder = p.store.string() + "-documents";
  std::error_code absent;
  if (p.context == nullptr) {
    return skipped("");
  }
  if (p.session.is_on_server()) {
    return {Health::ok, "server", tr(N_("on the server")), {}};
  }
  return p.context->store.names_documents() && !fs::is_directory(folder, absent)
           ? wrong(Health::failed, {"doctor.no_folder", {folder}})
           : fine(folder);
}

template <Finding (*look)(Examination&)>
std::vector<Finding> one(Examination& p)
{
  return {look(p)};
}

constexpr Check k_checks[] = {
  {"settings", N_("Settings"), settings},
  {"store", N_("Store"), one<store_check>},
  {"schema", N_("Version of the store"), one<schema_check>},
  {"server", N_("Server"), server},
  {"rights", N_("Rights of the files"), one<rights>},
  {"writable", N_("Writing"), writable},
  {"key", N_("Key"), one<key_check>},
  {"documents", N_("Documents"), one<documents>},
  {"clock", N_("Clock"), one<clock_check>},
  {"audit", N_("Audit"), one<audit_check>},
  {"backup", N_("Last backup"), one<backup_check>},
  {"disk", N_("Disk"), one<disk>},
  {"locale", N_("Language and characters"), one<locale>},
  {"rates", N_("Rates"), one<rates>},
  {"letters", N_("Mails"), check_letters},
  {"certificates", N_("Certificates"), one<check_certificates>},
  {"mail", N_("Mail server"), one<check_mail_server>},
  {"register", N_("Public register"), one<check_company_register>},
};

} // namespace

std::span<const Check> doctor_checks()
{
  return k_checks;
}

} // namespace myatlas::cli
