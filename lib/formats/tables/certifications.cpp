// Rows of the table of certifications, as France compétences publishes it or as an operator writes
// it.
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

struct CertificationRow
{
  std::optional<domain::RncpCode> code;
  std::string_view title;
  std::optional<domain::Date> starts, ends;
  bool active = true;
  std::optional<bool> apprenticeship;
};

util::Result<domain::RncpCode> certification_code(std::string_view cell)
{
  const std::string prefix = util::is_digits(cell) ? "RNCP" : ""; // digits alone are of the RNCP
  return domain::RncpCode::parse(prefix + std::string(cell));
}

void read_certification_code(CellReader& cells, std::size_t column, CertificationRow& row)
{
  row.code = cells.parsed(column, certification_code);
}

bool ends_before_start(const CertificationRow& row)
{
  return row.starts && row.ends && *row.ends < *row.starts;
}

void read_certification_end(CellReader& cells, std::size_t column, CertificationRow& row)
{
  row.ends = cells.date(column);
  if (ends_before_start(row)) {
    cells.problem(column, {"certification.order", {row.starts->text(), row.ends->text()}});
  }
}

// "ACTIVE" and "INACTIVE", "Oui" and "Non".
bool says_activity(std::string_view word)
{
  return word == "active" || word == "inactive" || word == "actif" || word == "inactif";
}

void read_active(CellReader& cells, std::size_t column, CertificationRow& row)
{
  const std::string word = util::to_lower(cells.cell(column));
  row.active = says_activity(word) ? word.starts_with("act") : word.empty() || cells.yes(column);
}

void read_apprenticeship(CellReader& cells, std::size_t column, CertificationRow& row)
{
  if (cells.present(column)) {
    row.apprenticeship = cells.yes(column);
  }
}

constexpr Column<CertificationRow> k_certification_columns[] = {
  {k_cer_code,
   {"code", "rncp code_rncp certification code_certification numero_fiche", true, "RNCP38368"},
   read_certification_code},
  {k_cer_title,
   {"intitule", "libelle title", false, "EXEMPLE À REMPLACER"},
   into<&CellReader::text, &CertificationRow::title>},
  {k_cer_starts,
   {"date_effet", "debut date_debut start", false, "01/09/2024", CellType::date},
   into<&CellReader::date, &CertificationRow::starts>},
  {k_cer_ends,
   {"date_fin_enregistrement", "fin date_fin end", false, "31/08/2028", CellType::date},
   read_certification_end},
  {k_cer_active, {"actif", "active etat", false, "ACTIVE"}, read_active},
  {k_cer_apprenticeship,
   {"apprentissage", "apprenticeship contrat_apprentissage si_jury_ca", false, "Oui"},
   read_apprenticeship},
};
constexpr auto k_certification_specs = specs_of<CertificationColumn>(k_certification_columns);

} // namespace

std::span<const ColumnSpec> certification_columns()
{
  return k_certification_specs;
}

std::optional<domain::Certification> RowReader::certification(const CsvRecord& record,
                                                              RowProblems& problems)
{
  CertificationRow row;
  if (!read_row(k_certification_columns, m_cells, record, problems, row) || !row.code) {
    return std::nullopt;
  }
  return domain::Certification{.code = *row.code,
                               .title = std::string(row.title),
                               .starts = row.starts,
                               .ends = row.ends,
                               .active = row.active,
                               .apprenticeship = row.apprenticeship};
}

} // namespace myatlas::formats
