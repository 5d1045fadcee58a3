#pragma once

#include <string_view>

#include "formats/tables/column_spec.hpp"

// Names that columns of several kinds of files are met under.
namespace myatlas::formats {

inline constexpr std::string_view k_siret_names =
  "n_siret no_siret num_siret numero_siret numero_de_siret code_siret siret_etablissement "
  "siretetablissement siretetablissementdeclarant";
inline constexpr std::string_view k_siren_names =
  "n_siren no_siren num_siren numero_siren numero_de_siren code_siren";
inline constexpr std::string_view k_name_names =
  "denomination denomination_sociale nom_de_l_entreprise nom_entreprise entreprise societe nom "
  "denominationunitelegale "
  "company_name name client nom_du_client nom_client raison_sociale_du_client";
inline constexpr std::string_view k_postcode_names =
  "cp codepostal codepostaletablissement adressephysiqueorganismeformation_codepostal "
  "postcode";
inline constexpr std::string_view k_town_names =
  "ville localite libellecommuneetablissement adressephysiqueorganismeformation_ville town";
inline constexpr std::string_view k_naf_names =
  "ape code_naf code_ape naf_ape activiteprincipaleetablissement "
  "activiteprincipaleunitelegale";
inline constexpr std::string_view k_idcc_names =
  "code_idcc n_idcc no_idcc convention_collective ccn";
inline constexpr std::string_view k_headcount_names =
  "nb_salaries nombre_de_salaries nb_de_salaries etp salaries headcount "
  "effectif_moyen effectif_moyen_annuel effectif_annuel_moyen effectif_annuel ema "
  "effectif_moyen_annuel_ema effectif_securite_sociale";
inline constexpr std::string_view k_payroll_names =
  "msb ms masse_salariale_brute masse_salariale_annuelle payroll ms_brute ms_annuelle base_brute "
  "brut brut_total total_brut brut_annuel salaires_bruts assiette assiette_brute "
  "assiette_formation "
  "masse_salariale_brute_annuelle total_masse_salariale";
inline constexpr std::string_view k_code_names =
  "code_adherent_atlas n_adherent no_adherent numero_adherent adherent member_code";

// What an account calls a company in its own books.
inline constexpr std::string_view k_client_reference_names =
  "dossier_client n_dossier_client no_dossier_client num_dossier_client numero_dossier_client "
  "numero_de_dossier_client code_client n_client no_client num_client numero_client "
  "reference_client ref_client reference_du_client client_reference ref";

inline constexpr std::string_view k_year_names =
  "exercice annee_masse_salariale annee_de_paie annee_paie annee_civile annee_de_reference "
  "exercice_de_paie millesime year";

// Parts of a pay.
inline constexpr ColumnSpec k_fixed_term_pay{
  "masse_cdd", "masse_salariale_cdd cdd cdd_payroll dont_cdd ms_cdd msb_cdd brut_cdd", false,
  "20000,00", CellType::amount};
inline constexpr ColumnSpec k_exempt_fixed_term_pay{
  "masse_cdd_exoneree",
  "masse_salariale_cdd_exoneree cdd_exonere cdd_exoneres dont_cdd_exoneres cdd_exempt_payroll",
  false, "0,00", CellType::amount};
inline constexpr ColumnSpec k_apprentices_pay{
  "masse_apprentis",
  "masse_salariale_apprentis apprentis apprentice_payroll dont_apprentis ms_apprentis "
  "msb_apprentis brut_apprentis",
  false, "0,00", CellType::amount};
inline constexpr ColumnSpec k_alsace_moselle_pay{
  "masse_alsace_moselle",
  "masse_salariale_alsace_moselle alsace_moselle alsace_moselle_payroll dont_alsace_moselle "
  "ms_alsace_moselle",
  false, "0,00", CellType::amount};

} // namespace myatlas::formats
