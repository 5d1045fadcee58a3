// Rows about invoices.
#include <algorithm>
#include <string>

#include "domain/values/bank.hpp"
#include "formats/tables/column_table.hpp"
#include "formats/tables/kinds.hpp"
#include "formats/tables/row_columns.hpp"
#include "formats/tables/rows.hpp"
#include "formats/text/fast_cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

// False, and told, when the amount is one of a credit note: which invoice it takes from has to be
// said.
bool is_of_invoice(CellReader& cells, std::size_t column, const std::optional<domain::Money>& money)
{
  const bool is_negative = money && money->cents < 0;
  return !is_negative || cells.refuse(column, "invoice.corrects_required");
}

// A fraction for a percentage, or a rate of another time or country, makes a wrong amount of tax.
bool is_in_force(std::int64_t rate)
{
  constexpr std::int64_t k_whole = 100; // 1 %
  return rate == 0 || (rate >= k_whole && domain::is_vat_rate(rate));
}

util::Error rate_not_in_force(std::int64_t rate)
{
  return {"vat_rate.not_in_force",
          {domain::percent_text(rate), domain::percent_text(domain::likely_vat_rate(rate))}};
}

std::optional<std::int64_t> vat_rate(CellReader& cells)
{
  const auto rate = cells.vat_percent(k_inv_rate);
  if (rate && !is_in_force(*rate)) {
    cells.problem(k_inv_rate, rate_not_in_force(*rate));
    return std::nullopt;
  }
  return rate;
}

// What is negative in an invoice that is no credit note is told once, on its amount.
bool are_of_invoice(CellReader& cells, const std::optional<domain::Money>& net,
                    const domain::InvoiceAmounts& given)
{
  return is_of_invoice(cells, k_inv_net, net) && cells.non_negative(k_inv_tax, given.tax) &&
         cells.non_negative(k_inv_gross, given.with_tax);
}

// Amounts that do not agree are told on the column that is wrong.
std::optional<domain::InvoiceAmounts> settled_amounts(CellReader& cells,
                                                      const domain::InvoiceAmounts& given)
{
  const util::Result<domain::SettledAmounts> settled =
    cells.present(k_inv_corrects) ? domain::settle_credit(given) : domain::settle_amounts(given);
  if (!settled) {
    for (const util::Error& error : settled.errors()) {
      cells.problem(error.where.column == "montant_tva" ? k_inv_tax : k_inv_gross, error);
    }
    return std::nullopt;
  }
  if (settled->rounded) {
    cells.warn(k_inv_tax, {"invoice.rounding", {cells.as_it_stands(k_inv_tax)}});
  }
  return settled->amounts;
}

std::optional<domain::InvoiceAmounts> invoice_amounts(CellReader& cells)
{
  domain::InvoiceAmounts given;
  const auto net = cells.amount(k_inv_net);
  given.vat_rate = vat_rate(cells);
  given.tax = cells.amount(k_inv_tax);
  given.with_tax = cells.amount(k_inv_gross);
  if (net && net->cents == 0) {
    cells.problem(k_inv_net, {"amount.not_positive", {cells.as_it_stands(k_inv_net)}});
    return std::nullopt;
  }
  const bool is_credit_note = cells.present(k_inv_corrects);
  if (!net || (!is_credit_note && !are_of_invoice(cells, net, given))) {
    return std::nullopt;
  }
  given.without_tax = *net;
  return settled_amounts(cells, given);
}

bool is_plain_invoice_number(std::string_view given)
{
  constexpr std::size_t k_most_of_number = 50;
  return !given.empty() && given.size() <= k_most_of_number && fast::is_plain_number(given);
}

std::string_view invoice_number(CellReader& cells, std::size_t column)
{
  const std::string_view given = cells.cell(column);
  if (cells.is_fast() && is_plain_invoice_number(given)) {
    return given;
  }
  return cells.keep(cells.take(column, domain::parse_invoice_number(given)).value_or(""));
}

// As providers write one, or as it is called since it was set aside: "F1~1".
std::string_view replaced_number(CellReader& cells)
{
  const std::string_view given = cells.cell(k_inv_replaces);
  const std::string_view told = given.substr(0, given.find('~'));
  return cells.take(k_inv_replaces, domain::parse_invoice_number(told)) ? given
                                                                        : std::string_view{};
}

// Upper case.
bool is_small_letter(char c)
{
  return c >= 'a' && c <= 'z';
}

bool has_small_letter(std::string_view text)
{
  return std::ranges::any_of(text, is_small_letter);
}

std::string_view request_number(CellReader& cells)
{
  const std::string_view given = cells.text(k_inv_request);
  return has_small_letter(given) ? cells.keep(util::to_upper(given)) : given;
}

void warn_of_rib_key(CellReader& cells, std::string_view iban)
{
  cells.warn(k_inv_iban, {"iban.rib_key", {domain::masked_iban(iban)}});
}

std::string_view iban(CellReader& cells)
{
  const std::string_view given = cells.cell(k_inv_iban);
  const fast::FrenchIban plain =
    cells.is_fast() ? fast::french_iban(given) : fast::FrenchIban::other;
  if (given.empty() || plain == fast::FrenchIban::right) {
    return given;
  }
  if (plain == fast::FrenchIban::rib_key) {
    warn_of_rib_key(cells, given);
    return given;
  }
  const auto parsed = cells.take(k_inv_iban, domain::Iban::parse(given));
  if (!parsed) {
    return {};
  }
  const std::string_view kept = cells.keep(parsed->text());
  if (!domain::rib_key_holds(*parsed)) {
    warn_of_rib_key(cells, kept);
  }
  return kept;
}

std::string_view named_file(CellReader& cells)
{
  return cells.present(k_inv_file) ? cells.keep(cells.file_name(k_inv_file)) : std::string_view{};
}

constexpr Column<InvoiceRow> k_invoice_columns[] = {
  {k_inv_number,
   {"numero_facture", "n_facture no_facture num_facture facture piece pieceref invoice_number",
    true, "EXEMPLE-1"}},
  {k_inv_date,
   {"date_facture", "date date_de_facture date_de_la_facture piecedate invoice_date", true,
    "15/04/2026", CellType::date}},
  {k_inv_issuer,
   {"siret_emetteur", "siret siret_fournisseur siret_prestataire siret_of issuer_siret", true,
    "88087814500015", CellType::siret}},
  {k_inv_request,
   {"numero_dossier", "n_dossier no_dossier num_dossier dossier request", true, "D20260000001"}},
  {k_inv_net,
   {"montant_ht", "ht total_ht montant_hors_taxe montant_hors_taxes amount_without_tax", true,
    "1200,00", CellType::amount}},
  {k_inv_rate, {"taux_tva", "tva_taux taux taux_de_tva vat_rate", false, "20", CellType::percent}},
  {k_inv_tax, {"montant_tva", "tva total_tva montant_de_tva", false, "240,00", CellType::amount}},
  {k_inv_gross,
   {"montant_ttc", "ttc total_ttc montant_toutes_taxes montant_toutes_taxes_comprises", false,
    "1440,00", CellType::amount}},
  {k_inv_iban,
   {"iban", "iban_emetteur compte_iban rib", false, "FR7630006000011234567890189", CellType::text,
    true}},
  {k_inv_file, {"fichier", "piece_jointe fichier_facture document file", false, ""}},
  {k_inv_corrects,
   {"facture_corrigee",
    "facture_rectifiee facture_d_origine facture_origine avoir_sur corrige corrects", false, ""}},
  {k_inv_prepaid,
   {"deja_paye", "acompte acomptes montant_paye deja_regle prepaid", false, "", CellType::amount}},
  {k_inv_due,
   {"net_a_payer", "reste_a_payer reste_du montant_du amount_due", false, "", CellType::amount}},
  {k_inv_replaces, {"facture_remplacee", "remplace facture_refusee replaces", false, ""}},
  {k_inv_reference,
   {"reference",
    "ref reference_interne reference_facture reference_de_la_facture n_reference no_reference "
    "invoice_reference",
    false, ""}},
};
constexpr auto k_invoice_specs = specs_of<InvoiceColumn>(k_invoice_columns);

} // namespace

std::span<const ColumnSpec> invoice_columns()
{
  return k_invoice_specs;
}

// By hand: a million rows are read so, and what a wrong number is called depends on the number.
InvoiceRow RowReader::invoice(const CsvRecord& record, RowProblems& problems)
{
  InvoiceRow row;
  if (!m_cells.start(record, problems)) {
    return row;
  }
  row.number = invoice_number(m_cells, k_inv_number);
  m_cells.require(k_inv_date);
  row.date = m_cells.date(k_inv_date);
  if (!m_cells.options().issuer_apart) {
    m_cells.require(k_inv_issuer);
  }
  row.issuer = m_cells.siret(k_inv_issuer);
  m_cells.require(k_inv_request);
  row.request = request_number(m_cells);
  m_cells.require(k_inv_net);
  row.amounts = invoice_amounts(m_cells);
  row.iban = iban(m_cells);
  row.file = named_file(m_cells);
  if (m_cells.present(k_inv_corrects)) {
    row.corrects = invoice_number(m_cells, k_inv_corrects);
  }
  row.prepaid = m_cells.amount(k_inv_prepaid);
  row.due = domain::signed_as(!row.corrects.empty(), m_cells.amount(k_inv_due));
  if (m_cells.present(k_inv_replaces)) {
    row.replaces = replaced_number(m_cells);
  }
  if (m_cells.present(k_inv_reference)) {
    row.reference = m_cells.reference(k_inv_reference);
  }
  return row;
}

} // namespace myatlas::formats
