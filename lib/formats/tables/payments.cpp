// Rows about payments that came in for declarations.
#include "domain/contributions/declaration.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

void read_declaration_number(CellReader& cells, std::size_t column, PaymentRow& row)
{
  row.declaration = util::to_upper(cells.cell(column));
}

void read_means(CellReader& cells, std::size_t column, PaymentRow& row)
{
  row.means = word_of(cells.parsed(column, domain::parse_payment_means));
}

constexpr Column<PaymentRow> k_payment_columns[] = {
  {k_paid_declaration,
   {"numero_declaration", "declaration n_declaration no_declaration number", true, "EXEMPLE"},
   read_declaration_number},
  {k_paid_amount,
   {"montant", "montant_paye montant_regle credit amount", true, "1234,56", CellType::amount},
   into<&CellReader::positive_text, &PaymentRow::amount>},
  {k_paid_day,
   {"date", "date_paiement date_de_paiement date_valeur date_de_valeur date_operation", false,
    "27/02/2026", CellType::date},
   into<&CellReader::day_text, &PaymentRow::day>},
  {k_paid_reference,
   {"reference", "ref reference_paiement reference_bancaire libelle", false, "VIR-2026-0042"},
   into<&CellReader::text, &PaymentRow::reference>},
  {k_paid_means,
   {"moyen", "moyen_de_paiement mode_de_paiement mode means", false, "virement"},
   read_means},
};
constexpr auto k_payment_specs = specs_of<PaymentColumn>(k_payment_columns);

} // namespace

std::span<const ColumnSpec> payment_columns()
{
  return k_payment_specs;
}

PaymentRow RowReader::payment(const CsvRecord& record, RowProblems& problems)
{
  PaymentRow row;
  read_row(k_payment_columns, m_cells, record, problems, row);
  return row;
}

} // namespace myatlas::formats
