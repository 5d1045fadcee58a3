// Rows about funding requests.
#include <algorithm>

#include "formats/tables/column_names.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"
#include "formats/text/cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

struct RequestCell
{
  RequestColumn column;
  domain::TextMember<domain::RequestForm> into;
};

using Form = domain::RequestForm;

constexpr RequestCell k_request_texts[] = {
  {k_req_reference, &Form::reference},
  {k_req_scheme, &Form::scheme},
  {k_req_title, &Form::title},
  {k_req_objective, &Form::objective},
  {k_req_mode, &Form::mode},
  {k_req_audience, &Form::audience},
  {k_req_certification, &Form::certification},
  {k_req_place, &Form::place},
  {k_req_contact_name, &Form::contact_name},
  {k_req_contact_email, &Form::contact_email},
  {k_req_contact_phone, &Form::contact_phone},
};

constexpr RequestCell k_request_amounts[] = {
  {k_req_teaching, &Form::teaching_cost}, {k_req_travel, &Form::travel_cost},
  {k_req_lodging, &Form::lodging_cost},   {k_req_meals, &Form::meal_cost},
  {k_req_wages, &Form::wage_cost},        {k_req_requested, &Form::requested_amount},
  {k_req_co_funding, &Form::co_funding},
};

constexpr RequestCell k_request_yes_no[] = {{k_req_internal, &Form::internal},
                                            {k_req_outside, &Form::outside_working_time},
                                            {k_req_subrogation, &Form::subrogation}};

constexpr RequestCell k_request_dates[] = {{k_req_start, &Form::start}, {k_req_end, &Form::end}};

constexpr RequestCell k_request_sirets[] = {{k_req_siret, &Form::siret},
                                            {k_req_provider, &Form::provider_siret}};

// The cells of one sort, each as `read` makes it; what is not told is left as it is.
template <std::size_t Size>
void read_cells(const RequestCell (&wanted)[Size], auto read, CellReader& cells, Form& form)
{
  for (const RequestCell& cell : wanted) {
    if (cells.present(cell.column)) {
      form.*cell.into = (cells.*read)(cell.column);
    }
  }
}

const char* yes_or_no(CellReader& cells, std::size_t column)
{
  return cells.yes(column) ? "yes" : "no";
}

void read_yes_no(CellReader& cells, Form& form)
{
  for (const RequestCell& cell : k_request_yes_no) {
    if (cells.present(cell.column)) {
      form.*cell.into = yes_or_no(cells, cell.column);
    }
  }
}

// "quote:devis.pdf": a kind, or "other", and the name of the file.
std::pair<std::string, std::string> document_in(CellReader& cells, std::string_view part)
{
  const std::size_t colon = part.find(':');
  const bool kind_told = colon != part.npos;
  const std::string_view name = kind_told ? part.substr(colon + 1) : part;
  const std::string kind(kind_told ? util::trim(part.substr(0, colon)) : "other");
  return {kind, cells.take(k_req_documents, safe_file_name(name)).value_or("")};
}

constexpr Column<RequestRow> k_request_columns[] = {
  {k_req_reference,
   {"reference", "ref reference_interne n_reference no_reference", true, "EXEMPLE"}},
  {k_req_siret, {"siret", k_siret_names, true, "73282932000074", CellType::siret}},
  {k_req_scheme, {"dispositif", "scheme type_de_demande", true, "pdc"}},
  {k_req_title,
   {"intitule", "intitule_formation intitule_de_la_formation formation titre title", true,
    "Tableur, niveau 2"}},
  {k_req_objective, {"objectif", "objectifs objective", false, "Maîtriser les tableaux croisés"}},
  {k_req_provider,
   {"siret_organisme", "siret_of siret_prestataire organisme provider_siret", false,
    "88087814500015", CellType::siret}},
  {k_req_start, {"date_debut", "debut date_de_debut start", false, "08/04/2026", CellType::date}},
  {k_req_end, {"date_fin", "fin date_de_fin end", false, "09/04/2026", CellType::date}},
  {k_req_hours, {"heures", "duree duree_heures nombre_d_heures nb_heures hours", false, "14"}},
  {k_req_mode, {"modalite", "mode modalites", false, "presentiel"}},
  {k_req_audience, {"inter_intra", "type_de_session audience", false, "inter"}},
  {k_req_internal, {"interne", "formation_interne internal", false, "non"}},
  {k_req_outside,
   {"hors_temps_travail", "hors_temps_de_travail outside_working_time", false, "non"}},
  {k_req_certification, {"certification", "rncp code_rncp certif", false, ""}},
  {k_req_place, {"lieu", "lieu_formation place", false, "Paris"}},
  {k_req_trainees,
   {"stagiaires", "stagiaire salaries salarie participants employees", false,
    "Anne Durand | Luc Petit"}},
  {k_req_teaching,
   {"cout_pedagogique", "couts_pedagogiques cout_formation teaching_cost", false, "1200,00",
    CellType::amount}},
  {k_req_travel,
   {"frais_deplacement", "deplacement deplacements travel_cost", false, "0,00", CellType::amount}},
  {k_req_lodging,
   {"frais_hebergement", "hebergement lodging_cost", false, "0,00", CellType::amount}},
  {k_req_meals, {"frais_repas", "repas restauration meal_cost", false, "0,00", CellType::amount}},
  {k_req_wages,
   {"remunerations", "salaires remuneration wage_cost", false, "0,00", CellType::amount}},
  {k_req_requested, {"montant_demande", "demande requested_amount", false, "", CellType::amount}},
  {k_req_co_funding, {"cofinancement", "co_financement co_funding", false, "", CellType::amount}},
  {k_req_subrogation, {"subrogation", "subroge", false, "oui"}},
  {k_req_contact_name, {"contact_nom", "contact contact_name", false, "Anne Durand"}},
  {k_req_contact_email, {"contact_email", "email courriel", false, "anne@altea.example"}},
  {k_req_contact_phone, {"contact_telephone", "telephone contact_phone", false, ""}},
  {k_req_draft, {"brouillon", "draft", false, "non"}},
  {k_req_documents, {"documents", "pieces pieces_jointes", false, ""}},
};
constexpr auto k_request_specs = specs_of<RequestColumn>(k_request_columns);

} // namespace

std::span<const ColumnSpec> request_columns()
{
  return k_request_specs;
}

// By hand: what is required is told first, and the rest sort by sort.
RequestRow RowReader::request(const CsvRecord& record, RowProblems& problems)
{
  RequestRow row;
  if (!m_cells.start(record, problems)) {
    return row;
  }
  for (const std::size_t column : {k_req_reference, k_req_siret, k_req_scheme}) {
    m_cells.require(column);
  }
  row.draft = m_cells.yes(k_req_draft);
  if (!row.draft) { // which may lack what it will be sent with
    m_cells.require(k_req_title);
  }
  read_cells(k_request_sirets, &CellReader::siret_text, m_cells, row.form);
  read_cells(k_request_texts, &CellReader::text, m_cells, row.form);
  read_cells(k_request_amounts, &CellReader::amount_text, m_cells, row.form);
  read_yes_no(m_cells, row.form);
  read_cells(k_request_dates, &CellReader::day_text, m_cells, row.form);
  row.form.hours = m_cells.cell(k_req_hours);
  std::ranges::replace(row.form.hours, ',', '.');
  row.form.employees = parts_of_cell(m_cells.text(k_req_trainees));
  for (const std::string& part : parts_of_cell(m_cells.text(k_req_documents))) {
    row.documents.push_back(document_in(m_cells, part));
  }
  return row;
}

} // namespace myatlas::formats
