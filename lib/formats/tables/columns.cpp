#include "formats/tables/columns.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "domain/values/names.hpp"
#include "formats/tables/column_names.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr domain::NamedValue<FileKind> k_kinds[] = {
  {"companies", FileKind::companies},       {"establishments", FileKind::establishments},
  {"employees", FileKind::employees},       {"requests", FileKind::requests},
  {"contracts", FileKind::contracts},       {"invoices", FileKind::invoices},
  {"payrolls", FileKind::payrolls},         {"certifications", FileKind::certifications},
  {"clients", FileKind::clients},           {"access", FileKind::access},
  {"declarations", FileKind::declarations}, {"payments", FileKind::payments}};

constexpr std::string_view k_template_mark = "EXEMPLE"; // what a sample says it is

// Kept in the order of the enumerations of formats/rows.hpp.
constexpr std::array k_companies = {
  ColumnSpec{"code_adherent", k_code_names, true, "ATL100001"},
  ColumnSpec{"siren", k_siren_names, true, "732829320", CellType::siren},
  ColumnSpec{"raison_sociale", k_name_names, true, "EXEMPLE À REMPLACER"},
  ColumnSpec{"idcc", k_idcc_names, false, "1486"},
  ColumnSpec{"naf", k_naf_names, false, "6202A"},
  ColumnSpec{"effectif", k_headcount_names, false, "12", CellType::whole},
  ColumnSpec{"annee", k_year_names, false, "2025", CellType::whole},
  ColumnSpec{"masse_salariale", k_payroll_names, false, "500000,00", CellType::amount},
  ColumnSpec{"date_creation", "date_de_creation creation created datecreationunitelegale", false,
             "14/05/2001", CellType::date},
};

constexpr std::array k_establishments = {
  ColumnSpec{"code_adherent", k_code_names, false, "ATL100001"},
  ColumnSpec{"siret", k_siret_names, true, "73282932000074", CellType::siret},
  ColumnSpec{"raison_sociale", k_name_names, false, "EXEMPLE À REMPLACER"},
  ColumnSpec{"enseigne", "enseigne1etablissement nom_commercial sign", false, "Altéa"},
  ColumnSpec{"adresse", "adresse_postale rue voie address adressephysiqueorganismeformation_voie",
             false, "12 rue de l’Église"},
  ColumnSpec{"code_postal", k_postcode_names, false, "75008"},
  ColumnSpec{"commune", k_town_names, false, "PARIS"},
  ColumnSpec{"naf", k_naf_names, false, "6202A"},
  ColumnSpec{"idcc", k_idcc_names, false, "1486"},
  ColumnSpec{"effectif", k_headcount_names, false, "12", CellType::whole},
  ColumnSpec{"masse_salariale", k_payroll_names, false, "500000,00", CellType::amount},
  ColumnSpec{"etat", "etatadministratifetablissement etat_administratif state", false, "A"},
};

constexpr std::array k_employees = {
  ColumnSpec{"siret", k_siret_names, true, "73282932000074", CellType::siret},
  ColumnSpec{"matricule", "n_matricule no_matricule code_salarie n_salarie staff_number", false,
             "EXEMPLE"},
  ColumnSpec{"nom_naissance",
             "nom nom_de_naissance nom_de_famille nom_patronymique birth_name last_name", true,
             "DURAND"},
  ColumnSpec{"nom_usage", "nom_d_usage nom_marital used_name", false, ""},
  ColumnSpec{"prenom", "prenoms first_name", true, "Anne"},
  ColumnSpec{"sexe", "civilite genre sex", false, "F"},
  ColumnSpec{"date_naissance", "date_de_naissance ne_le nee_le ne_e_le naissance birth_date", true,
             "14/05/1985", CellType::date},
  ColumnSpec{"nir",
             "n_nir numero_nir n_secu n_ss no_ss numero_securite_sociale "
             "numero_de_securite_sociale n_securite_sociale",
             false, "285059912345654"},
  ColumnSpec{"email", "e_mail courriel mail adresse_mail", false, "anne.durand@altea.example"},
  ColumnSpec{"type_contrat", "contrat nature_contrat type_de_contrat contract", false, "CDI"},
  ColumnSpec{"emploi", "poste fonction intitule_emploi intitule_du_poste job", false,
             "Consultante"},
  ColumnSpec{"statut", "statut_professionnel categorie categorie_socioprofessionnelle csp status",
             false, "Cadre"},
};

constexpr std::array k_contracts = {
  ColumnSpec{"fichier", "fichier_contrat nom_fichier file", false, "contrat.json"},
  ColumnSpec{"contrat", "contract json cerfa"},
  ColumnSpec{"numero_dossier", "dossier n_dossier request"},
};

constexpr std::array k_requests = {
  ColumnSpec{"reference", "ref reference_interne n_reference no_reference", true, "EXEMPLE"},
  ColumnSpec{"siret", k_siret_names, true, "73282932000074", CellType::siret},
  ColumnSpec{"dispositif", "scheme type_de_demande", true, "pdc"},
  ColumnSpec{"intitule", "intitule_formation intitule_de_la_formation formation titre title", true,
             "Tableur, niveau 2"},
  ColumnSpec{"objectif", "objectifs objective", false, "Maîtriser les tableaux croisés"},
  ColumnSpec{"siret_organisme", "siret_of siret_prestataire organisme provider_siret", false,
             "88087814500015", CellType::siret},
  ColumnSpec{"date_debut", "debut date_de_debut start", false, "08/04/2026", CellType::date},
  ColumnSpec{"date_fin", "fin date_de_fin end", false, "09/04/2026", CellType::date},
  ColumnSpec{"heures", "duree duree_heures nombre_d_heures nb_heures hours", false, "14"},
  ColumnSpec{"modalite", "mode modalites", false, "presentiel"},
  ColumnSpec{"inter_intra", "type_de_session audience", false, "inter"},
  ColumnSpec{"interne", "formation_interne internal", false, "non"},
  ColumnSpec{"hors_temps_travail", "hors_temps_de_travail outside_working_time", false, "non"},
  ColumnSpec{"certification", "rncp code_rncp certif", false, ""},
  ColumnSpec{"lieu", "lieu_formation place", false, "Paris"},
  ColumnSpec{"stagiaires", "stagiaire salaries salarie participants employees", false,
             "Anne Durand | Luc Petit"},
  ColumnSpec{"cout_pedagogique", "couts_pedagogiques cout_formation teaching_cost", false,
             "1200,00", CellType::amount},
  ColumnSpec{"frais_deplacement", "deplacement deplacements travel_cost", false, "0,00",
             CellType::amount},
  ColumnSpec{"frais_hebergement", "hebergement lodging_cost", false, "0,00", CellType::amount},
  ColumnSpec{"frais_repas", "repas restauration meal_cost", false, "0,00", CellType::amount},
  ColumnSpec{"remunerations", "salaires remuneration wage_cost", false, "0,00", CellType::amount},
  ColumnSpec{"montant_demande", "demande requested_amount", false, "", CellType::amount},
  ColumnSpec{"cofinancement", "co_financement co_funding", false, "", CellType::amount},
  ColumnSpec{"subrogation", "subroge", false, "oui"},
  ColumnSpec{"contact_nom", "contact contact_name", false, "Anne Durand"},
  ColumnSpec{"contact_email", "email courriel", false, "anne@altea.example"},
  ColumnSpec{"contact_telephone", "telephone contact_phone", false, ""},
  ColumnSpec{"brouillon", "draft", false, "non"},
  ColumnSpec{"documents", "pieces pieces_jointes", false, ""},
};

constexpr std::array k_invoices = {
  ColumnSpec{"numero_facture",
             "n_facture no_facture num_facture facture piece pieceref invoice_number", true,
             "EXEMPLE-1"},
  ColumnSpec{"date_facture", "date date_de_facture date_de_la_facture piecedate invoice_date", true,
             "15/04/2026", CellType::date},
  ColumnSpec{"siret_emetteur", "siret siret_fournisseur siret_prestataire siret_of issuer_siret",
             true, "88087814500015", CellType::siret},
  ColumnSpec{"numero_dossier", "n_dossier no_dossier num_dossier dossier request", true,
             "D20260000001"},
  ColumnSpec{"montant_ht", "ht total_ht montant_hors_taxe montant_hors_taxes amount_without_tax",
             true, "1200,00", CellType::amount},
  ColumnSpec{"taux_tva", "tva_taux taux taux_de_tva vat_rate", false, "20", CellType::percent},
  ColumnSpec{"montant_tva", "tva total_tva montant_de_tva", false, "240,00", CellType::amount},
  ColumnSpec{"montant_ttc", "ttc total_ttc montant_toutes_taxes montant_toutes_taxes_comprises",
             false, "1440,00", CellType::amount},
  ColumnSpec{"iban", "iban_emetteur compte_iban rib", false, "FR7630006000011234567890189"},
  ColumnSpec{"fichier", "piece_jointe fichier_facture document file", false, ""},
  ColumnSpec{"facture_corrigee",
             "facture_rectifiee facture_d_origine facture_origine avoir_sur corrige corrects",
             false, ""},
  ColumnSpec{"deja_paye", "acompte acomptes montant_paye deja_regle prepaid", false, "",
             CellType::amount},
  ColumnSpec{"net_a_payer", "reste_a_payer reste_du montant_du amount_due", false, "",
             CellType::amount},
  ColumnSpec{"facture_remplacee", "remplace facture_refusee replaces", false, ""},
};

constexpr std::array k_payrolls = {
  ColumnSpec{"siren", k_siren_names, true, "732829320", CellType::siren},
  ColumnSpec{"annee", k_year_names, true, "2025", CellType::whole},
  ColumnSpec{"masse_salariale", k_payroll_names, true, "123456,78", CellType::amount},
  k_fixed_term_pay,
  k_exempt_fixed_term_pay,
  k_apprentices_pay,
  k_alsace_moselle_pay,
  ColumnSpec{"effectif", k_headcount_names, false, "12,5", CellType::amount},
  ColumnSpec{"taux_alternants", "alternants part_alternants quota_alternants alternants_ratio",
             false, "4,5", CellType::percent},
};
// The last names of each are those of France compétences' open data.
constexpr std::array k_certifications = {
  ColumnSpec{"code", "rncp code_rncp certification code_certification numero_fiche", true,
             "RNCP38368"},
  ColumnSpec{"intitule", "libelle title", false, "EXEMPLE À REMPLACER"},
  ColumnSpec{"date_effet", "debut date_debut start", false, "01/09/2024", CellType::date},
  ColumnSpec{"date_fin_enregistrement", "fin date_fin end", false, "31/08/2028", CellType::date},
  ColumnSpec{"actif", "active etat", false, "ACTIVE"},
  ColumnSpec{"apprentissage", "apprenticeship contrat_apprentissage si_jury_ca", false, "Oui"},
};

constexpr std::array k_employers = {
  ColumnSpec{"siren", k_siren_names, false, "732829320", CellType::siren},
  ColumnSpec{"raison_sociale", k_name_names, false, "EXEMPLE À REMPLACER"},
  ColumnSpec{"annee", k_year_names, true, "2025", CellType::whole},
  ColumnSpec{"masse_salariale", k_payroll_names, true, "500000,00", CellType::amount},
  k_fixed_term_pay,
  k_exempt_fixed_term_pay,
  k_apprentices_pay,
  k_alsace_moselle_pay,
  ColumnSpec{"masse_missions", "masse_salariale_missions missions mission_payroll", false, "0,00",
             CellType::amount},
  ColumnSpec{"effectif", k_headcount_names, true, "12,5", CellType::amount},
  ColumnSpec{"effectif_annee", "effectif_de_l_annee headcount_of_year", false, "12,8",
             CellType::amount},
  ColumnSpec{"taux_alternants", "part_alternants quota_alternants alternants_ratio", false, "4,5",
             CellType::percent},
  ColumnSpec{"alternants", "nombre_alternants", false, "3", CellType::amount},
  ColumnSpec{"alternants_annee_precedente", "alternants_n_1 alternants_last_year", false, "2",
             CellType::amount},
  ColumnSpec{"association", "non_profit", false, "non"},
  ColumnSpec{"interim", "travail_temporaire temporary_work", false, "non"},
  ColumnSpec{"idcc", k_idcc_names, false, "1486"},
};

// Titles of the public files that say nothing to us and are passed over in silence: SIRENE's
// StockEtablissement and the list of training bodies. A star stands for any end or beginning.
constexpr std::array<std::string_view, 15> k_public_titles = {"siren",
                                                              "nic",
                                                              "datedebut",
                                                              "etablissementsiege",
                                                              "*etablissement",
                                                              "numerodeclarationactivite",
                                                              "numerosdeclarationactiviteprecedent",
                                                              "adressephysiqueorganismeformation_*",
                                                              "certifications_*",
                                                              "organismeetrangerrepresente_*",
                                                              "informationsdeclarees_*",
                                                              "nomenclatureactiviteprincipale*",
                                                              "caractereemployeur*",
                                                              "statutdiffusion*",
                                                              "datecreation*"};

// What SIRENE cuts an address into, in the order it is written.
constexpr std::array<std::string_view, 5> k_address_parts = {
  "complementadresseetablissement", "numerovoieetablissement", "indicerepetitionetablissement",
  "typevoieetablissement", "libellevoieetablissement"};

constexpr std::array<std::string_view, 3> k_reject_columns = {"_line", "_code", "_message"};

bool named(const ColumnSpec& column, const std::string& folded)
{
  if (folded == column.name) {
    return true;
  }
  return std::ranges::any_of(util::split(column.aliases, ' '),
                             [&](std::string_view alias) { return alias == folded; });
}

bool is_reject_column(std::string_view title)
{
  return std::ranges::find(k_reject_columns, util::trim(title)) != k_reject_columns.end();
}

bool is_public_title(FileKind kind, const std::string& folded)
{
  return kind == FileKind::establishments &&
         std::ranges::any_of(k_public_titles, [&](std::string_view title) {
           return title.starts_with('*') ? folded.ends_with(title.substr(1))
                  : title.ends_with('*') ? folded.starts_with(title.substr(0, title.size() - 1))
                                         : folded == title;
         });
}

std::size_t cell_titled(const std::vector<std::string>& titles, std::string_view wanted)
{
  const auto found = std::ranges::find_if(
    titles, [&](const std::string& title) { return util::fold(title) == wanted; });
  return found == titles.end() ? k_absent : static_cast<std::size_t>(found - titles.begin());
}

// The cells of an establishment that no column of ours has.
void find_public_cells(const std::vector<std::string>& titles, Header& header)
{
  header.siren_cell = cell_titled(titles, "siren");
  header.activity_cell = cell_titled(titles, "numerodeclarationactivite");
  header.nomenclature_cell = cell_titled(titles, "nomenclatureactiviteprincipaleetablissement");
  for (const std::string_view part : k_address_parts) {
    if (const std::size_t cell = cell_titled(titles, part); cell != k_absent) {
      header.address_cells.push_back(cell);
    }
  }
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

// What the map says of titles that no cell has.
util::Errors titles_not_there(const std::vector<std::string>& titles, const TitleMap& map)
{
  util::Errors problems;
  for (const auto& [title, column] : map) {
    if (cell_titled(titles, util::fold(title)) == k_absent) {
      std::string there;
      for (const std::string& one : titles) {
        there += util::trim(one).empty() ? "" : (there.empty() ? "" : ", ") + one;
      }
      problems.push_back(util::Error{"map.title", {title, there}}.at(column));
    }
  }
  return problems;
}

} // namespace

std::size_t column_titled(FileKind kind, std::string_view title, const TitleMap& titles)
{
  const std::string folded = util::fold(title);
  const auto columns = columns_of(kind);
  const auto told = std::ranges::find_if(
    titles, [&](const auto& pair) { return util::fold(pair.first) == folded; });
  const auto found = std::ranges::find_if(columns, [&](const ColumnSpec& c) {
    return told == titles.end() ? named(c, folded) : c.name == told->second;
  });
  return found == columns.end() ? k_absent : static_cast<std::size_t>(found - columns.begin());
}

const char* to_text(FileKind kind)
{
  return kind == FileKind::employers ? "employers" : domain::name_of(k_kinds, kind);
}

namespace {

// What French speakers call the kinds, folded.
constexpr std::pair<std::string_view, const char*> k_french_kinds[] = {
  {"entreprises", "companies"}, {"etablissements", "establishments"},
  {"salaries", "employees"},    {"demandes", "requests"},
  {"dossiers", "requests"},     {"contrats", "contracts"},
  {"factures", "invoices"},     {"masses_salariales", "payrolls"},
  {"paies", "payrolls"},        {"acces", "access"},
  {"paiements", "payments"},    {"reglements", "payments"},
};

// The kind that was likely meant: by its French name, or by one that is spelled much alike. Empty:
// nobody knows.
std::string near_kind(std::string_view text)
{
  const std::string word = util::fold(text);
  for (const auto& [french, kind] : k_french_kinds) {
    if (word == french || word + "s" == french) {
      return kind;
    }
  }
  std::vector<std::string> names;
  for (const auto& kind : k_kinds) {
    names.emplace_back(kind.name);
  }
  return util::nearest(word, names);
}

} // namespace

util::Result<FileKind> parse_file_kind(std::string_view text)
{
  util::Result<FileKind> kind = domain::value_of(k_kinds, text, "import.kind");
  const std::string near = kind ? "" : near_kind(text);
  return near.empty()
           ? kind
           : util::Result<FileKind>(util::Error{"import.kind_nearest", {std::string(text), near}});
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
  case FileKind::employees:
    return k_employees;
  case FileKind::requests:
    return k_requests;
  case FileKind::contracts:
    return k_contracts;
  case FileKind::invoices:
    return k_invoices;
  case FileKind::payrolls:
    return k_payrolls;
  case FileKind::certifications:
    return k_certifications;
  case FileKind::employers:
    return k_employers;
  case FileKind::clients:
  case FileKind::access:
  case FileKind::declarations:
  case FileKind::payments:
    return columns_of_portfolio(kind);
  }
  return {};
}

util::Result<Header> read_header(FileKind kind, const std::vector<std::string>& titles,
                                 const TitleMap& map, std::size_t demanded)
{
  Header header;
  header.cell_of.assign(columns_of(kind).size(), k_absent);
  header.cells = titles.size();
  util::Errors problems =
    titles_not_there(titles, {map.begin(), map.begin() + static_cast<std::ptrdiff_t>(demanded)});
  for (std::size_t i = 0; i < titles.size(); ++i) {
    if (is_reject_column(titles[i])) {
      header.reject_cells.push_back(i);
      header.line_cell = util::trim(titles[i]) == k_reject_columns[0] ? i : header.line_cell;
      continue;
    }
    header.titles.push_back(titles[i]);
    const std::size_t column = column_titled(kind, titles[i], map);
    if (column == k_absent) {
      if (!util::trim(titles[i]).empty() && !is_public_title(kind, util::fold(titles[i]))) {
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
  if (kind == FileKind::establishments) {
    find_public_cells(titles, header);
  }
  return problems.empty() ? util::Result<Header>(std::move(header))
                          : util::Result<Header>(problems);
}

// A spreadsheet writes amounts in its own way, and dates in many: those are left out. A file that
// lacks the column with the mark may hold the same figures of somebody.
bool is_template_row(FileKind kind, const Header& header, std::span<const std::string_view> cells)
{
  const auto bare = [](std::string_view text) {
    std::string kept = util::without_blanks(text);
    const bool whole = kept.ends_with(",00") || kept.ends_with(".00");
    return whole ? kept.substr(0, kept.size() - 3) : kept;
  };
  std::size_t compared = 0;
  for (std::size_t i = 0; i < columns_of(kind).size(); ++i) {
    const ColumnSpec& column = columns_of(kind)[i];
    const std::size_t at = header.cell_of[i];
    const bool marked = column.example.starts_with(k_template_mark);
    if (at == k_absent ? marked
                       : !column.example.empty() && column.type != CellType::date &&
                           (at >= cells.size() || bare(cells[at]) != bare(column.example))) {
      return false;
    }
    compared += at != k_absent && !column.example.empty() ? 1 : 0;
  }
  return compared > 2;
}

} // namespace myatlas::formats
