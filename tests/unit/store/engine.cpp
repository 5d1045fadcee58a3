#include <doctest/doctest.h>

#include <filesystem>

#include <unistd.h>

#include "store/migrate.hpp"
#include "store/schema.hpp"
#include "store/sqlite/open.hpp"
#include "store/store.hpp"
#include "unit/store/test_server.hpp"

// What every engine must do. A second engine is one more line in the list at the end.
using namespace myatlas;
using namespace myatlas::store;

namespace {

// A server keeps references by itself, and its schema is not spelled as a file's.
template <typename T, typename = bool>
constexpr bool k_is_server = false;
template <typename T>
constexpr bool k_is_server<T, decltype(T::is_absent())> = true;

struct InMemory
{
  std::unique_ptr<Engine> open() { return sqlite::open_memory(); }
};

struct InFile
{
  std::filesystem::path folder =
    std::filesystem::temp_directory_path() / ("myatlas-contract." + std::to_string(::getpid()));
  ~InFile() { std::filesystem::remove_all(folder); }
  std::unique_ptr<Engine> open()
  {
    return *sqlite::open_file(folder / "store.db", sqlite::Access::write, sqlite::Lock::free);
  }
};

std::unique_ptr<Store> store_on(std::unique_ptr<Engine> engine)
{
  engine->begin_write();
  apply_missing(*engine, newest_version());
  engine->commit();
  return std::make_unique<Store>(std::move(engine), util::Key{}, std::filesystem::path{});
}

Deed deed()
{
  return {util::Instant{1'772'442'000'000'000}, true, "tester", "test"};
}

domain::Account account(const char* id, const char* email)
{
  return {id,
          *domain::EmailAddress::parse(email),
          domain::Title::mme,
          *domain::Name::parse("Durand"),
          *domain::Name::parse("Anne"),
          std::nullopt,
          {domain::Profile::member},
          std::nullopt,
          domain::AccountState::pending,
          "fr",
          deed().at};
}

void add_establishment(Store& store, std::int64_t siret)
{
  const Cell row[] = {siret};
  const auto rows = store.opco_register().load_establishments({"siret"}, BulkMode::write);
  rows->put(row);
  REQUIRE(rows->settle().inserted == 1);
}

} // namespace

TEST_CASE_TEMPLATE_DEFINE("every engine keeps the contract", T, engine_contract)
{
  if constexpr (k_is_server<T>) {
    if (T::is_absent()) {
      return; // without a server there is nothing to look at
    }
  }
  T home;

  SUBCASE("a value comes back as it went in")
  {
    auto engine = home.open();
    engine->run_script("create table t (\n  a bigint,\n  b text\n);\n");
    engine->begin_write();
    engine->execute("insert into t (a, b) values ($1, $2)",
                    {std::int64_t{INT64_MAX}, std::string_view("é'\"")});
    engine->execute("insert into t (b, a) values ($2, $1)", {Cell(), Cell(std::string_view(""))});
    engine->commit();
    const auto rows = engine->query("select a, b from t order by b desc");
    CHECK(rows[0].integer(0) == INT64_MAX);
    CHECK(rows[0].text(1) == "é'\"");
    CHECK(rows[1].is_null(0));
    CHECK(rows[1].text(1).empty());
  }

  SUBCASE("a statement may be asked, and a walk begun, while rows are walked over")
  {
    auto engine = home.open();
    engine->run_script("create table t (\n  a bigint,\n  b text\n);\n");
    engine->begin_write();
    for (std::int64_t a = 1; a <= 4; ++a) {
      engine->execute("insert into t (a, b) values ($1, $2)", {a, std::string_view("x")});
    }
    engine->commit();
    std::string seen;
    engine->for_each("select a from t order by a", {}, [&](const Row& row) {
      seen += std::to_string(row.integer(0));
      engine->for_each(
        "select a from t where a > $1 order by a", {row.integer(0)}, [&](const Row& inner) {
          seen += static_cast<char>(
            'a' +
            engine->query("select count(*) from t where a <= $1", {inner.integer(0)})[0].integer(
              0));
          return true;
        });
      return row.integer(0) < 3;
    });
    CHECK(seen == "1cde2de3e");
    CHECK(engine->query("select count(*) from t")[0].integer(0) == 4);
  }

  SUBCASE("what is rolled back was never there")
  {
    auto store = store_on(home.open());
    {
      Transaction write(*store, deed());
      store->accounts().put(account("a1", "anne@cabinet.fr"));
      write.record({AuditKind::account, "a1"}, std::nullopt, std::nullopt);
    }
    CHECK_FALSE(store->accounts().find(*domain::EmailAddress::parse("anne@cabinet.fr")));
    CHECK(store->audit().list().empty());
  }

  SUBCASE(
    "bulk rows of several blocks go in as one by one, into an empty table and into a filled one")
  {
    auto store = store_on(home.open());
    Transaction write(*store, deed(), Transaction::Size::file);
    auto rows = store->opco_register().load_establishments({"siret", "name"}, BulkMode::write);
    const std::string name(200, 'n');
    for (const std::int64_t step : {2, 1}) { // every second number, then all of them
      for (std::int64_t i = 0; i < 40'000; i += step) {
        const Cell row[] = {10'000'000'000'000 + (i * 7919 % 40'000), std::string_view(name)};
        rows->put(row);
      }
      CHECK(rows->settle().inserted == 40'000 / step);
    }
    CHECK(rows->settle().unchanged == 20'000);
    CHECK(rows->settle().updated == 0);
    CHECK(
      store->opco_register().establishment(domain::Siret::of_checked(10'000'000'039'999))->name ==
      name);
    const Cell twice[] = {std::int64_t{10'000'000'000'000}, std::string_view(name)};
    rows->put(twice);
    rows->put(twice);
    CHECK_NOTHROW(rows->settle()); // it was there: neither is new
  }

  SUBCASE("a trial counts and touches nothing of an empty table")
  {
    auto store = store_on(home.open());
    Transaction write(*store, deed());
    auto rows = store->opco_register().load_establishments({"siret"}, BulkMode::trial);
    const Cell row[] = {std::int64_t{73282932000074}};
    rows->put(row);
    CHECK(rows->settle().inserted == 1);
    CHECK_FALSE(store->opco_register().knows(domain::Siret::of_checked(73282932000074)));
  }

  SUBCASE("a store of version 1 is brought to the newest with all it held")
  {
    auto engine = home.open();
    engine->begin_write();
    engine->run_script(migrations()[0].sql);
    engine->set_schema_version(1);
    engine->execute("insert into establishment (siret, name) values (73282932000074, 'A')", {});
    engine->execute("insert into account (id, email, email_key, title, last_name, first_name, "
                    "language, state, created) values "
                    "('a1', 'a@b.fr', 'a@b.fr', 'M', 'A', 'B', 'fr', 'ACTIF', 0)",
                    {});
    engine->execute("insert into company (siren, member_code, name) values (732829320, 'A1', 'A')",
                    {});
    engine->execute("insert into account_company (account, siren) values ('a1', 732829320)", {});
    engine->execute("insert into establishment (siret, name) values (88087814500015, 'B')", {});
    for (const char* siret : {"73282932000074", "88087814500015"}) {
      engine->execute(
        std::string("insert into account_establishment (account, siret) values ('a1', ") + siret +
          ")",
        {});
    }
    engine->commit();
    engine->begin_write();
    apply_missing(*engine, newest_version());
    engine->commit();
    CHECK(engine->schema_version() == newest_version());
    CHECK(engine->query("select name from establishment where siret = 73282932000074")[0].text(0) ==
          "A");
    // What was proved is kept; what was only said is listed for the operator.
    CHECK(engine->query("select siret from account_establishment where account = 'a1'")[0].integer(
            0) == 73282932000074);
    CHECK(engine->query("select count(*) from account_establishment")[0].integer(0) == 1);
    CHECK(engine->query("select siret from unproved_establishment where account = 'a1'")[0].integer(
            0) == 88087814500015);
    if constexpr (!k_is_server<T>) {
      CHECK(engine->query("pragma foreign_key_check").empty());
    }
  }

  SUBCASE("the schema of the newest version is known, and nothing foreign in it goes unseen")
  {
    auto engine = home.open();
    CHECK((k_is_server<T> || check_schema(*engine, Role::store, "s"))); // nothing yet
    engine->begin_write();
    apply_missing(*engine, newest_version());
    engine->commit();
    if constexpr (k_is_server<T>) {
      return; // see postgres::changed_objects, which verify asks
    }
    CHECK_MESSAGE(is_known_schema(engine->schema()), "k_known_digest of store/schema.cpp should be "
                                                       << schema_digest(engine->schema()));
    CHECK(check_schema(*engine, Role::store, "s"));
    engine->execute("create view looks as select * from account", {});
    const util::Outcome foreign = check_schema(*engine, Role::store, "s");
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().code == "store.foreign_schema");
    CHECK(foreign.error().args[1] == "view looks");
    CHECK(foreign.errors().size() == 1);
  }

  SUBCASE("an address is one account, whatever its case")
  {
    auto store = store_on(home.open());
    Transaction write(*store, deed());
    store->accounts().put(account("a1", "anne@cabinet.fr"));
    CHECK(store->accounts().find(*domain::EmailAddress::parse("ANNE@Cabinet.FR"))->id == "a1");
    CHECK_THROWS_AS(store->accounts().put(account("a2", "Anne@cabinet.fr")), util::MachineError);
  }

  SUBCASE("an establishment is attached once, and only if it is known")
  {
    auto store = store_on(home.open());
    Transaction write(*store, deed());
    store->accounts().put(account("a1", "anne@cabinet.fr"));
    add_establishment(*store, 73282932000074);
    const auto siret = domain::Siret::of_checked(73282932000074);
    CHECK(store->accounts().attach("a1", siret));
    CHECK_FALSE(store->accounts().attach("a1", siret));
    CHECK(store->accounts().attached("a1", siret));
    CHECK(store->accounts().detach("a1", siret));
    CHECK_THROWS_AS(store->accounts().attach("a1", domain::Siret::of_checked(88087814500015)),
                    util::MachineError);
  }

  SUBCASE("bulk rows are inserted, updated or left alone, and counted so")
  {
    auto store = store_on(home.open());
    Transaction write(*store, deed());
    auto rows =
      store->opco_register().load_establishments({"siret", "name", "headcount"}, BulkMode::write);
    const Cell first[] = {std::int64_t{73282932000074}, std::string_view("A"), Cell()};
    const Cell again[] = {std::int64_t{73282932000074}, std::string_view("B"), std::int64_t{3}};
    rows->put(first);
    CHECK(rows->settle().inserted == 1);
    rows->put(first);
    CHECK(rows->settle().unchanged == 1);
    rows->put(again);
    CHECK(rows->settle().inserted == 1);
    CHECK(rows->settle().updated == 1);
    CHECK(rows->settle().unchanged == 1);
    const auto kept =
      store->opco_register().establishment(domain::Siret::of_checked(73282932000074));
    CHECK(kept->name == "B");
    CHECK(kept->headcount == 3);
  }

  SUBCASE("numbers have no gap, even after a roll-back")
  {
    auto store = store_on(home.open());
    {
      Transaction undone(*store, deed());
      CHECK(store->funding_requests().next_number(2026) == "D20260000001");
    }
    Transaction write(*store, deed());
    CHECK(store->funding_requests().next_number(2026) == "D20260000001");
    CHECK(store->funding_requests().next_number(2026) == "D20260000002");
    CHECK(store->funding_requests().next_number(2027) == "D20270000001");
  }

  SUBCASE("a changed audit row is found")
  {
    auto engine = home.open();
    Engine& below = *engine;
    auto store = store_on(std::move(engine));
    for (const char* name : {"one", "two", "three"}) {
      Transaction write(*store, deed());
      write.record({AuditKind::mail, name}, std::nullopt, "{}");
      write.commit();
    }
    CHECK_FALSE(store->audit().first_broken());
    below.begin_write();
    below.execute("delete from audit where sequence = 2");
    below.commit();
    CHECK(store->audit().first_broken() == 2);
  }

  SUBCASE("a newer store is refused")
  {
    auto engine = home.open();
    engine->set_schema_version(newest_version() + 1);
    CHECK(check_version(*engine).error().code == "store.newer");
  }
}

TEST_CASE_TEMPLATE_INVOKE(engine_contract, InMemory, InFile, OnServer);

TEST_CASE("a second writer waits its turn and is told when it takes too long")
{
  InFile home;
  auto first = home.open();
  auto second = home.open();
  first->begin_write();
  first->run_script("create table t (a bigint);");
  first->commit();
  second->begin_write();
  second->execute("insert into t (a) values (1)");
  second->commit();
  CHECK(first->query("select a from t").size() == 1);
}

TEST_CASE("reading makes no store")
{
  InFile home;
  CHECK(sqlite::open_file(home.folder / "store.db", sqlite::Access::read, sqlite::Lock::free)
          .error()
          .code == "store.missing");
  CHECK_FALSE(std::filesystem::exists(home.folder));
}

TEST_CASE("a store that was put in place of the opened one is not written past it")
{
  InFile home;
  const auto engine = home.open();
  std::filesystem::rename(home.folder / "store.db", home.folder / "other.db");
  std::filesystem::copy_file(home.folder / "other.db", home.folder / "store.db");
  try {
    engine->begin_write();
    FAIL("written");
  } catch (const util::MachineError& error) {
    CHECK(error.error().code == "store.replaced");
  }
}
