#include "store/tables/exports.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "domain/contributions/declaration.hpp"
#include "formats/json/contract_json.hpp"
#include "store/rows.hpp"
#include "store/state_lists.hpp"
#include "store/tables/contracts.hpp"
#include "store/tables/employees.hpp"
#include "store/tables/export_columns.hpp"
#include "store/tables/funding_requests.hpp"
#include "store/tables/invoices.hpp"
#include "store/tables/request_rows.hpp"
#include "util/decimal.hpp"

namespace myatlas::store {

namespace {

using formats::FileKind;

// What the selects of a kind begin with, and the rest of them, one after the other. $1: 1 sees
// everything, $2: the account, $3: the SIREN of its provider. An account has of the register what
// it reaches, and the payrolls it proved it knew: they are what proves a company.
struct ExportQuery
{
  FileKind kind;
  std::size_t parameters;
  std::string (*columns)();
  std::string_view rest;
};

// What stands in a select for what its rows must be to be seen, and what it is for an account: {0}
// is Perimeter::reach(), {1} managed().
struct Seen
{
  std::string_view place, by_account;
};

constexpr Seen k_seen[] = {
  {"{seen}", "siret in {0}"},
  {"{seen company}", "c.siren in (select siren from account_company where account = $2)"},
  {"{seen payroll}", "siren in (select siren from account_company where account = $2)"},
  {"{seen declaration}", "d.owner in (select siret / 100000 from {1} as managed)"},
};

constexpr ExportQuery k_queries[] = {
  {FileKind::companies, 2, columns_in<k_company_file>,
   "from company c left join company_payroll p on p.siren = c.siren where {seen company} "
   "order by c.siren, p.year"},
  {FileKind::establishments, 2, columns_in<k_establishment_file>,
   "from establishment where {seen}"},
  {FileKind::employees, 2, Employees::exported_columns,
   "from employee where {seen} order by owner, identity"},
  {FileKind::invoices, 3, columns_in<k_invoice_file>,
   "from invoice i join funding_request r on r.id = i.dossier where {seen invoice} and "
   "i.corrects is null order by i.provider, i.number"},
  {FileKind::invoices, 3, columns_in<k_invoice_file>, // behind the invoices they take from
   "from invoice i join funding_request r on r.id = i.dossier where {seen invoice} and "
   "i.corrects is not null order by i.provider, i.number"},
  {FileKind::payrolls, 2, columns_in<k_payroll_file>,
   "from company_payroll where {seen payroll} order by siren, year"},
  {FileKind::certifications, 0, columns_in<k_certification_file>,
   "from certification order by code"},
  // A client with the latest payroll there is, which is its proof, and an establishment a row.
  {FileKind::clients, 2, columns_in<k_client_file>,
   "from account_company a join company c on c.siren = a.siren "
   "left join company_payroll p on p.siren = c.siren and p.year = (select max(year) from "
   "company_payroll where siren = c.siren) "
   "left join account_establishment e on e.account = a.account and "
   "e.siret / 100000 = a.siren and e.grantor is null "
   "where $1 = 0 and a.account = $2 order by c.siren, e.siret"},
  {FileKind::access, 2, columns_in<k_access_file>,
   "from (select a.email, g.siren, g.role, g.until from access_grant g join account a "
   "on a.id = g.account where $1 = 0 and g.grantor = $2 and g.revoked is null union all "
   "select email, siren, role, until from access_invitation where $1 = 0 and grantor = $2) as "
   "given order by siren, email"},
  {FileKind::declarations, 2, columns_in<k_declaration_file>,
   "from declaration d left join company c on c.siren = d.owner "
   "where {seen declaration} order by d.owner, d.year"},
  {FileKind::payments, 2, columns_in<k_payment_file>,
   "from declaration_change h join declaration d on d.owner = h.owner and d.year = h.year "
   "where h.event in ({payments}) and h.amount > 0 and {seen declaration} "
   "order by d.number, h.position"},
};

void put_in_place(std::string& sql, std::string_view place, const std::string& text)
{
  if (const std::size_t at = sql.find(place); at != sql.npos) {
    sql.replace(at, place.size(), text);
  }
}

std::string condition_of(const Seen& seen, const Perimeter& seen_by)
{
  return seen_by.account_sees(
    fmt::format(fmt::runtime(seen.by_account), seen_by.reach(), seen_by.managed()));
}

std::string written_for(const ExportQuery& query, const Perimeter& seen_by)
{
  std::string sql = "select " + query.columns() + " " + std::string(query.rest);
  for (const Seen& seen : k_seen) {
    put_in_place(sql, seen.place, condition_of(seen, seen_by));
  }
  put_in_place(sql, "{seen invoice}", sees_invoice(seen_by));
  put_in_place(sql, "{payments}", words_of(domain::k_payments));
  put_in_place(sql, "{manager}", quoted(domain::AccessRole::manager));
  return sql;
}

} // namespace

// One without a reference is known by its number, which stands behind the columns as well.
std::string select_requests()
{
  std::string columns = columns_in<k_request_file>();
  put_in_place(columns, "{drafts}", draft_states());
  return "select " + columns + ", r.number from funding_request r where ";
}

constexpr std::size_t k_request_cells = std::size(k_request_file);

void Exports::each_request(const Perimeter& seen_by,
                           const std::function<bool(std::string_view, Cells)>& each) const
{
  const Cell parameters[] = {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                             seen_by.provider_number()};
  const std::string seen = FundingRequests(m_engine).seen(seen_by);
  m_engine.each_row(select_requests() + seen + "order by r.number", parameters, [&](Cells row) {
    std::array<Cell, k_request_cells> cells;
    std::ranges::copy(row.first(k_request_cells), cells.begin());
    std::string hours;
    if (const auto* hundredths = std::get_if<std::int64_t>(&cells[formats::k_req_hours])) {
      hours = util::format_decimal(*hundredths, 2);
      std::ranges::replace(hours, '.', ','); // as the amounts
      cells[formats::k_req_hours] = std::string_view(hours);
    }
    return each(std::get<std::string_view>(row[k_request_cells]), cells);
  });
}

// One after the other by number: each is opened by itself.
void Exports::each_contract(const Perimeter& seen_by, const std::function<bool(Cells)>& each) const
{
  const Contracts contracts(m_engine, m_key);
  const std::string with_contract = // which of both is begun with
    seen_by.everything ? "r.id in (select dossier from contract) and "
                       : "exists (select 1 from contract c where c.dossier = r.id) and ";
  const std::string seen =
    with_contract +
    seen_by.sees("r.id in (select p.id from funding_request p where p.provider / 100000 = $3 union "
                 "select e.id from funding_request e where e.siret in " +
                 seen_by.reach() + ")");
  for (const auto& [number, dossier] : values<std::pair<std::string, std::int64_t>>(
         m_engine,
         "select r.number, r.id from funding_request r where " + seen + "order by r.number",
         {seen_by.everything, seen_by.account, seen_by.provider_number()})) {
    const std::string text =
      formats::contract_json(*contracts.find(dossier), formats::Nirs::left_out).dump();
    const Cell cells[] = {Cell(), std::string_view(text), std::string_view(number)};
    if (!each(cells)) {
      return;
    }
  }
}

std::vector<formats::ColumnSpec> Exports::columns(FileKind kind)
{
  const auto all = formats::columns_of(kind);
  std::vector<formats::ColumnSpec> columns(all.begin(), all.end());
  std::erase_if(columns, [](const formats::ColumnSpec& column) { return column.name == "nir"; });
  return columns;
}

void Exports::for_each(FileKind kind, const Perimeter& seen_by,
                       const std::function<bool(Cells)>& each) const
{
  if (kind == FileKind::requests) {
    each_request(seen_by, [&](std::string_view, Cells cells) { return each(cells); });
    return;
  }
  if (kind == FileKind::contracts) {
    each_contract(seen_by, each);
    return;
  }
  const Cell parameters[] = {std::int64_t{seen_by.everything}, std::string_view(seen_by.account),
                             seen_by.provider_number()};
  bool wanted = true;
  for (const ExportQuery& query : k_queries) {
    if (query.kind != kind || !wanted) {
      continue;
    }
    m_engine.each_row(written_for(query, seen_by), Cells(parameters).first(query.parameters),
                      [&](Cells cells) { return wanted = each(cells); });
  }
}

} // namespace myatlas::store
