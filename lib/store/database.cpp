#include "store/database.hpp"

#include "store/migrate.hpp"
#include "store/postgres/document_home.hpp"
#include "store/postgres/home.hpp"
#include "store/postgres/url.hpp"
#include "store/store_facts.hpp"
#include "store/store_files.hpp"
#include "util/file.hpp"
#include "util/try.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

namespace {

util::Result<util::Key> key_of_host(const std::string& url, const fs::path& path)
{
  const util::Result<util::Key> key = read_key(path);
  return !key && key.error().code == "store.key"
           ? util::Result<util::Key>(util::Error{"store.key_missing", {url, path.string()}})
           : key;
}

util::Result<util::Key> made_key(const fs::path& path)
{
  const util::Key key = new_key();
  TRY(util::make_private_folder(path.parent_path()));
  TRY(write_key(path, key));
  return key;
}

using Opened = util::Result<std::unique_ptr<postgres::PostgresEngine>>;

// A store that was made, of whatever version this program knows.
Opened open_home(const std::string& url, std::function<void()> waiting)
{
  Opened engine = postgres::connect_to(url, std::move(waiting));
  if (!engine) {
    return engine;
  }
  const util::Outcome home = postgres::check_home(**engine);
  const util::Outcome known = home ? check_version(**engine) : home;
  return known ? std::move(engine) : Opened(known.errors());
}

} // namespace

bool is_database(const std::string& store)
{
  return postgres::is_url(store);
}

util::Result<std::unique_ptr<Store>> open_database(const DatabasePlace& place, Store::Use use,
                                                   std::function<void()> waiting)
{
  Opened engine = open_home(place.url, std::move(waiting));
  if (!engine) {
    return engine.errors();
  }
  postgres::Connection& connection = (*engine)->connection();
  if (const int version = (*engine)->schema_version();
      use != Store::Use::as_it_is && version < newest_version()) {
    return util::Error{
      "store.older_there",
      {connection.shown(), std::to_string(version), std::to_string(newest_version())}};
  }
  TRY_ASSIGN(const util::Key key, key_of_host(connection.shown(), place.key));
  TRY(postgres::check_key(**engine, key, place.key.string()));
  TRY(postgres::check_documents(**engine, place.documents.place));
  std::unique_ptr<Documents> documents = postgres::documents_of(**engine, place.documents);
  return std::make_unique<Store>(*std::move(engine), key, fs::path{}, std::move(documents));
}

util::Result<int> version_of_database(const std::string& url)
{
  const Opened engine = open_home(url, {});
  return engine ? util::Result<int>((*engine)->schema_version())
                : util::Result<int>(engine.errors());
}

util::Result<ServerFacts> facts_of_server(const std::string& url, util::Instant now)
{
  const Opened engine = postgres::connect_to(url, {});
  if (!engine) {
    return engine.errors();
  }
  const Row row = (*engine)->query("select split_part(current_setting('server_version'), ' ', 1), "
                                   "current_setting('data_checksums') = 'on', "
                                   "current_setting('is_superuser') = 'on', cast(extract(epoch "
                                   "from clock_timestamp()) * 1000000 as bigint), "
                                   "(select count(*) from pg_stat_replication)")[0];
  return ServerFacts{.version = row.text(0),
                     .has_checksums = row.integer(1) != 0,
                     .is_superuser = row.integer(2) != 0,
                     .clock_ahead = row.integer(3) - now.micros,
                     .copies = static_cast<int>(row.integer(4))};
}

namespace {

// What a store is made with, and never changes of itself.
struct Beginning
{
  util::Key key;
  DocumentPlace documents;
  std::string mark; // of that place
};

// The tables of its own and what is missing of the migrations.
void apply_all(postgres::PostgresEngine& engine, const Beginning& beginning, Store::Clocks clocks,
               bool is_new)
{
  apply_missing(engine, newest_version());
  if (is_new) {
    postgres::remember_key(engine, beginning.key);
    postgres::remember_documents(engine, beginning.documents, beginning.mark);
  }
  if (is_new && clocks == Store::Clocks::given) {
    mark_for_tests(engine);
  }
  postgres::remember_objects(engine);
  postgres::grant_to_app(engine);
}

// The mark of the place of a store that is to be made; of one that is there the place is known.
util::Result<std::string> place_of_documents(postgres::PostgresEngine& engine,
                                             const DocumentsThere& there, bool is_new)
{
  if (is_new) {
    return postgres::claim_documents(engine, there);
  }
  TRY(postgres::check_documents(engine, there.place));
  return std::string();
}

// Under the lock of makers, in a transaction.
util::Result<MigratedDatabase> migrate_held(postgres::PostgresEngine& engine,
                                            const DatabasePlace& place, Store::Clocks clocks)
{
  const util::Outcome home = postgres::check_home(engine);
  const bool is_new = !home && home.error().code == "store.not_made";
  if (!home && !is_new) {
    return home.errors();
  }
  TRY_ASSIGN(const std::string mark, place_of_documents(engine, place.documents, is_new));
  engine.begin_write();
  postgres::make_home(engine);
  MigratedDatabase done{.from = engine.schema_version(),
                        .to = newest_version(),
                        .made_key = is_new && !fs::exists(place.key)};
  if (const util::Outcome known = check_version(engine); !known) {
    return known.errors();
  }
  const util::Result<util::Key> key =
    done.made_key ? made_key(place.key) : key_of_host(engine.connection().shown(), place.key);
  const util::Outcome same = key && !is_new ? postgres::check_key(engine, *key, place.key.string())
                                            : util::Outcome(util::Done{});
  if (!key || !same) {
    return key ? same.errors() : key.errors();
  }
  if (done.from < done.to) {
    apply_all(engine, {*key, place.documents.place, mark}, clocks, is_new);
    engine.commit();
  }
  return done;
}

} // namespace

util::Result<MigratedDatabase> migrate_database(const DatabasePlace& place, Store::Clocks clocks)
{
  const Opened engine = postgres::connect_to(place.url, {});
  if (!engine) {
    return engine.errors();
  }
  postgres::act_as_owner(**engine);
  (*engine)->hold();
  try {
    util::Result<MigratedDatabase> done = migrate_held(**engine, place, clocks);
    (*engine)->roll_back(); // of what was not committed
    (*engine)->let_go();
    return done;
  } catch (...) {
    (*engine)->roll_back(); // the lock goes with the connection
    throw;
  }
}

std::string_view database_roles_sql()
{
  return R"(-- The roles of a store of myatlas, for the administrator of the database: psql -d DATABASE -f FILE
-- myatlas_owner makes and migrates the schema (myatlas migrate); myatlas_app does everything else, and to the audit only adds.
-- Neither logs in: grant them to the users who do, like: grant myatlas_app to "anne";
create role myatlas_owner nologin;
create role myatlas_app nologin;
grant create on database :"DBNAME" to myatlas_owner;
create schema myatlas authorization myatlas_owner;
grant usage on schema myatlas to myatlas_app;
-- The rights on the tables are given by "myatlas migrate", which knows them.
)";
}

} // namespace myatlas::store
