// Rows about establishments.
#include <algorithm>
#include <string>

#include "formats/tables/column_names.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"
#include "formats/text/fast_cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

struct StateName
{
  std::string_view folded, state;
};

constexpr StateName k_states[] = {{"a", "A"}, {"actif", "A"}, {"active", "A"}, {"ouvert", "A"},
                                  {"f", "F"}, {"ferme", "F"}, {"closed", "F"}};

// A NIC alone, beside its SIREN, is the SIRET's end: older issues of the list of training bodies
// have it so.
std::optional<domain::Siret> establishment_siret(CellReader& cells)
{
  const std::string_view given = cells.cell(k_est_siret),
                         siren = cells.cell_at(cells.header().siren_cell);
  if (given.size() <= 5 && siren.size() == 9 && fast::digits(given, 5)) {
    cells.put(k_est_siret, cells.keep(std::string(siren) + std::string(5 - given.size(), '0') +
                                      std::string(given)));
  }
  const std::optional<domain::Siret> siret = cells.siret(k_est_siret);
  const auto wanted = siren.size() == 9 ? fast::digits(siren, 9) : std::nullopt;
  if (siret && wanted && siret->siren().number() != *wanted) {
    cells.problem(k_est_siret, {"establishment.siren", {std::string(given), std::string(siren)}});
  }
  return siret;
}

// In one cell or, as SIRENE has it, in parts.
std::string_view address(CellReader& cells)
{
  const Header& header = cells.header();
  if (header.has(k_est_address) || header.address_cells.empty()) {
    return cells.text(k_est_address);
  }
  std::string joined;
  for (const std::size_t at : header.address_cells) {
    const std::string_view part = cells.cell_at(at);
    if (!part.empty() && part != "[ND]") {
      util::add_to_list(joined, part, " ");
    }
  }
  cells.put(k_est_address, cells.keep(std::move(joined)));
  return cells.text(k_est_address);
}

// A closed establishment may still have its code of an older nomenclature, which says nothing
// today.
bool is_current(std::string_view nomenclature)
{
  return nomenclature.empty() || nomenclature == "NAFRev2" || nomenclature == "NAF2025";
}

void tell_nomenclature(CellReader& cells, std::string_view nomenclature)
{
  cells.warn(k_est_naf,
             {"naf.nomenclature", {cells.as_it_stands(k_est_naf), std::string(nomenclature)}});
}

std::string_view establishment_naf(CellReader& cells)
{
  const std::string_view nomenclature = cells.cell_at(cells.header().nomenclature_cell);
  if (!is_current(nomenclature) && cells.present(k_est_naf)) {
    tell_nomenclature(cells, nomenclature);
    return {};
  }
  return cells.naf(k_est_naf);
}

std::string_view state(CellReader& cells)
{
  const std::string_view given = cells.cell(k_est_state);
  if (given.empty() || given == "A") {
    return given;
  }
  const std::string folded = util::fold(given);
  const auto found = std::ranges::find(k_states, std::string_view(folded), &StateName::folded);
  if (found == std::end(k_states)) {
    cells.problem(k_est_state, {"establishment.state", {std::string(given)}});
    return {};
  }
  return found->state;
}

constexpr Column<EstablishmentRow> k_establishment_columns[] = {
  {k_est_code, {"code_adherent", k_code_names, false, "ATL100001"}},
  {k_est_siret, {"siret", k_siret_names, true, "73282932000074", CellType::siret}},
  {k_est_name, {"raison_sociale", k_name_names, false, "EXEMPLE À REMPLACER"}},
  {k_est_sign, {"enseigne", "enseigne1etablissement nom_commercial sign", false, "Altéa"}},
  {k_est_address,
   {"adresse", "adresse_postale rue voie address adressephysiqueorganismeformation_voie", false,
    "12 rue de l’Église"}},
  {k_est_postcode, {"code_postal", k_postcode_names, false, "75008"}},
  {k_est_town, {"commune", k_town_names, false, "PARIS"}},
  {k_est_naf, {"naf", k_naf_names, false, "6202A"}},
  {k_est_idcc, {"idcc", k_idcc_names, false, "1486"}},
  {k_est_headcount, {"effectif", k_headcount_names, false, "12", CellType::whole}},
  {k_est_payroll, {"masse_salariale", k_payroll_names, false, "500000,00", CellType::amount}},
  {k_est_state, {"etat", "etatadministratifetablissement etat_administratif state", false, "A"}},
};
constexpr auto k_establishment_specs = specs_of<EstablishmentColumn>(k_establishment_columns);

} // namespace

std::span<const ColumnSpec> establishment_columns()
{
  return k_establishment_specs;
}

// By hand: a million rows are read so.
EstablishmentRow RowReader::establishment(const CsvRecord& record, RowProblems& problems,
                                          const util::KeySet* seen)
{
  EstablishmentRow row;
  if (!m_cells.start(record, problems)) {
    return row;
  }
  row.code = m_cells.code(k_est_code);
  m_cells.require(k_est_siret);
  row.siret = establishment_siret(m_cells);
  if (seen != nullptr && row.siret) {
    seen->prefetch(row.siret->number());
  }
  row.name = m_cells.text(k_est_name);
  row.sign = m_cells.text(k_est_sign);
  row.address = address(m_cells);
  row.postcode = m_cells.postcode(k_est_postcode);
  row.town = m_cells.text(k_est_town);
  row.naf = establishment_naf(m_cells);
  row.idcc = m_cells.idcc(k_est_idcc);
  row.headcount = m_cells.whole(k_est_headcount);
  row.payroll = m_cells.part_of_pay(k_est_payroll);
  row.state = state(m_cells);
  return row;
}

} // namespace myatlas::formats
