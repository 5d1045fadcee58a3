// Cells that are numbers, amounts or days.
#include "formats/tables/cell_reader.hpp"

#include "formats/text/cells.hpp"
#include "formats/text/fast_cells.hpp"
#include "util/decimal.hpp"

namespace myatlas::formats {

namespace {

using domain::Money;
using domain::Siren;
using domain::Siret;

} // namespace

std::optional<std::int64_t> CellReader::fast_cents(std::size_t column)
{
  return m_fast ? fast::cents(cell(column), m_options.decimal, m_decimal_seen) : std::nullopt;
}

std::optional<Money> CellReader::any_amount(std::size_t column)
{
  return take(column, amount_cell(cell(column), m_options.decimal, m_decimal_seen));
}

std::optional<Money> CellReader::amount(std::size_t column)
{
  if (!present(column)) {
    return std::nullopt;
  }
  const auto cents = fast_cents(column);
  return cents ? Money{*cents} : any_amount(column);
}

std::optional<std::int64_t> CellReader::fast_siret(std::size_t column) const
{
  return m_fast ? fast::siret(cell(column)) : std::nullopt;
}

std::optional<Siret> CellReader::siret(std::size_t column)
{
  const auto plain = fast_siret(column);
  return plain ? Siret::of_checked(*plain) : establishment(column);
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

bool CellReader::refuse(std::size_t column, const char* code)
{
  problem(column, {code, {as_it_stands(column)}});
  return false;
}

bool CellReader::non_negative(std::size_t column, const std::optional<Money>& amount)
{
  const bool is_negative = amount && amount->cents < 0;
  return !is_negative || refuse(column, "amount.negative");
}

std::optional<std::int64_t> CellReader::fast_whole(std::size_t column) const
{
  return m_fast ? fast::digits(cell(column), 9) : std::nullopt;
}

std::optional<std::int64_t> CellReader::whole(std::size_t column)
{
  const auto plain = fast_whole(column);
  return plain ? plain : parsed(column, whole_cell);
}

std::optional<Siren> CellReader::siren(std::size_t column)
{
  return present(column) ? take(column, Siren::parse(without_guard(cell(column)))) : std::nullopt;
}

std::optional<domain::Date> CellReader::fast_date(std::size_t column) const
{
  return m_fast ? fast::date(cell(column), date_order()) : std::nullopt;
}

std::optional<domain::Date> CellReader::any_date(std::size_t column)
{
  return present(column) ? take(column, date_cell(cell(column), date_order())) : std::nullopt;
}

std::optional<domain::Date> CellReader::date(std::size_t column)
{
  const auto plain = fast_date(column);
  return plain ? plain : any_date(column);
}

std::optional<std::int64_t> CellReader::year(std::size_t column)
{
  return present(column) ? take(column, year_cell(cell(column), date_order())) : std::nullopt;
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
  return present(column) ? take(column, headcount_cell(cell(column), m_options.decimal))
                         : std::nullopt;
}

std::string CellReader::people_text(std::size_t column)
{
  const auto count = people(column);
  return count ? util::format_decimal(*count, 2) : "";
}

std::optional<std::int64_t> CellReader::fast_percent(std::size_t column) const
{
  return m_fast ? fast::percent(cell(column)) : std::nullopt;
}

std::optional<std::int64_t> CellReader::percent(std::size_t column)
{
  const auto plain = fast_percent(column);
  return plain ? plain : parsed(column, percent_cell);
}

std::optional<std::int64_t> CellReader::vat_percent(std::size_t column)
{
  const auto plain = fast_percent(column);
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

bool CellReader::is_above_zero(std::size_t column, Money amount)
{
  return amount.cents == 0 ? refuse(column, "amount.not_positive") : non_negative(column, amount);
}

std::string CellReader::positive_text(std::size_t column)
{
  const auto money = amount(column);
  return money && is_above_zero(column, *money) ? money->text() : "";
}

} // namespace myatlas::formats
