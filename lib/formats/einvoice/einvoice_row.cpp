// An invoice as data as a row of a file of invoices.
#include <algorithm>
#include <array>

#include "formats/einvoice/einvoice.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::array k_of_plain_documents = {"einvoice.no_xml", "pdf.broken", "pdf.encrypted",
                                             "pdf.library"};

std::string doubled(char c)
{
  return c == '"' ? "\"\"" : std::string(1, c);
}

std::string quoted(const std::string& text)
{
  std::string safe = "\"";
  for (const char c : text) {
    safe += doubled(c);
  }
  return safe + "\"";
}

using Cells = std::vector<std::pair<const char*, std::string>>;

std::string as_csv(const Cells& cells)
{
  std::string titles, row;
  for (const auto& [title, cell] : cells) {
    util::add_to_list(titles, title, ";");
    util::add_to_list(row, quoted(cell), ";");
  }
  return titles + "\n" + row + "\n";
}

// A credit note may name several: no cell holds them.
std::string corrected_by(const domain::EInvoice& i)
{
  return domain::takes_back(i) && i.preceding.size() == 1 ? i.preceding.front() : "";
}

std::string text_if_given(const auto& value)
{
  return value ? value->text() : "";
}

} // namespace

bool is_plain_document(const util::Error& why)
{
  return std::ranges::find(k_of_plain_documents, why.code) != k_of_plain_documents.end();
}

std::string einvoice_as_csv(const domain::EInvoice& i, const std::string& file,
                            const std::string& replaces)
{
  const bool taxed = i.tax.value_or(domain::Money{}).cents != 0;
  const std::string tax = taxed ? text_if_given(i.tax) : "";
  const std::string with_tax = taxed ? text_if_given(i.with_tax) : "";
  return as_csv({
    {"numero_facture", i.number},
    {"date_facture", text_if_given(i.issued)},
    {"siret_emetteur", i.seller.siret},
    {"numero_dossier", domain::dossier_named_in(i)},
    {"montant_ht", text_if_given(i.without_tax)},
    {"montant_tva", tax},
    {"montant_ttc", with_tax},
    {"iban", i.iban},
    {"fichier", file},
    {"facture_corrigee", corrected_by(i)},
    {"deja_paye", text_if_given(i.prepaid)},
    {"net_a_payer", text_if_given(i.amount_due)},
    {"facture_remplacee", replaces},
  });
}

CsvOptions einvoice_csv_options()
{
  return {Encoding::utf_8, ';', DecimalMark::point, DateOrder::dmy, true};
}

} // namespace myatlas::formats
