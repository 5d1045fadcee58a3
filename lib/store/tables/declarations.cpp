#include "store/tables/declarations.hpp"

#include <fmt/format.h>

#include "store/tables/counters.hpp"

namespace myatlas::store {

namespace {

const std::string k_select_declaration =
  "select d.owner, d.number, d.year, d.state, d.headcount, d.payroll, d.idcc, d.total, d.paid, "
  "d.due, d.created, d.changed from declaration d ";

// An account ($2) sees those of the companies it has an establishment of.
std::string seen_declarations(const Perimeter& seen_by)
{
  return seen_by.everything ? "($1 = 1 and $2 = $2) "
                            : "($1 = 0 and d.owner in " + seen_by.companies() + ") ";
}

domain::Declaration declaration_of(const Row& row)
{
  domain::Declaration declaration;
  declaration.siren = domain::Siren::of_checked(row.integer(0));
  declaration.number = row.text(1);
  declaration.year = static_cast<int>(row.integer(2));
  declaration.state = row.read(3, domain::parse_declaration_state);
  declaration.headcount = row.integer(4);
  declaration.payroll = {row.integer(5)};
  declaration.idcc = row.text(6);
  declaration.total = {row.integer(7)};
  declaration.paid = {row.integer(8)};
  declaration.due = row.read(9, domain::Date::read);
  declaration.created = {row.integer(10)};
  declaration.changed = {row.integer(11)};
  return declaration;
}

void read_lines(Engine& engine, domain::Declaration& declaration)
{
  for (const Row& row :
       engine.query("select code, base, rate, amount, legal from declaration_line where owner = $1 "
                    "and year = $2 "
                    "order by position",
                    {declaration.siren.number(), std::int64_t{declaration.year}})) {
    const auto rate = row.maybe_integer(2);
    declaration.lines.push_back({row.text(0),
                                 {row.integer(1)},
                                 rate ? std::optional(domain::Rate{*rate}) : std::nullopt,
                                 {row.integer(3)},
                                 row.text(4)});
  }
}

std::optional<domain::Declaration> first(Engine& engine, const std::vector<Row>& rows)
{
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::Declaration declaration = declaration_of(rows[0]);
  read_lines(engine, declaration);
  return declaration;
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

std::optional<domain::Declaration> Declarations::find(domain::Siren company, int year) const
{
  return first(m_engine, m_engine.query(k_select_declaration + "where d.owner = $1 and d.year = $2",
                                        {company.number(), std::int64_t{year}}));
}

std::optional<domain::Declaration> Declarations::find_number(std::string_view number,
                                                             const Perimeter& seen_by) const
{
  return first(m_engine,
               m_engine.query(
                 k_select_declaration + "where " + seen_declarations(seen_by) + "and d.number = $3",
                 {std::int64_t{seen_by.everything}, std::string_view(seen_by.account), number}));
}

std::vector<domain::Declaration> Declarations::list(const DeclarationFilter& filter,
                                                    const Perimeter& seen_by) const
{
  std::vector<domain::Declaration> found;
  for (const Row& row : m_engine.query(
         k_select_declaration + "where " + seen_declarations(seen_by) +
           (filter.company ? "and d.owner = $3 " : "and $3 = 0 ") +
           "and ($4 = 0 or d.year = $4) and ($5 = '' or d.state = $5) "
           "order by d.year, d.number",
         {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
          filter.company ? filter.company->number() : 0, std::int64_t{filter.year.value_or(0)},
          std::string_view(filter.state ? domain::to_text(*filter.state) : "")})) {
    found.push_back(declaration_of(row));
  }
  for (domain::Declaration& declaration : found) {
    read_lines(m_engine, declaration);
  }
  return found;
}

void Declarations::put(const domain::Declaration& d)
{
  const std::string due = d.due.text();
  m_engine.execute(
    "insert into declaration (owner, number, year, state, headcount, payroll, idcc, total, paid, "
    "due, created, changed) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (owner, year) do "
    "update set "
    "state = excluded.state, headcount = excluded.headcount, payroll = excluded.payroll, idcc = "
    "excluded.idcc, "
    "total = excluded.total, paid = excluded.paid, due = excluded.due, changed = excluded.changed",
    {d.siren.number(), std::string_view(d.number), std::int64_t{d.year},
     std::string_view(domain::to_text(d.state)), d.headcount, d.payroll.cents,
     std::string_view(d.idcc), d.total.cents, d.paid.cents, std::string_view(due), d.created.micros,
     d.changed.micros});
  m_engine.execute("delete from declaration_line where owner = $1 and year = $2",
                   {d.siren.number(), std::int64_t{d.year}});
  for (std::size_t i = 0; i < d.lines.size(); ++i) {
    const domain::DeclarationLine& line = d.lines[i];
    m_engine.execute(
      "insert into declaration_line (owner, year, position, code, base, rate, amount, legal) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {d.siren.number(), std::int64_t{d.year}, static_cast<std::int64_t>(i + 1),
       std::string_view(line.code), line.base.cents,
       line.rate ? Cell(line.rate->billionths) : Cell(), line.amount.cents,
       std::string_view(line.legal)});
  }
}

void Declarations::add_change(const domain::Declaration& declaration,
                              const domain::DeclarationChange& change)
{
  m_engine.execute("insert into declaration_change (owner, year, position, at, actor, event, "
                   "state, amount, day, reference, means) "
                   "select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10 "
                   "from declaration_change where owner = $1 and year = $2",
                   {declaration.siren.number(), std::int64_t{declaration.year}, change.at.micros,
                    std::string_view(change.actor), std::string_view(domain::to_text(change.event)),
                    std::string_view(domain::to_text(change.to)), change.amount.cents,
                    std::string_view(change.day), std::string_view(change.reference),
                    std::string_view(change.means ? domain::to_text(*change.means) : "")});
}

std::int64_t Declarations::changes(const domain::Declaration& declaration) const
{
  return m_engine
    .query(
      "select coalesce(max(position), 0) from declaration_change where owner = $1 and year = $2",
      {declaration.siren.number(), std::int64_t{declaration.year}})[0]
    .integer(0);
}

std::vector<domain::DeclarationChange>
Declarations::history(const domain::Declaration& declaration) const
{
  std::vector<domain::DeclarationChange> found;
  for (const Row& row :
       m_engine.query("select at, actor, event, state, amount, day, reference, means from "
                      "declaration_change where owner = $1 and year = $2 "
                      "order by position",
                      {declaration.siren.number(), std::int64_t{declaration.year}})) {
    found.push_back({{row.integer(0)},
                     row.text(1),
                     row.read(2, domain::parse_declaration_event),
                     row.read(3, domain::parse_declaration_state),
                     {row.integer(4)},
                     row.text(5),
                     row.text(6),
                     {}});
    if (!row.text(7).empty()) {
      found.back().means = row.read(7, domain::parse_payment_means);
    }
  }
  return found;
}

std::optional<domain::Receipt> Declarations::receipt(std::string_view number,
                                                     const Perimeter& seen_by) const
{
  const auto rows = m_engine.query(
    "select r.owner, r.number, r.year, r.content, r.code, r.issued, d.number from receipt r "
    "join declaration d on d.owner = r.owner and d.year = r.year where " +
      seen_declarations(seen_by) +
      "and (d.owner, d.year) in (select x.owner, x.year from receipt x where x.number = $3 union "
      "select y.owner, y.year from declaration y where y.number = $3)",
    {std::int64_t{seen_by.everything}, std::string_view(seen_by.account), number});
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::Receipt receipt;
  receipt.siren = domain::Siren::of_checked(rows[0].integer(0));
  receipt.number = rows[0].text(1);
  receipt.year = static_cast<int>(rows[0].integer(2));
  receipt.content = rows[0].text(3);
  receipt.code = rows[0].text(4);
  receipt.issued = {rows[0].integer(5)};
  receipt.declaration = rows[0].text(6);
  return receipt;
}

void Declarations::put_receipt(const domain::Receipt& receipt)
{
  m_engine.execute("insert into receipt (owner, number, year, content, code, issued) values ($1, "
                   "$2, $3, $4, $5, $6) "
                   "on conflict (owner, year) do update set number = excluded.number, content = "
                   "excluded.content, code = excluded.code, "
                   "issued = excluded.issued",
                   {receipt.siren.number(), std::string_view(receipt.number),
                    std::int64_t{receipt.year}, std::string_view(receipt.content),
                    std::string_view(receipt.code), receipt.issued.micros});
}

} // namespace myatlas::store
