#include "services/upkeep/doctor_store.hpp"

#include <algorithm>
#include <cstdlib>

#include "store/database.hpp"
#include "store/migrate.hpp"
#include "store/store_files.hpp"

namespace myatlas::services {

namespace {

namespace fs = std::filesystem;

// A clock that was ahead once and was put right is no fault of today: what it left is told, and
// nothing waits for its time.
Finding clock_that_is_right(util::Instant now, std::int64_t later)
{
  const std::string text = util::to_rfc3339(now);
  if (later == 0) {
    return fine(text);
  }
  return fine(text + "; rows of the audit of a later time: " + std::to_string(later),
              {.fact = Fact::later_rows, .count = later, .of = text});
}

std::optional<Finding> if_so(bool is_so, Error error, Health health)
{
  return is_so ? std::optional(wrong(health, std::move(error))) : std::nullopt;
}

std::optional<Finding> wrong_clock(const store::ServerFacts& facts)
{
  constexpr std::int64_t k_slack = 5 * 1'000'000LL;
  return if_so(std::abs(facts.clock_ahead) > k_slack,
               {"doctor.server_clock", {std::to_string(facts.clock_ahead / 1'000'000)}},
               Health::warning);
}

std::vector<Finding> faults_of(const store::ServerFacts& facts)
{
  return all_of({if_so(!facts.has_checksums, {"doctor.no_checksums", {}}, Health::failed),
                 wrong_clock(facts),
                 if_so(facts.is_superuser, {"doctor.superuser", {}}, Health::warning)});
}

Finding fine_server(const store::ServerFacts& facts)
{
  const std::string detail = "PostgreSQL " + facts.version + ", UTF8";
  return fine(detail, {.fact = Fact::copies, .count = facts.copies, .of = detail});
}

// What the program knows, where the store is not of it.
std::string newest_text()
{
  return std::to_string(store::newest_version());
}

Finding older_there(const Examination& p, int version)
{
  return refused({"store.older_there", {p.store.string(), std::to_string(version), newest_text()}});
}

Finding older(const Examination& p, int version)
{
  return p.is_on_server ? older_there(p, version) : warned(store::older(p.store, version));
}

Finding judged_version(const Examination& p, int version)
{
  if (version < store::newest_version()) {
    return older(p, version);
  }
  return version > store::newest_version()
           ? refused({"store.newer", {std::to_string(version), newest_text()}})
           : fine(std::to_string(version));
}

} // namespace

Finding check_schema(const Examination& p)
{
  const Result<int> version = p.version();
  return version ? judged_version(p, *version) : skipped("");
}

namespace {

std::vector<Finding> judged_server(const store::ServerFacts& facts)
{
  const std::vector<Finding> found = faults_of(facts);
  return found.empty() ? std::vector{fine_server(facts)} : found;
}

} // namespace

std::vector<Finding> check_server(const Examination& p)
{
  if (!p.is_on_server) {
    return {};
  }
  const auto facts = store::facts_of_server(p.store.string(), p.machine_now);
  return facts ? judged_server(*facts) : std::vector{refused(facts.error())};
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

namespace {

bool lacks_folder(const Examination& p, const std::string& folder)
{
  std::error_code absent;
  return p.context->store.names_documents() && !fs::is_directory(folder, absent);
}

Finding documents_in(const Examination& p, const std::string& folder)
{
  return lacks_folder(p, folder) ? refused({"doctor.no_folder", {folder}}) : fine(folder);
}

// That the place is reached, is the store's and takes more: what it says to a write that changes
// nothing.
Finding documents_apart(const Examination& p)
{
  const Outcome takes = p.context->store.documents().try_writing();
  return takes ? fine(p.documents) : refused(takes.error());
}

bool is_after_slack(const std::optional<util::Instant>& latest, util::Instant now)
{
  return latest && latest->micros > now.micros + util::k_clock_slack;
}

std::int64_t rows_after(const store::Audit& audit, util::Instant now)
{
  return audit.later_than(util::Instant{now.micros + util::k_clock_slack});
}

// Of a store whose time is the machine's.
Finding machine_clock(const Examination& p)
{
  return clock_that_is_right(p.machine_now, rows_after(p.context->store.audit(), p.machine_now));
}

Finding sound_audit(const Examination& p)
{
  const std::int64_t rows = p.context->store.audit().head().sequence;
  return fine(std::to_string(rows), {.fact = Fact::audit_rows, .count = rows});
}

bool is_old(const Examination& p, util::Instant backup)
{
  const std::int64_t longest = std::int64_t{p.backup_days} * 24 * util::k_hour;
  return p.context->now().micros - backup.micros > longest;
}

Finding judged_backup(const Examination& p, util::Instant backup)
{
  const std::string when = util::to_rfc3339(backup);
  return is_old(p, backup) ? warned({"doctor.backup", {when, std::to_string(p.backup_days)}})
                           : fine(when);
}

} // namespace

Finding check_documents(const Examination& p)
{
  if (p.context == nullptr) {
    return skipped("");
  }
  if (p.context->store.documents().is_apart()) {
    return documents_apart(p);
  }
  if (p.is_on_server) {
    return fine("server", {.fact = Fact::documents_on_server});
  }
  return documents_in(p, p.store.string() + "-documents");
}

namespace {

Finding judged_clock(const Examination& p)
{
  const bool is_given = p.context->store.clocks() == store::Store::Clocks::given;
  return is_given ? warned({"doctor.test_clock", {}}) : machine_clock(p);
}

Finding clock_behind(util::Instant now, util::Instant latest)
{
  return refused({"doctor.clock", {util::to_rfc3339(now), util::to_rfc3339(latest)}});
}

Finding clock_of_store(const Examination& p)
{
  const auto latest = p.context->store.audit().latest_by_system_clock();
  return is_after_slack(latest, p.machine_now) ? clock_behind(p.machine_now, *latest)
                                               : judged_clock(p);
}

} // namespace

Finding check_clock(const Examination& p)
{
  return p.context == nullptr ? fine(util::to_rfc3339(p.machine_now)) : clock_of_store(p);
}

Finding check_audit(const Examination& p)
{
  if (p.context == nullptr || !p.context->store.audit().is_of_key()) {
    return skipped("");
  }
  const auto broken = p.context->store.first_broken();
  return broken ? refused({"audit.broken", {std::to_string(*broken)}}) : sound_audit(p);
}

std::optional<util::Instant> latest_backup(const Context& context)
{
  const util::Instant now = context.now();
  const store::Audit audit = context.store.audit();
  return std::max(audit.latest("backup", now), audit.latest("restore", now));
}

Finding check_backup(const Examination& p)
{
  if (p.context == nullptr) {
    return skipped("");
  }
  const auto latest = latest_backup(*p.context);
  return latest ? judged_backup(p, *latest) : warned({"doctor.no_backup", {}});
}

} // namespace myatlas::services
