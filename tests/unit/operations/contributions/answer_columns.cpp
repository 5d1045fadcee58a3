#include "operations/contributions/answer_columns.hpp"

#include <doctest/doctest.h>

#include "domain/contributions/simulation.hpp"
#include "formats/json/rates_json.hpp"

using namespace myatlas;
using operations::EmployerAnswer;

namespace {

EmployerAnswer refused_answer()
{
  EmployerAnswer answer;
  answer.line = 3;
  answer.name = "=A;B";
  answer.year = 2025;
  answer.errors.push_back({.column = 2, .value = "x;y", .error = {"rates.year", {"x"}}});
  return answer;
}

std::string csv_of(const EmployerAnswer& answer)
{
  std::string line;
  operations::put_csv(line, answer);
  return line;
}

std::string json_of(const EmployerAnswer& answer)
{
  std::string line;
  operations::put_json(line, answer);
  return line;
}

} // namespace

TEST_CASE("CSV has the columns of a sheet but for the sentence")
{
  std::string titles;
  for (const formats::ColumnSpec& column : operations::answer_columns()) {
    titles += std::string(column.name) + ";";
  }
  CHECK(titles == operations::answer_titles().substr(0, operations::answer_titles().size() - 1) +
                    ";error_message;");
}

TEST_CASE("a line that is refused has its reason in place of amounts")
{
  CHECK(csv_of(refused_answer()) == "3;;\"'=A;B\";2025;;;;;;;;;annee;rates.year;\"x;y\"\n");
  CHECK(json_of(refused_answer()) ==
        R"({"line":3,"siren":null,"name":"=A;B","contribution":null,)"
        R"("errors":[{"column":"annee","code":"rates.year","value":"x;y"}]})"
        "\n");
}

TEST_CASE("amounts that no agreement gives are zero to a program and told to a person")
{
  domain::PayrollFacts facts;
  facts.year = 2025;
  facts.headcount = 500;
  facts.pay.total = {100'000};
  const auto simulation = domain::simulate(formats::built_in_rates(), facts);
  REQUIRE(simulation);
  EmployerAnswer answer;
  answer.line = 2;
  answer.simulation = &*simulation;
  const operations::AnswerRow for_program(answer), for_person(answer, texts::Texts());
  CHECK(std::get<std::int64_t>(for_program.cells()[10]) == 0);
  CHECK(std::get<std::string_view>(for_person.cells()[10]) == "not computed");
  CHECK(std::get<std::string_view>(for_person.cells()[13]) == "contribution.no_agreement");
  CHECK(csv_of(answer).ends_with(";;;\n"));
}
