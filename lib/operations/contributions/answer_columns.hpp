#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/tables/column_spec.hpp"
#include "formats/tables/table_writer.hpp"
#include "services/contributions/simulate_batch.hpp"
#include "texts/texts.hpp"

// How the answer to one line of a file of employers is written: the columns stand in one table.
namespace myatlas::operations {

using services::EmployerAnswer;

// A column of a file of employers, by its position; empty: of none.
std::string employer_column(std::size_t position);

// The columns of a sheet. A person opens it: amounts are numbers, and why a row was refused is told
// in words.
std::vector<formats::ColumnSpec> answer_columns();

// A row of it; what its cells look at lives as long.
class AnswerRow
{
public:
  AnswerRow(const EmployerAnswer& answer, const texts::Texts& texts); // for a person
  explicit AnswerRow(const EmployerAnswer& answer);                   // for a program
  AnswerRow(const AnswerRow&) = delete;
  AnswerRow& operator=(const AnswerRow&) = delete;

  // Of the column at that place of answer_columns().
  formats::TableCell cell(std::size_t at) const;
  std::vector<formats::TableCell> cells() const; // all of them

  // Why there is no answer, or not all of one.
  struct Reason
  {
    std::string column, code;
    std::string_view value;
    std::string message; // empty for a program
  };
  struct Told
  {
    const EmployerAnswer& answer;
    std::optional<Reason> reason;
    std::string not_computed; // what stands for an amount that no agreement gives; empty: it does
  };

private:
  Told m_told;
};

// CSV for programs: its first line, and one for each answer.
std::string answer_titles();
void put_csv(std::string& into, const EmployerAnswer& answer);

// A line of JSON, with all of the calculation and all that is wrong.
void put_json(std::string& into, const EmployerAnswer& answer);

} // namespace myatlas::operations
