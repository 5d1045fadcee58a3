// What the description of a table makes, and how values stand in columns.
#include <doctest/doctest.h>

#include "store/rows.hpp"
#include "store/sqlite/open.hpp"

using namespace myatlas;
using namespace myatlas::store;

namespace {

struct Costs
{
  std::optional<domain::Money> travel, meals;
};

struct Reading
{
  int value = 0;
  std::string unit;
};

struct Visit
{
  std::string number;
  domain::Siret siret = domain::Siret::of_checked(0);
  std::optional<domain::Date> day;
  domain::AccessRole role = domain::AccessRole::reader;
  Costs costs;
  std::optional<Reading> reading;
  std::string note, secret;
  std::optional<domain::Channel> channel;
  bool is_open = false;
};

domain::Siren company_of(const Visit& visit)
{
  return visit.siret.siren();
}

std::string long_name_of(const Visit& visit)
{
  return "the visit that has the number " + visit.number;
}

constexpr auto k_costs =
  table<Costs>("visit", Column("travel", &Costs::travel), Column("meals", &Costs::meals));
constexpr auto k_reading = table<Reading>("visit", Column("value", &Reading::value),
                                          Column("unit", &Reading::unit, EmptyIfAbsent{}));
constexpr auto k_visit = table<Visit>(
  "visit", Column("owner", company_of, Part::key), Column("number", &Visit::number, Part::key),
  Column("name", long_name_of), Column("siret", &Visit::siret, Part::once),
  Column("day", &Visit::day), Column("role", &Visit::role), Within(&Visit::costs, k_costs),
  Maybe(&Visit::reading, k_reading), Column("note", &Visit::note, NullIfEmpty{}),
  Column("secret", &Visit::secret, Sealed{}), Column("channel", &Visit::channel, EmptyIfNone{}),
  Column("is_open", &Visit::is_open), Given("seen", Part::changes));

struct Step
{
  std::string word;
};

constexpr auto k_step =
  table<Step>("step", Given("visit"), Position("position"), Column("word", &Step::word));

constexpr auto k_tag =
  table<std::string>("tag", Given("visit"), Column("word", Whole{}, Part::key));

constexpr auto k_named = table<Visit>("visit", Column("number", &Visit::number),
                                      Column("o.note", &Visit::note, Part::joined));

const util::Key k_key{};

std::unique_ptr<Engine> engine_with_visits()
{
  auto engine = sqlite::open_memory();
  engine->run_script(
    "create table visit (owner bigint not null, number text not null, name text not null, siret "
    "bigint not null, day "
    "text, role text not null, travel bigint, meals bigint, value bigint, unit text not null, note "
    "text, secret text not null, channel text not null, is_open bigint not null, seen bigint not "
    "null, primary key (owner, number));"
    "create table step (visit text not null, position bigint not null, word text not null, primary "
    "key (visit, position));");
  return engine;
}

Visit full_visit()
{
  return {.number = "V1",
          .siret = domain::Siret::of_checked(73282932000074),
          .day = *domain::Date::parse("2026-02-28"),
          .role = domain::AccessRole::manager,
          .costs = {.travel = domain::Money{1250}, .meals = std::nullopt},
          .reading = Reading{.value = 7, .unit = "kWh"},
          .note = "seen",
          .secret = "1234",
          .channel = domain::Channel::paper,
          .is_open = true};
}

std::optional<Visit> stored_visit(Engine& engine, std::string_view number)
{
  return first_where<k_visit>({engine, k_key}, "number = $1", {number});
}

// A value through a column and back.
template <typename T>
T through(Engine& engine, const T& written)
{
  return value<T>(engine, "select $1", {written});
}

} // namespace

TEST_CASE("statements follow from the description of a table")
{
  CHECK(select<k_step>() == "select word from step ");
  CHECK(insert_text("step", k_step.columns()) ==
        "insert into step (visit, position, word) select $1, coalesce(max(position), 0) + 1, $2 "
        "from step where visit = $1");
  CHECK(last_position_text("step", k_step.columns()) ==
        "select coalesce(max(position), 0) from step where visit = $1");
  CHECK(insert_new_text("tag", k_tag.columns()) ==
        "insert into tag (visit, word) values ($1, $2) on conflict (visit, word) do nothing");
  CHECK(columns_text(k_named.columns(), "v") == "v.number, o.note");
  CHECK(insert_text("visit", k_named.columns()) == "insert into visit (number) values ($1)");
  const ColumnList columns = {{.name = "id", .part = Part::key, .is_read = true},
                              {.name = "made", .part = Part::once, .is_read = true},
                              {.name = "name", .part = Part::changes, .is_read = true}};
  CHECK(put_text("t", columns) == "insert into t (id, made, name) values ($1, $2, $3) on conflict "
                                  "(id) do update set name = excluded.name");
  CHECK(
    put_if_different_text("t", columns).ends_with(" where t.name is distinct from excluded.name"));
}

TEST_CASE("a row is read as it was written")
{
  const auto engine = engine_with_visits();
  put_row<k_visit>({*engine, k_key}, full_visit(), {util::Instant{5}});
  const auto found = stored_visit(*engine, "V1");
  REQUIRE(found);
  CHECK(found->siret == full_visit().siret);
  CHECK(found->day == full_visit().day);
  CHECK(found->role == domain::AccessRole::manager);
  CHECK(found->costs.travel == domain::Money{1250});
  CHECK_FALSE(found->costs.meals);
  REQUIRE(found->reading);
  CHECK(found->reading->value == 7);
  CHECK(found->reading->unit == "kWh");
  CHECK(found->note == "seen");
  CHECK(found->secret == "1234");
  CHECK(found->channel == domain::Channel::paper);
  CHECK(found->is_open);
  CHECK(value(*engine, "select owner from visit") == 732829320);
  CHECK(value<std::string>(*engine, "select name from visit") == long_name_of(full_visit()));
  CHECK(value<util::Instant>(*engine, "select seen from visit").micros == 5);
  CHECK(value<std::string>(*engine, "select secret from visit") != "1234");
}

TEST_CASE("what is missing is null, or empty where the column says so")
{
  const auto engine = engine_with_visits();
  Visit bare;
  bare.number = "V2";
  put_row<k_visit>({*engine, k_key}, bare, {util::Instant{5}});
  CHECK(has_row(*engine, "select 1 from visit where day is null and travel is null and value is "
                         "null and unit = '' and note is null and secret = '' and channel = ''"));
  const auto found = stored_visit(*engine, "V2");
  REQUIRE(found);
  CHECK_FALSE(found->day);
  CHECK_FALSE(found->reading);
  CHECK(found->note.empty());
  CHECK(found->secret.empty());
  CHECK_FALSE(found->channel);
}

TEST_CASE("a row that is put again keeps what is written once")
{
  const auto engine = engine_with_visits();
  put_row<k_visit>({*engine, k_key}, full_visit(), {util::Instant{5}});
  Visit again = full_visit();
  again.siret = domain::Siret::of_checked(73282932000082);
  again.note = "";
  CHECK(put_if_different<k_visit>({*engine, k_key}, again, {util::Instant{6}}));
  const auto found = stored_visit(*engine, "V1");
  CHECK(found->siret == full_visit().siret);
  CHECK(found->note.empty());
  CHECK(value(*engine, "select seen from visit") == 6);
}

TEST_CASE("a row that is added is the last of its key")
{
  const auto engine = engine_with_visits();
  add_row<k_step>(*engine, {"a"}, {"V1"});
  add_row<k_step>(*engine, {"b"}, {"V1"});
  add_row<k_step>(*engine, {"c"}, {"V2"});
  using Place = std::pair<std::int64_t, std::string>;
  CHECK(values<Place>(*engine, "select position, word from step where visit = 'V1' order by 1") ==
        std::vector<Place>{{1, "a"}, {2, "b"}});
  CHECK(value(*engine, "select position from step where visit = 'V2'") == 1);
}

TEST_CASE("a value comes back through a column")
{
  const auto engine = sqlite::open_memory();
  const auto siret = domain::Siret::of_checked(73282932000074);
  const auto day = *domain::Date::parse("2026-02-28");
  CHECK(through(*engine, siret) == siret);
  CHECK(through(*engine, siret.siren()) == siret.siren());
  CHECK(through(*engine, day) == day);
  CHECK(through(*engine, util::Instant{-1}) == util::Instant{-1});
  CHECK(through(*engine, domain::Money{-250}) == domain::Money{-250});
  CHECK(through(*engine, domain::Rate{5'500'000}) == domain::Rate{5'500'000});
  CHECK(through(*engine, true));
  CHECK(through(*engine, 7) == 7);
  CHECK(through(*engine, std::string("é")) == "é");
  CHECK(through(*engine, *domain::Uai::parse("0751234J")).text() == "0751234J");
  CHECK(through(*engine, domain::InvoiceState::reglee) == domain::InvoiceState::reglee);
  CHECK(through(*engine, domain::TransmissionKind::contract) == domain::TransmissionKind::contract);
  CHECK(through(*engine, std::optional<domain::Date>()) == std::nullopt);
  CHECK(through(*engine, std::optional(day)) == day);
}

TEST_CASE("what can not be read back is damage")
{
  const auto engine = sqlite::open_memory();
  CHECK_THROWS_AS(value<domain::Date>(*engine, "select 'yesterday'"), util::MachineError);
  CHECK_THROWS_AS(value<domain::Date>(*engine, "select 3"), util::MachineError);
  CHECK_THROWS_AS(value<domain::Channel>(*engine, "select 'pigeon'"), util::MachineError);
  CHECK_THROWS_AS(value<domain::Siret>(*engine, "select 'x'"), util::MachineError);
}

TEST_CASE("a bind keeps a text that was made for it")
{
  Bind made(std::string("long enough to lie on the heap, not in the string itself"));
  const Bind copied = made;
  made = Bind();
  CHECK(std::get<std::string_view>(copied.cell()).starts_with("long enough"));
  CHECK(made.cell() == Cell());
}
