#include "commands/upkeep/doctor_checks.hpp"

#include <algorithm>

#include "commands/upkeep/doctor_rights.hpp"
#include "commands/upkeep/doctor_store.hpp"
#include "commands/upkeep/doctor_ways.hpp"
#include "formats/json/rates_json.hpp"
#include "output/joined.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

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
    if (fs::exists(path, absent)) {
      join_to(read, path.string());
    }
  }
  if (read.empty()) {
    return {
      fine(file.string(), p.session.texts().trf(N_("no file of settings ({0})"), file.string()))};
  }
  return {fine(read)};
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

fs::path folder_there_is(const fs::path& store)
{
  std::error_code failed;
  fs::path folder = store.has_parent_path() ? store.parent_path() : fs::path(".");
  while (!fs::exists(folder, failed) && folder.has_parent_path()) {
    folder = folder.parent_path();
  }
  return fs::exists(folder, failed) ? folder : fs::path(".");
}

std::string mebibytes(std::uintmax_t bytes)
{
  return std::to_string(bytes >> 20U);
}

// Room for a migration, which keeps a copy, and for an import as large as what is there.
std::uintmax_t room_wanted(const fs::path& store)
{
  constexpr std::uintmax_t k_least = 100U << 20U;
  std::error_code absent;
  const bool is_there = fs::is_regular_file(store, absent);
  return std::max(k_least, 3 * (is_there ? fs::file_size(store, absent) : 0));
}

Finding disk(Examination& p)
{
  constexpr std::uintmax_t k_none = 1U << 20U;
  if (p.session.is_on_server()) {
    return skipped(""); // it is the server's
  }
  std::error_code failed;
  const fs::path folder = folder_there_is(p.store);
  const std::uintmax_t available = fs::space(folder, failed).available;
  if (failed) {
    return wrong(Health::failed, {"file.denied", {folder.string()}});
  }
  if (available < k_none) {
    return wrong(Health::failed,
                 {"doctor.disk_full", {folder.string(), std::to_string(available >> 10U)}});
  }
  const std::uintmax_t wanted = room_wanted(p.store);
  if (available < wanted) {
    return wrong(Health::warning,
                 {"doctor.disk", {folder.string(), mebibytes(available), mebibytes(wanted)}});
  }
  return fine(std::to_string(available),
              p.session.texts().trf(N_("{0} MiB free"), as_count(available >> 20U)));
}

Finding locale(Examination& p)
{
  const std::string asked = p.session.env().variable("LC_ALL").value_or(
    p.session.env().variable("LC_CTYPE").value_or(p.session.env().variable("LANG").value_or("C")));
  const bool utf8 =
    asked.find("UTF-8") != std::string::npos || asked.find("utf8") != std::string::npos;
  const bool speaks = p.session.language() != "fr" ||
                      std::string_view(p.session.texts().tr(N_("Settings"))) != "Settings";
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

template <Finding (*look)(Examination&)>
std::vector<Finding> one(Examination& p)
{
  return {look(p)};
}

constexpr Check k_checks[] = {
  {"settings", N_("Settings"), settings},
  {"store", N_("Store"), one<store_check>},
  {"schema", N_("Version of the store"), one<check_schema>},
  {"server", N_("Server"), check_server},
  {"rights", N_("Rights of the files"), one<check_rights>},
  {"writable", N_("Writing"), check_writable},
  {"key", N_("Key"), one<check_key>},
  {"documents", N_("Documents"), one<check_documents>},
  {"clock", N_("Clock"), one<check_clock>},
  {"audit", N_("Audit"), one<check_audit>},
  {"backup", N_("Last backup"), one<check_backup>},
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
