#include "commands/upkeep/doctor_store.hpp"

#include <algorithm>
#include <cstdlib>

#include "commands/upkeep/known_store.hpp"
#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/store_files.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

namespace fs = std::filesystem;

// A clock that was ahead once and was put right is no fault of today: what it left is told, and
// nothing waits for its time.
Finding clock_that_is_right(const Texts& texts, util::Instant now, std::int64_t later)
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

Finding check_schema(Examination& p)
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
  if (*version > store::newest_version()) {
    return wrong(
      Health::failed,
      {"store.newer", {std::to_string(*version), std::to_string(store::newest_version())}});
  }
  return *version < store::newest_version()
           ? wrong(Health::warning, store::older(p.store, *version))
           : fine(std::to_string(*version));
}

std::vector<Finding> check_server(Examination& p)
{
  if (!p.session.is_on_server()) {
    return {};
  }
  const util::Result<store::ServerFacts> facts =
    store::facts_of_server(p.store.string(), SystemClock().now());
  if (!facts) {
    return {wrong(Health::failed, facts.error())};
  }
  const std::vector<Finding> found = faults_of(*facts);
  const std::string detail = "PostgreSQL " + facts->version + ", UTF8";
  return found.empty() ? std::vector{fine(detail, detail + ", " +
                                                    p.session.texts().trn("{0} copy", "{0} copies",
                                                                          facts->copies))}
                       : found;
}

Finding check_key(Examination& p)
{
  if (p.context == nullptr) {
    return skipped("");
  }
  const std::string key = key_path(p.session).string();
  return p.context->store.audit().is_of_key() ? fine(key)
                                              : wrong(Health::failed, {"doctor.key", {key}});
}

Finding check_documents(Examination& p)
{
  const std::string folder = p.store.string() + "-documents";
  std::error_code absent;
  if (p.context == nullptr) {
    return skipped("");
  }
  if (p.session.is_on_server()) {
    return fine("server", p.session.texts().tr(N_("on the server")));
  }
  return p.context->store.names_documents() && !fs::is_directory(folder, absent)
           ? wrong(Health::failed, {"doctor.no_folder", {folder}})
           : fine(folder);
}

Finding check_clock(Examination& p)
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
               : clock_that_is_right(p.session.texts(), now,
                                     p.context->store.audit().later_than(
                                       util::Instant{now.micros + util::k_clock_slack}));
}

Finding check_audit(Examination& p)
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
              p.session.texts().trn("{0} row of the audit", "{0} rows of the audit", rows));
}

Finding check_backup(Examination& p)
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

} // namespace myatlas::cli
