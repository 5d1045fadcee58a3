#include "operations/contributions/simulate.hpp"

#include <doctest/doctest.h>

#include "unit/operations/ask.hpp"

using namespace myatlas;
using namespace myatlas::operations;
using services::World;

namespace {

Json firm_of_12()
{
  return {{"year", "2025"}, {"headcount", "12"}, {"payroll", "500000"}};
}

// What passes through on its way to who asked.
struct Passing : Files
{
  Outcome begin(const Json& head) override
  {
    form = head["form"];
    return Done{};
  }
  bool take(std::string_view bytes) override
  {
    answers += bytes;
    return true;
  }
  void warned(const Error& warning) override { told += warning.code + ";"; }
  void refused(const RefusedRow& row) override
  {
    told += std::to_string(row.line) + " " + row.column + " " + row.reason.code + ";";
  }
  Outcome hand_over(const AnswerFile& file) override
  {
    names += file.name + ";";
    return Done{};
  }

  std::string form, answers, told, names;
};

// Asks where there is no store, and counts how often one is looked for.
struct NoStore
{
  util::Result<Answer> ask(const Json& request, Files& files)
  {
    InProcess caller(
      [this](Effect, Who, Needs needs) -> util::Result<services::Context*> {
        ++looked;
        return needs == Needs::store
                 ? util::Result<services::Context*>(Error{"store.missing", {"nowhere"}})
                 : util::Result<services::Context*>(nullptr);
      },
      [this] {
        return operations::Moment{util::Instant{}, paris};
      },
      texts::Texts());
    return caller.call(k_simulate, request, files);
  }
  util::Result<Answer> ask(const Json& request)
  {
    Files none;
    return ask(request, none);
  }

  util::TimeZone paris = util::TimeZone::paris();
  int looked = 0;
};

constexpr const char* k_employers = "siren;raison_sociale;annee;masse_salariale;effectif;idcc\n"
                                    "732829320;ALTÉA;2025;500000,00;12;\n"
                                    ";NEUVE;2025;x;3;\n"
                                    "732829320;Altéa;2025;1000,00;12;1486\n";

} // namespace

TEST_CASE("figures that are told need no store, and none is looked for")
{
  NoStore nowhere;
  const Json document = services::done(nowhere.ask(firm_of_12())).document;
  CHECK(document["schema"] == "myatlas/contribution/1");
  CHECK(document["lines"].size() == 6);
  CHECK(nowhere.looked == 0);
}

TEST_CASE("a company is looked for in the store")
{
  NoStore nowhere;
  CHECK(services::codes_of(nowhere.ask({{"company", "732829320"}, {"year", "2025"}})) ==
        "store.missing");
  World world;
  const Json request = {{"company", "A1"}, {"year", "2025"}, {"payroll", "200000"}};
  const Json document = document_of(k_simulate, world.anne(), request);
  CHECK(document["employer"]["siren"] == "732829320");
}

TEST_CASE("figures come from one place, and nothing is said that it would not look at")
{
  Json request = firm_of_12();
  request["company"] = "732829320";
  request["batch"] = {{"name", "x.csv"}};
  CHECK(refusal_of(k_simulate, World().host(), request) == "usage.both company batch");
  request.erase("company");
  CHECK(refusal_of(k_simulate, World().host(), request) == "usage.both batch payroll");
  CHECK(misread(k_simulate, Json::object()) ==
        "usage.missing, usage.missing, contribution.headcount_required");
  Json explained = firm_of_12();
  explained["explain"] = true;
  explained["compare"] = {"year=2024"};
  CHECK(refusal_of(k_simulate, World().host(), explained) == "usage.both explain compare");
  Json formed = firm_of_12();
  formed["format"] = "xlsx";
  CHECK(refusal_of(k_simulate, World().host(), formed) == "usage.both payroll format");
}

TEST_CASE("a case is compared, an amount explained, and a statement goes beside its document")
{
  NoStore nowhere;
  Json request = firm_of_12();
  request["compare"] = {"year=2024"};
  const Json compared = services::done(nowhere.ask(request)).document;
  CHECK(compared["variants"][1]["variant"] == "year=2024");
  request.erase("compare");
  request["explain"] = true;
  CHECK(services::done(nowhere.ask(request)).document["employers"][0]["sentences"].size() > 6);
  request["statement"] = true;
  request["siren"] = "732829320";
  const Answer answer = services::done(nowhere.ask(request));
  CHECK(answer.file->name == "732829320-2025.pdf");
  CHECK(answer.file->bytes.starts_with("%PDF"));
}

TEST_CASE("problems of employers in JSON are told in the words of their file")
{
  Files files;
  const SentFile sent = files.add("two.json", R"({"employers": [{"year": 2025, "headcount": 3,
    "payroll": 1}, {"year": 2025, "headcount": 3, "payroll": -1}]})");
  const Json request = {{"employers", {{"name", sent.name}, {"sha256", sent.sha256}}}};
  const auto refused = NoStore().ask(request, files);
  CHECK(refused.error().where.file == "two.json");
  CHECK(refused.error().where.column == "employers[1].payroll");
}

TEST_CASE("a file of employers is answered line by line, and handed out with its statements")
{
  Passing files;
  const SentFile sent = files.add("m.csv", k_employers);
  const Json request = {{"batch", {{"name", "m.csv"}, {"sha256", sent.sha256}}},
                        {"statements", true}};
  NoStore nowhere;
  const Answer answer = services::done(nowhere.ask(request, files));
  CHECK(files.form == "csv");
  CHECK(std::ranges::count(files.answers, '\n') == 4);
  CHECK(files.told == "3 masse_salariale amount.form;");
  CHECK(files.names == "732829320-altea-2025.pdf;732829320-altea-2025-2.pdf;");
  CHECK(answer.document["read"] == 3);
  CHECK(answer.document["refused"] == 1);
  CHECK(answer.document["warnings"][0]["code"] == "contribution.no_agreements");
  CHECK(nowhere.looked == 1);
}

TEST_CASE("agreements of one's clients stand where a line tells none")
{
  World world;
  Passing files;
  const SentFile sent = files.add("m.csv", k_employers);
  const Json request = {{"batch", {{"name", "m.csv"}, {"sha256", sent.sha256}}}};
  services::Context anne = world.anne();
  InProcess caller([&](Effect, Who, Needs) -> util::Result<services::Context*> { return &anne; },
                   [&] {
                     return operations::Moment{anne.now(), anne.zone};
                   },
                   texts::Texts());
  CHECK(services::done(caller.call(k_simulate, request, files)).document["agreements_known"] == 1);
}

TEST_CASE("a file of employers that cannot be read is answered with nothing")
{
  Passing files;
  const SentFile sent = files.add("m.csv", "siren;annee\n1;2025\n");
  const Json request = {{"batch", {{"name", "m.csv"}, {"sha256", sent.sha256}}}};
  CHECK(services::codes_of(NoStore().ask(request, files)) == "column.missing, column.missing");
  CHECK(files.answers.empty());
}
