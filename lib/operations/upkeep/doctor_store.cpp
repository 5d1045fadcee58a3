#include "operations/upkeep/doctor_store.hpp"

#include <algorithm>
#include <cstdlib>

#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/store_files.hpp"
#include "texts/texts.hpp"

namespace myatlas::operations {

namespace {

namespace fs = std::filesystem;

// A clock that was ahead once and was put right is no fault of today: what it left is told, and
// nothing waits for its time.
Finding clock_that_is_right(const texts::Texts& texts, util::Instant now, std::int64_t later)
{
  const std::string text = util::to_rfc3339(now);
  if (later == 0) {
    return fine(text);
  }
  return fine(text + "; rows of the audit of a later time: " + std::to_string(later),
              text + "; " +
                texts.trn("{0} row of the audit is of a later time",
                          "{0} rows of the audit are of a later time", later));
}

std::vector<Finding> faults_of(const store::ServerFacts& facts)
{
  constexpr std::int64_t k_slack = 5 * 1'000'000LL;
  std::vector<Finding> found;
  if (!facts.has_checksums) {
    found.push_back(wrong(Health::failed, {"doctor.no_checksums", {}}));
  }
  if (std::abs(facts.clock_ahead) > k_slack) {
    found.push_back(wrong(
      Health::warning, {"doctor.server_clock", {std::to_string(facts.clock_ahead / 1'000'000)}}));
  }
  if (facts.is_superuser) {
    found.push_back(wrong(Health::warning, {"doctor.superuser", {}}));
  }
  return found;
}

} // namespace

Finding check_schema(const Examination& p)
{
  const util::Result<int> found = p.version();
  if (!found) {
    return skipped("");
  }
  const int version = *found;
  if (version < store::newest_version() && p.is_on_server) {
    return wrong(Health::failed, {"store.older_there",
                                  {p.store.string(), std::to_string(version),
                                   std::to_string(store::newest_version())}});
  }
  if (version > store::newest_version()) {
    return wrong(
      Health::failed,
      {"store.newer", {std::to_string(version), std::to_string(store::newest_version())}});
  }
  return version < store::newest_version() ? wrong(Health::warning, store::older(p.store, version))
                                           : fine(std::to_string(version));
}

std::vector<Finding> check_server(const Examination& p)
{
  if (!p.is_on_server) {
    return {};
  }
  const util::Result<store::ServerFacts> facts =
    store::facts_of_server(p.store.string(), p.machine_now);
  if (!facts) {
    return {wrong(Health::failed, facts.error())};
  }
  const std::vector<Finding> found = faults_of(*facts);
  const std::string detail = "PostgreSQL " + facts->version + ", UTF8";
  return found.empty()
           ? std::vector{fine(detail,
                              detail + ", " + p.texts.trn("{0} copy", "{0} copies", facts->copies))}
           : found;
}

Finding check_key(const Examination& p)
{
  if (p.context == nullptr) {
    return skipped("");
  }
  const std::string key = p.key.string();
  return p.context->store.audit().is_of_key() ? fine(key)
                                              : wrong(Health::failed, {"doctor.key", {key}});
}

Finding check_documents(const Examination& p)
{
  const std::string folder = p.store.string() + "-documents";
  std::error_code absent;
  if (p.context == nullptr) {
    return skipped("");
  }
  if (p.is_on_server) {
    return fine("server", p.texts.tr(N_("on the server")));
  }
  return p.context->store.names_documents() && !fs::is_directory(folder, absent)
           ? wrong(Health::failed, {"doctor.no_folder", {folder}})
           : fine(folder);
}

Finding check_clock(const Examination& p)
{
  const util::Instant now = p.machine_now;
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
               : clock_that_is_right(p.texts, now,
                                     p.context->store.audit().later_than(
                                       util::Instant{now.micros + util::k_clock_slack}));
}

Finding check_audit(const Examination& p)
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
  return fine(std::to_string(rows),
              p.texts.trn("{0} row of the audit", "{0} rows of the audit", rows));
}

Finding check_backup(const Examination& p)
{
  const std::int64_t longest = std::int64_t{p.backup_days} * 24 * util::k_hour;
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
  return old ? wrong(Health::warning,
                     {"doctor.backup", {util::to_rfc3339(*latest), std::to_string(p.backup_days)}})
             : fine(util::to_rfc3339(*latest));
}

} // namespace myatlas::operations
