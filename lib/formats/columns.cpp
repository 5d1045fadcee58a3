#include "formats/columns.hpp"

#include <algorithm>
#include <array>

#include "domain/names.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr domain::NamedValue<FileKind> k_kinds[] = {{"companies", FileKind::companies},
                                                    {"establishments", FileKind::establishments},
                                                    {"invoices", FileKind::invoices}};

constexpr std::string_view k_siret_names =
  "n_siret no_siret num_siret numero_siret code_siret siret_etablissement siretetablissement";
constexpr std::string_view k_name_names =
  "denomination nom_de_l_entreprise nom_entreprise entreprise societe nom denominationunitelegale "
  "denominationusuelleetablissement company_name name";
constexpr std::string_view k_naf_names = "ape code_naf code_ape naf_ape activiteprincipaleetablissement "
                                         "activiteprincipaleunitelegale";
constexpr std::string_view k_idcc_names = "code_idcc n_idcc convention_collective ccn";
constexpr std::string_view k_headcount_names = "nb_salaries nombre_de_salaries nb_de_salaries etp salaries headcount";
constexpr std::string_view k_payroll_names = "msb masse_salariale_brute masse_salariale_annuelle payroll";
constexpr std::string_view k_code_names = "code_adherent_atlas n_adherent no_adherent numero_adherent adherent member_code";

// Kept in the order of CompanyColumn, EstablishmentColumn and InvoiceColumn in formats/rows.hpp.
constexpr std::array k_companies = {
  ColumnSpec{"code_adherent", k_code_names, true, "ATL100001"},
  ColumnSpec{"siren", "n_siren no_siren num_siren numero_siren code_siren", true, "732829320"},
  ColumnSpec{"raison_sociale", k_name_names, true, "ALTÉA CONSEIL"},
  ColumnSpec{"idcc", k_idcc_names, false, "1486"},
  ColumnSpec{"naf", k_naf_names, false, "6202A"},
  ColumnSpec{"effectif", k_headcount_names, false, "12"},
  ColumnSpec{"annee", "annee_masse_salariale exercice year", false, "2025"},
  ColumnSpec{"masse_salariale", k_payroll_names, false, "500000,00"},
  ColumnSpec{"date_creation", "date_de_creation creation created datecreationunitelegale", false, "2001-05-14"},
};

constexpr std::array k_establishments = {
  ColumnSpec{"code_adherent", k_code_names, false, "ATL100001"},
  ColumnSpec{"siret", k_siret_names, true, "73282932000074"},
  ColumnSpec{"raison_sociale", k_name_names, false, "ALTÉA CONSEIL"},
  ColumnSpec{"enseigne", "enseigne1etablissement nom_commercial sign", false, "Altéa"},
  ColumnSpec{"adresse", "adresse_postale rue voie address", false, "12 rue de l’Église"},
  ColumnSpec{"code_postal", "cp codepostal codepostaletablissement postcode", false, "75008"},
  ColumnSpec{"commune", "ville localite libellecommuneetablissement town", false, "PARIS"},
  ColumnSpec{"naf", k_naf_names, false, "6202A"},
  ColumnSpec{"idcc", k_idcc_names, false, "1486"},
  ColumnSpec{"effectif", k_headcount_names, false, "12"},
  ColumnSpec{"masse_salariale", k_payroll_names, false, "500000,00"},
};

constexpr std::array k_invoices = {
  ColumnSpec{"numero_facture", "n_facture no_facture num_facture facture piece pieceref invoice_number", true,
             "FA-2026-0001"},
  ColumnSpec{"date_facture", "date date_de_facture date_de_la_facture piecedate invoice_date", true, "15/04/2026"},
  ColumnSpec{"siret_emetteur", "siret siret_fournisseur siret_prestataire siret_of issuer_siret", true, "88087814500015"},
  ColumnSpec{"numero_dossier", "n_dossier no_dossier num_dossier dossier request", true, "D20260000001"},
  ColumnSpec{"montant_ht", "ht total_ht montant_hors_taxe amount_without_tax", true, "1200,00"},
  ColumnSpec{"taux_tva", "tva_taux taux taux_de_tva vat_rate", false, "20"},
  ColumnSpec{"montant_tva", "tva total_tva montant_de_tva", false, "240,00"},
  ColumnSpec{"montant_ttc", "ttc total_ttc montant_toutes_taxes", false, "1440,00"},
  ColumnSpec{"iban", "iban_emetteur compte_iban rib", false, "FR7630006000011234567890189"},
  ColumnSpec{"fichier", "piece_jointe fichier_facture document file", false, ""},
};

constexpr std::array<std::string_view, 3> k_reject_columns = {"_line", "_code", "_message"};

bool named(const ColumnSpec& column, const std::string& folded)
{
  if (folded == column.name) {
    return true;
  }
  return std::ranges::any_of(util::split(column.aliases, ' '), [&](std::string_view alias) { return alias == folded; });
}

std::size_t column_named(FileKind kind, std::string_view title)
{
  const std::string folded = util::fold(title);
  const auto columns = columns_of(kind);
  const auto found = std::ranges::find_if(columns, [&](const ColumnSpec& c) { return named(c, folded); });
  return found == columns.end() ? k_absent : static_cast<std::size_t>(found - columns.begin());
}

bool is_reject_column(std::string_view title)
{
  return std::ranges::find(k_reject_columns, util::trim(title)) != k_reject_columns.end();
}

std::string required_names(FileKind kind)
{
  std::string names;
  for (const ColumnSpec& column : columns_of(kind)) {
    if (column.required) {
      names += (names.empty() ? "" : ", ") + std::string(column.name);
    }
  }
  return names;
}

} // namespace

const char* to_text(FileKind kind)
{
  return domain::name_of(k_kinds, kind);
}

util::Result<FileKind> parse_file_kind(std::string_view text)
{
  return domain::value_of(k_kinds, text, "import.kind");
}

std::string file_kinds()
{
  return domain::names_in(k_kinds);
}

std::span<const ColumnSpec> columns_of(FileKind kind)
{
  switch (kind) {
  case FileKind::companies:
    return k_companies;
  case FileKind::establishments:
    return k_establishments;
  case FileKind::invoices:
    return k_invoices;
  }
  return {};
}

std::size_t known_columns(FileKind kind, const std::vector<std::string>& titles)
{
  return static_cast<std::size_t>(
    std::ranges::count_if(titles, [&](const std::string& title) { return column_named(kind, title) != k_absent; }));
}

util::Result<Header> read_header(FileKind kind, const std::vector<std::string>& titles)
{
  Header header{std::vector<std::size_t>(columns_of(kind).size(), k_absent), {}, titles.size(), {}, {}};
  util::Errors problems;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    if (is_reject_column(titles[i])) {
      header.reject_cells.push_back(i);
      continue;
    }
    header.titles.push_back(titles[i]);
    const std::size_t column = column_named(kind, titles[i]);
    if (column == k_absent) {
      if (!util::trim(titles[i]).empty()) {
        header.unknown.push_back(titles[i]);
      }
    } else if (header.has(column)) {
      const std::string name(columns_of(kind)[column].name);
      problems.push_back(util::Error{"column.twice", {name}}.at(name));
    } else {
      header.cell_of[column] = i;
    }
  }
  for (std::size_t i = 0; i < header.cell_of.size(); ++i) {
    const ColumnSpec& column = columns_of(kind)[i];
    if (column.required && !header.has(i)) {
      const std::string name(column.name);
      problems.push_back(util::Error{"column.missing", {name, required_names(kind)}}.at(name));
    }
  }
  return problems.empty() ? util::Result<Header>(std::move(header)) : util::Result<Header>(problems);
}

std::string nearest_column(FileKind kind, std::string_view title)
{
  std::vector<std::string> names;
  for (const ColumnSpec& column : columns_of(kind)) {
    names.emplace_back(column.name);
  }
  return util::nearest(util::fold(title), names);
}

} // namespace myatlas::formats
