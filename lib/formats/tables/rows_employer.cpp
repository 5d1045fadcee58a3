// Rows about employers whose contributions are asked for.
#include "formats/tables/rows.hpp"

#include "domain/contributions/headcount.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

domain::Money RowReader::pay(std::size_t column)
{
  const auto money = amount(column);
  return non_negative(column, money) ? money.value_or(domain::Money{}) : domain::Money{};
}

// Two decimals are kept, as of a headcount (CSS R130-1 I).
std::optional<std::int64_t> RowReader::people(std::size_t column)
{
  if (!present(column)) {
    return std::nullopt;
  }
  return take(column, domain::parse_headcount(number_text(cell(column))));
}

bool RowReader::yes(std::size_t column)
{
  const std::string word = util::to_lower(cell(column));
  if (word.empty() || word == "non" || word == "no" || word == "n" || word == "0" ||
      word == "false" || word == "faux") {
    return false;
  }
  if (word == "oui" || word == "yes" || word == "o" || word == "y" || word == "1" ||
      word == "true" || word == "vrai") {
    return true;
  }
  problem(column, {"yes_no.unknown", {std::string(cell(column))}});
  return false;
}

EmployerRow RowReader::employer(const CsvRecord& record, RowProblems& problems)
{
  EmployerRow row;
  if (!start(record, problems)) {
    return row;
  }
  domain::PayrollFacts& facts = row.facts;
  row.siren = cell(k_empl_siren);
  if (present(k_empl_siren)) {
    siren(k_empl_siren);
  }
  row.name = cell(k_empl_name);
  require(k_empl_year);
  facts.year = static_cast<int>(year(k_empl_year).value_or(0));
  require(k_empl_total);
  facts.pay = {pay(k_empl_total), pay(k_empl_fixed_term), pay(k_empl_fixed_term_exempt),
               pay(k_empl_apprentices), pay(k_empl_alsace_moselle)};
  facts.missions = pay(k_empl_missions);
  require(k_empl_headcount);
  facts.headcount = people(k_empl_headcount);
  facts.headcount_of_year = people(k_empl_headcount_of_year);
  facts.alternants_ratio =
    present(k_empl_ratio) ? take(k_empl_ratio, percent_cell(cell(k_empl_ratio))) : std::nullopt;
  facts.alternants = people(k_empl_alternants);
  facts.alternants_last_year = people(k_empl_alternants_last_year);
  facts.association = yes(k_empl_association);
  facts.temporary_work = yes(k_empl_temporary_work);
  facts.idcc = idcc(k_empl_idcc);
  return row;
}

} // namespace myatlas::formats
