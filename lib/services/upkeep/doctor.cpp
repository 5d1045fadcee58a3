#include "services/upkeep/doctor.hpp"

#include <algorithm>
#include <cerrno>
#include <map>
#include <string_view>
#include <type_traits>

#include <unistd.h>

#include "domain/values/names.hpp"
#include "services/upkeep/doctor_host.hpp"
#include "services/upkeep/doctor_mails.hpp"
#include "services/upkeep/doctor_program.hpp"
#include "services/upkeep/doctor_rights.hpp"
#include "services/upkeep/doctor_store.hpp"
#include "services/upkeep/doctor_ways.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

namespace fs = std::filesystem;

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
template <typename Look>
Outcome look_at(Look look)
{
  try {
    return look();
  } catch (const util::MachineError& error) {
    return error.error();
  } catch (const fs::filesystem_error& error) { // a folder that may not be entered
    return error_of(error);
  }
}

Outcome open_to_look(Examination& p)
{
  TRY(p.version());
  TRY_ASSIGN(p.context, p.open());
  return Done{};
}

void open_or_refuse(Examination& p)
{
  const Outcome opened = look_at([&p] { return open_to_look(p); });
  p.refusal = opened ? Errors{} : opened.errors();
}

// What a check finds is one thing, or several that are wrong.
template <auto look>
std::vector<Finding> all_found(const Examination& p)
{
  if constexpr (std::is_same_v<decltype(look(p)), Finding>) {
    return {look(p)};
  } else {
    return look(p);
  }
}

struct CheckLook
{
  DoctorCheck looked;
  const char* code;
  std::vector<Finding> (*look)(const Examination&);
};

constexpr CheckLook k_check_looks[] = {
  {DoctorCheck::settings, "settings", all_found<check_settings>},
  {DoctorCheck::store, "store", all_found<check_store>},
  {DoctorCheck::schema, "schema", all_found<check_schema>},
  {DoctorCheck::server, "server", all_found<check_server>},
  {DoctorCheck::rights, "rights", all_found<check_rights>},
  {DoctorCheck::writable, "writable", all_found<check_writable>},
  {DoctorCheck::key, "key", all_found<check_key>},
  {DoctorCheck::documents, "documents", all_found<check_documents>},
  {DoctorCheck::clock, "clock", all_found<check_clock>},
  {DoctorCheck::audit, "audit", all_found<check_audit>},
  {DoctorCheck::backup, "backup", all_found<check_backup>},
  {DoctorCheck::disk, "disk", all_found<check_disk>},
  {DoctorCheck::locale, "locale", all_found<check_locale>},
  {DoctorCheck::rates, "rates", all_found<check_rates>},
  {DoctorCheck::letters, "letters", all_found<check_mails>},
  {DoctorCheck::certificates, "certificates", all_found<check_certificates>},
  {DoctorCheck::mail, "mail", all_found<check_mail_server>},
  {DoctorCheck::company_register, "register", all_found<check_company_register>},
};
static_assert(domain::has_all<k_check_looks, &CheckLook::looked>());

std::vector<Finding> found_by(const CheckLook& check, const Examination& p)
{
  std::vector<Finding> found;
  const Outcome looked = look_at([&] {
    found = check.look(p);
    return Outcome(Done{});
  });
  return looked ? found : std::vector{refused(looked.error())};
}

} // namespace

const char* code_of(DoctorCheck looked)
{
  return std::ranges::find(k_check_looks, looked, &CheckLook::looked)->code;
}

std::vector<Examined> examine(Examination& examination)
{
  open_or_refuse(examination);
  std::vector<Examined> all;
  for (const CheckLook& check : k_check_looks) {
    for (Finding& found : found_by(check, examination)) {
      all.push_back({check.looked, std::move(found)});
    }
  }
  return all;
}

namespace {

bool is_failed(const Finding& found)
{
  return found.health == Health::failed;
}

} // namespace

bool is_news(const Finding& found)
{
  return is_failed(found) || found.health == Health::warning;
}

bool is_healthy(const std::vector<Examined>& all, Strictness strictness)
{
  const bool strict = strictness == Strictness::warnings_too;
  return std::ranges::none_of(all, strict ? is_news : is_failed, &Examined::found);
}

std::vector<CheckFigure> figures_of(const std::vector<Examined>& all)
{
  constexpr int k_values[] = {0, 1, 2, -1}; // by Health
  std::map<std::string_view, CheckFigure> worst;
  for (const auto& [looked, found] : all) {
    const CheckFigure figure{code_of(looked), k_values[static_cast<std::size_t>(found.health)]};
    const auto [there, is_first] = worst.try_emplace(figure.code, figure);
    there->second.value = std::max(there->second.value, figure.value);
  }
  std::vector<CheckFigure> figures;
  for (const auto& [code, figure] : worst) {
    figures.push_back(figure);
  }
  return figures;
}

} // namespace myatlas::services
