// Cells that are numbers, amounts or days.
#include "formats/tables/cell_reader.hpp"

#include "domain/contributions/headcount.hpp"
#include "formats/text/fast_cells.hpp"
#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

using domain::Money;
using domain::Siren;
using domain::Siret;

} // namespace

std::optional<Money> CellReader::amount(std::size_t column)
{
  if (!present(column)) {
    return std::nullopt;
  }
  if (const auto cents =
        m_fast ? fast::cents(cell(column), m_options.decimal, m_decimal_seen) : std::nullopt) {
    return Money{*cents};
  }
  return take(column, amount_cell(cell(column), m_options.decimal, m_decimal_seen));
}

std::optional<Siret> CellReader::siret(std::size_t column)
{
  if (const auto plain = m_fast ? fast::siret(cell(column)) : std::nullopt) {
    return Siret::of_checked(*plain);
  }
  return establishment(column);
}

std::optional<Siret> CellReader::establishment(std::size_t column)
{
  return parsed(column, siret_cell);
}

std::string CellReader::siret_text(std::size_t column)
{
  const auto siret = establishment(column);
  return siret ? siret->digits() : "";
}

bool CellReader::non_negative(std::size_t column, const std::optional<Money>& amount)
{
  if (amount && amount->cents < 0) {
    problem(column, {"amount.negative", {as_it_stands(column)}});
    return false;
  }
  return true;
}

std::optional<std::int64_t> CellReader::whole(std::size_t column)
{
  const auto plain = m_fast ? fast::digits(cell(column), 9) : std::nullopt;
  return plain ? plain : parsed(column, whole_cell);
}

std::optional<Siren> CellReader::siren(std::size_t column)
{
  return present(column) ? take(column, Siren::parse(without_guard(cell(column)))) : std::nullopt;
}

std::optional<domain::Date> CellReader::date(std::size_t column)
{
  const DateOrder order = m_options.dates.value_or(DateOrder::dmy);
  const auto plain = m_fast ? fast::date(cell(column), order) : std::nullopt;
  if (plain) {
    return plain;
  }
  return present(column) ? take(column, date_cell(cell(column), order)) : std::nullopt;
}

std::optional<std::int64_t> CellReader::year(std::size_t column)
{
  if (!present(column)) {
    return std::nullopt;
  }
  return take(column, year_cell(cell(column), m_options.dates.value_or(DateOrder::dmy)));
}

std::string CellReader::year_text(std::size_t column)
{
  const auto told = year(column);
  return told ? std::to_string(*told) : "";
}

std::string CellReader::day_text(std::size_t column)
{
  const auto day = date(column);
  return day ? day->text() : "";
}

// Two decimals are kept, as of a headcount (CSS R130-1 I).
std::optional<std::int64_t> CellReader::people(std::size_t column)
{
  if (!present(column)) {
    return std::nullopt;
  }
  return take(column, domain::parse_headcount(number_text(cell(column))));
}

std::string CellReader::people_text(std::size_t column)
{
  const auto count = people(column);
  return count ? util::format_decimal(*count, 2) : "";
}

std::optional<std::int64_t> CellReader::percent(std::size_t column)
{
  const auto plain = m_fast ? fast::percent(cell(column)) : std::nullopt;
  return plain ? plain : parsed(column, percent_cell);
}

std::optional<std::int64_t> CellReader::vat_percent(std::size_t column)
{
  const auto plain = m_fast ? fast::percent(cell(column)) : std::nullopt;
  return plain ? plain : parsed(column, vat_rate_cell);
}

std::string CellReader::percent_text(std::size_t column)
{
  const auto share = percent(column);
  return share ? util::format_decimal(*share, 2) : "";
}

std::optional<Money> CellReader::part_of_pay(std::size_t column)
{
  const auto money = amount(column);
  non_negative(column, money);
  return money;
}

Money CellReader::pay(std::size_t column)
{
  const auto money = amount(column);
  return non_negative(column, money) ? money.value_or(Money{}) : Money{};
}

std::string CellReader::amount_text(std::size_t column)
{
  const auto money = amount(column);
  return money ? money->text() : "";
}

std::string CellReader::pay_text(std::size_t column)
{
  const auto money = amount(column);
  return money && non_negative(column, money) ? money->text() : "";
}

std::string CellReader::positive_text(std::size_t column)
{
  const auto money = amount(column);
  if (money && money->cents == 0) {
    problem(column, {"amount.not_positive", {as_it_stands(column)}});
    return {};
  }
  return money && non_negative(column, money) ? money->text() : "";
}

} // namespace myatlas::formats
