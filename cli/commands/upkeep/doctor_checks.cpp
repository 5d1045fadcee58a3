#include "commands/upkeep/doctor_checks.hpp"

#include "commands/upkeep/doctor_ways.hpp"
#include "formats/json/rates_json.hpp"
#include "output/joined.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

namespace fs = std::filesystem;

std::vector<Finding> settings(HostExamination& p)
{
  const fs::path file = p.session.settings().file(), machine = p.session.settings().system_file();
  std::vector<Finding> found;
  for (const Error& problem : p.session.settings().problems()) {
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

Finding locale(HostExamination& p)
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

Finding rates(HostExamination& p)
{
  const domain::RateTable& table = formats::built_in_rates();
  const int year = domain::date_of(p.session.clock().now(), p.session.zone()).year();
  if (year > table.last_year) {
    return wrong(Health::warning,
                 {"doctor.rates", {std::to_string(table.last_year), std::to_string(year)}});
  }
  return fine(formats::built_in_rates_version());
}

// A check that finds one thing.
template <Finding (*look)(HostExamination&)>
std::vector<Finding> one(HostExamination& p)
{
  return {look(p)};
}

// What is looked at in the store and around it.
template <auto look>
std::vector<Finding> of_store(HostExamination& p)
{
  if constexpr (std::is_same_v<decltype(look(p)), Finding>) {
    return {look(p)};
  } else {
    return look(p);
  }
}

constexpr Check k_checks[] = {
  {"settings", N_("Settings"), settings},
  {"store", N_("Store"), of_store<operations::check_store>},
  {"schema", N_("Version of the store"), of_store<operations::check_schema>},
  {"server", N_("Server"), of_store<operations::check_server>},
  {"rights", N_("Rights of the files"), of_store<operations::check_rights>},
  {"writable", N_("Writing"), of_store<operations::check_writable>},
  {"key", N_("Key"), of_store<operations::check_key>},
  {"documents", N_("Documents"), of_store<operations::check_documents>},
  {"clock", N_("Clock"), of_store<operations::check_clock>},
  {"audit", N_("Audit"), of_store<operations::check_audit>},
  {"backup", N_("Last backup"), of_store<operations::check_backup>},
  {"disk", N_("Disk"), of_store<operations::check_disk>},
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
