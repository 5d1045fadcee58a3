#include <array>

#include "formats/tables/column_names.hpp"

namespace myatlas::formats {

namespace {

// A company by any of its numbers: the one that is there is taken.
constexpr ColumnSpec k_company{
  "entreprise", "company siren n_siren no_siren num_siren numero_siren numero_de_siren code_siren",
  false, "732829320", CellType::siren};
constexpr ColumnSpec k_company_siret{"siret", k_siret_names, false, "", CellType::siret};
constexpr ColumnSpec k_company_member_code{"code_adherent", k_code_names, false, ""};

constexpr std::array k_clients = {
  ColumnSpec{"code_adherent", k_code_names, true, "EXEMPLE1"},
  ColumnSpec{"masse_salariale", k_payroll_names, true, "500000,00", CellType::amount},
  ColumnSpec{"annee", k_year_names, false, "2025", CellType::whole},
  ColumnSpec{
    "siret",
    "etablissement etablissements sirets n_siret no_siret num_siret numero_siret numero_de_siret",
    false, "tous", CellType::siret},
  ColumnSpec{"role", "droit droits", false, "gestionnaire"},
  ColumnSpec{"raison_sociale", k_name_names, false, ""},
};

constexpr std::array k_access = {
  ColumnSpec{"email", "e_mail courriel mail adresse_mail collaborateur", true,
             "EXEMPLE@cabinet.example"},
  k_company,
  k_company_siret,
  k_company_member_code,
  ColumnSpec{"role", "droit droits", true, "lecteur"},
  ColumnSpec{"jusqu_au", "until fin date_fin date_de_fin expiration", false, "31/12/2026",
             CellType::date},
  ColumnSpec{"raison_sociale", k_name_names, false, ""},
};

constexpr std::array k_declarations = {
  k_company,
  k_company_siret,
  k_company_member_code,
  ColumnSpec{"annee", k_year_names, true, "2025", CellType::whole},
  ColumnSpec{"masse_salariale", k_payroll_names, false, "500000,00", CellType::amount},
  k_fixed_term_pay,
  k_exempt_fixed_term_pay,
  k_apprentices_pay,
  k_alsace_moselle_pay,
  ColumnSpec{"effectif", k_headcount_names, false, "12,5", CellType::amount},
  ColumnSpec{"taux_alternants", "part_alternants quota_alternants alternants_ratio", false, "",
             CellType::percent},
  ColumnSpec{"alternants", "nombre_alternants", false, "", CellType::amount},
  ColumnSpec{"association", "non_profit", false, "non"},
  ColumnSpec{"interim", "travail_temporaire temporary_work", false, "non"},
  ColumnSpec{"idcc", k_idcc_names, false, "1486"},
  ColumnSpec{"versement_volontaire", "volontaire voluntary", false, "", CellType::amount},
  ColumnSpec{"raison_sociale", k_name_names, false, "EXEMPLE À REMPLACER"},
};

constexpr std::array k_payments = {
  ColumnSpec{"numero_declaration", "declaration n_declaration no_declaration number", true,
             "EXEMPLE"},
  ColumnSpec{"montant", "montant_paye montant_regle credit amount", true, "1234,56",
             CellType::amount},
  ColumnSpec{"date", "date_paiement date_de_paiement date_valeur date_de_valeur date_operation",
             false, "27/02/2026", CellType::date},
  ColumnSpec{"reference", "ref reference_paiement reference_bancaire libelle", false,
             "VIR-2026-0042"},
  ColumnSpec{"moyen", "moyen_de_paiement mode_de_paiement mode means", false, "virement"},
};

} // namespace

std::span<const ColumnSpec> columns_of_portfolio(FileKind kind)
{
  switch (kind) {
  case FileKind::clients:
    return k_clients;
  case FileKind::access:
    return k_access;
  case FileKind::declarations:
    return k_declarations;
  case FileKind::payments:
    return k_payments;
  default:
    return {};
  }
}

} // namespace myatlas::formats
