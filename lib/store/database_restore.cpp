#include "store/database_restore.hpp"

#include <fmt/format.h>

#include "store/backup.hpp"
#include "store/backup_documents.hpp"
#include "store/migrate.hpp"
#include "store/postgres/document_home.hpp"
#include "store/postgres/document_parts.hpp"
#include "store/postgres/home.hpp"
#include "store/postgres/transfer.hpp"
#include "store/sqlite/open.hpp"
#include "store/store_files.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

// The key of the host is that of the backup, or there is none yet.
util::Outcome check_key_file(const DatabasePlace& place, const util::Key& key,
                             const std::string& shown)
{
  if (!fs::exists(place.key)) {
    return util::Done{};
  }
  TRY_ASSIGN(const util::Key known, read_key(place.key));
  return known == key ? util::Outcome(util::Done{})
                      : util::Outcome(util::Error{"store.key_other", {shown, place.key.string()}});
}

util::Outcome keep_key(const DatabasePlace& place, const util::Key& key)
{
  if (fs::exists(place.key)) {
    return util::Done{};
  }
  const util::Outcome folder = util::make_private_folder(place.key.parent_path());
  return folder ? write_key(place.key, key) : folder;
}

// By the instant, and a number where there is one already.
std::string free_name(postgres::Connection& connection, util::Instant now)
{
  std::string stamp = "myatlas_replaced_" + util::to_rfc3339(now).substr(0, 19);
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':' || c == 'T'; });
  std::string name = stamp;
  for (int i = 2;
       connection.run(fmt::format("select 1 from pg_namespace where nspname = '{}'", name)).rows() >
       0;
       ++i) {
    name = fmt::format("{}_{}", stamp, i);
  }
  return name;
}

// The store that is there gets another name; that name. Empty: there is none.
util::Result<std::string> put_server_aside(postgres::PostgresEngine& engine, util::Instant now)
{
  const util::Outcome home = postgres::check_home(engine);
  if (!home) {
    return home.error().code == "store.not_made" ? util::Result<std::string>("")
                                                 : util::Result<std::string>(home.errors());
  }
  const std::string name = free_name(engine.connection(), now);
  engine.connection().run(fmt::format("alter schema myatlas rename to {}", name));
  engine.forget_tables();
  return name;
}

// A place apart has them already.
util::Outcome unpack_into_database(Engine& backup, postgres::PostgresEngine& engine,
                                   const DocumentPlace& place)
{
  return place.is_apart() ? util::Outcome(util::Done{})
                          : unpack_documents(backup, postgres::DocumentParts(engine.connection()));
}

// The mark of the place apart that the documents are put into, before the server is locked.
util::Result<std::string> unpack_apart(Engine& backup, postgres::PostgresEngine& engine,
                                       const DocumentsThere& there)
{
  TRY_ASSIGN(const std::string mark, postgres::claim_documents(engine, there));
  if (there.place.is_apart()) {
    TRY(unpack_documents(backup, *there.reach()));
  }
  return mark;
}

util::Outcome fill_server(Engine& backup, postgres::PostgresEngine& engine, const util::Key& key,
                          const DocumentPlace& place, const std::string& mark)
{
  postgres::make_home(engine);
  apply_missing(engine, newest_version());
  postgres::copy_to_server(backup, engine, postgres::tables_of_file(backup));
  const util::Outcome unpacked = unpack_into_database(backup, engine, place);
  if (unpacked) {
    postgres::remember_key(engine, key);
    postgres::remember_documents(engine, place, mark);
    postgres::remember_objects(engine);
    postgres::grant_to_app(engine);
  }
  return unpacked;
}

} // namespace

util::Result<DatabaseRestored> restore_to_database(const fs::path& from, const util::Key& key,
                                                   const DatabasePlace& place, util::Instant now)
{
  TRY_ASSIGN(const BackupFacts facts, check_backup(from, key));
  if (facts.version != newest_version()) {
    return util::Error{
      "backup.older",
      {from.string(), std::to_string(facts.version), std::to_string(newest_version())}};
  }
  const auto backup =
    sqlite::open_file(from, sqlite::Access::read, sqlite::Lock::held, Role::backup);
  const auto engine = postgres::connect_to(place.url, {});
  if (!backup || !engine) {
    return backup ? engine.errors() : backup.errors();
  }
  if (const util::Outcome same = check_key_file(place, key, (*engine)->connection().shown());
      !same) {
    return same.errors();
  }
  postgres::act_as_owner(**engine);
  TRY_ASSIGN(const std::string mark, unpack_apart(**backup, **engine, place.documents));
  (*engine)->begin_write(); // rolled back with the connection, unless it is kept
  TRY_ASSIGN(const std::string replaced, put_server_aside(**engine, now));
  TRY(fill_server(**backup, **engine, key, place.documents.place, mark));
  TRY(keep_key(place, key));
  (*engine)->commit();
  return DatabaseRestored{facts, replaced};
}

} // namespace myatlas::store
