#include "operations/upkeep/doctor.hpp"

#include "operations/documents.hpp"
#include "texts/errors.hpp"

namespace myatlas::operations {

namespace {

using formats::Json;

constexpr const char* k_health_names[] = {"ok", "warning", "failed", "skipped"}; // by Health

std::string detail_of(const Error& error)
{
  return texts::place_of(error) + texts::english_sentence_of(error);
}

Json finding_row(const char* check, const Finding& found)
{
  return {{"code", check},
          {"result", k_health_names[static_cast<std::size_t>(found.health)]},
          {"detail", found.error ? detail_of(*found.error) : found.detail},
          {"problem", or_null(found.error, &Error::code)},
          {"remedy", or_null(found.error, texts::english_hint_of)}};
}

ToldFinding told_finding(const services::Examined& one)
{
  return {.looked = one.looked,
          .found = one.found,
          .is_news = services::is_news(one.found),
          .row = finding_row(services::code_of(one.looked), one.found)};
}

std::vector<ToldFinding> told_findings(const std::vector<services::Examined>& all)
{
  std::vector<ToldFinding> told;
  for (const services::Examined& one : all) {
    told.push_back(told_finding(one));
  }
  return told;
}

Json doctor_document(bool healthy, const std::vector<ToldFinding>& findings)
{
  Json checks = Json::array();
  for (const ToldFinding& one : findings) {
    checks.push_back(one.row);
  }
  return {{"schema", "myatlas/doctor/1"}, {"healthy", healthy}, {"checks", checks}};
}

} // namespace

DoctorTold doctor_told(Examination examination, Strictness strictness)
{
  const std::vector<services::Examined> all = services::examine(examination);
  DoctorTold told{.healthy = services::is_healthy(all, strictness), .findings = told_findings(all)};
  told.document = doctor_document(told.healthy, told.findings);
  told.figures = services::figures_of(all);
  if (examination.context != nullptr) {
    told.store = figures_of(*examination.context);
  }
  return told;
}

} // namespace myatlas::operations
