#include "store/tables/declarations.hpp"

#include <fmt/format.h>

#include "store/rows.hpp"
#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

using domain::Declaration;
using domain::DeclarationChange;
using domain::DeclarationLine;
using domain::Receipt;

constexpr auto k_declaration = table<Declaration>(
  "declaration", Column("owner", &Declaration::siren, Part::key),
  Column("number", &Declaration::number, Part::once), Column("year", &Declaration::year, Part::key),
  Column("state", &Declaration::state), Column("headcount", &Declaration::headcount),
  Column("payroll", &Declaration::payroll), Column("idcc", &Declaration::idcc),
  Column("total", &Declaration::total), Column("paid", &Declaration::paid),
  Column("due", &Declaration::due), Column("created", &Declaration::created, Part::once),
  Column("changed", &Declaration::changed),
  Column("reference", &Declaration::reference, NullIfEmpty{}));

constexpr auto k_declaration_line = table<DeclarationLine>(
  "declaration_line", Given("owner"), Given("year"), Given("position"),
  Column("code", &DeclarationLine::code), Column("base", &DeclarationLine::base),
  Column("rate", &DeclarationLine::rate), Column("amount", &DeclarationLine::amount),
  Column("legal", &DeclarationLine::legal));

constexpr auto k_declaration_change = table<DeclarationChange>(
  "declaration_change", Given("owner"), Given("year"), Position("position"),
  Column("at", &DeclarationChange::at), Column("actor", &DeclarationChange::actor),
  Column("event", &DeclarationChange::event), Column("state", &DeclarationChange::to),
  Column("amount", &DeclarationChange::amount), Column("day", &DeclarationChange::day),
  Column("reference", &DeclarationChange::reference),
  Column("means", &DeclarationChange::means, EmptyIfNone{}));

constexpr auto k_receipt = table<Receipt>(
  "receipt", Column("owner", &Receipt::siren, Part::key), Column("number", &Receipt::number),
  Column("year", &Receipt::year, Part::key), Column("content", &Receipt::content),
  Column("code", &Receipt::code), Column("issued", &Receipt::issued),
  Column("d.number", &Receipt::declaration, Part::joined));

const std::string& select_declarations()
{
  static const std::string k_select =
    "select " + columns_text(k_declaration.columns(), "d") + " from declaration d where ";
  return k_select;
}

// An account ($2) sees those of the companies it has an establishment of.
std::string seen_declarations(const Perimeter& seen_by)
{
  return seen_by.account_sees("d.owner in " + seen_by.companies());
}

Declaration with_lines(Engine& engine, Declaration declaration)
{
  declaration.lines = all_where<k_declaration_line>(
    engine, "owner = $1 and year = $2 order by position", {declaration.siren, declaration.year});
  return declaration;
}

std::optional<Declaration> with_lines(Engine& engine, std::optional<Declaration> declaration)
{
  return declaration ? std::optional(with_lines(engine, *declaration)) : std::nullopt;
}

} // namespace

std::string Declarations::next_number(int year)
{
  return fmt::format("C{}-{:07}", year, next_value(m_engine, fmt::format("declaration-{}", year)));
}

std::string Declarations::next_receipt_number(int year)
{
  return fmt::format("R{}-{:07}", year, next_value(m_engine, fmt::format("receipt-{}", year)));
}

std::optional<Declaration> Declarations::find(domain::Siren company, int year) const
{
  return with_lines(
    m_engine, first_where<k_declaration>(m_engine, "owner = $1 and year = $2", {company, year}));
}

std::optional<Declaration> Declarations::find_number(std::string_view number,
                                                     const Perimeter& seen_by) const
{
  return with_lines(
    m_engine, first_row<k_declaration>(
                m_engine, select_declarations() + seen_declarations(seen_by) + "and d.number = $3",
                {seen_by.everything, seen_by.account, number}));
}

std::vector<Declaration> Declarations::list(const DeclarationFilter& filter,
                                            const Perimeter& seen_by) const
{
  const char* const of_company =
    filter.company ? "and d.owner = $3 " : "and cast($3 as bigint) is null ";
  std::vector<Declaration> found =
    all_rows<k_declaration>(m_engine,
                            select_declarations() + seen_declarations(seen_by) + of_company +
                              "and (cast($4 as bigint) is null or d.year = $4) and ($5 = '' or "
                              "d.state = $5) and ($6 = '' or "
                              "d.reference = $6) order by d.year, d.number",
                            {seen_by.everything, seen_by.account, filter.company, filter.year,
                             filter.state ? domain::to_text(*filter.state) : "", filter.reference});
  for (Declaration& declaration : found) {
    declaration = with_lines(m_engine, declaration);
  }
  return found;
}

static void add_lines(Engine& engine, const Declaration& declaration)
{
  std::int64_t position = 0;
  for (const DeclarationLine& line : declaration.lines) {
    add_row<k_declaration_line>(engine, line, {declaration.siren, declaration.year, ++position});
  }
}

void Declarations::put(const Declaration& declaration)
{
  put_row<k_declaration>(m_engine, declaration);
  m_engine.execute("delete from declaration_line where owner = $1 and year = $2",
                   {declaration.siren, declaration.year});
  add_lines(m_engine, declaration);
}

void Declarations::add_change(const Declaration& declaration, const DeclarationChange& change)
{
  add_row<k_declaration_change>(m_engine, change, {declaration.siren, declaration.year});
}

std::int64_t Declarations::changes(const Declaration& declaration) const
{
  return last_position<k_declaration_change>(m_engine, {declaration.siren, declaration.year});
}

std::vector<DeclarationChange> Declarations::history(const Declaration& declaration) const
{
  return all_where<k_declaration_change>(m_engine, "owner = $1 and year = $2 order by position",
                                         {declaration.siren, declaration.year});
}

std::optional<Receipt> Declarations::receipt(std::string_view number,
                                             const Perimeter& seen_by) const
{
  static const std::string k_select =
    "select " + columns_text(k_receipt.columns(), "r") +
    " from receipt r join declaration d on d.owner = r.owner and d.year = r.year where ";
  return first_row<k_receipt>(
    m_engine,
    k_select + seen_declarations(seen_by) +
      "and (d.owner, d.year) in (select x.owner, x.year from receipt x where x.number = $3 union "
      "select y.owner, y.year from declaration y where y.number = $3)",
    {seen_by.everything, seen_by.account, number});
}

void Declarations::put_receipt(const Receipt& receipt)
{
  put_row<k_receipt>(m_engine, receipt);
}

} // namespace myatlas::store
