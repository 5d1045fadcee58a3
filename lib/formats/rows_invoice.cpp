// Rows about invoices.
#include "formats/rows.hpp"

#include <algorithm>

#include "formats/fast_cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

// Amounts that do not agree are told on the column that is wrong.
std::optional<domain::InvoiceAmounts> RowReader::amounts()
{
  const auto net = amount(k_inv_net);
  domain::InvoiceAmounts given;
  if (present(k_inv_rate)) {
    const auto plain = m_fast ? fast::percent(cell(k_inv_rate)) : std::nullopt;
    given.vat_rate = plain ? plain : take(k_inv_rate, percent_cell(cell(k_inv_rate)));
  }
  given.tax = amount(k_inv_tax);
  given.with_tax = amount(k_inv_gross);
  // A credit note is told once, on its amount.
  if (net && net->cents == 0) {
    problem(k_inv_net, {"amount.not_positive", {std::string(cell(k_inv_net))}});
    return std::nullopt;
  }
  if (!net || !non_negative(k_inv_net, net) || !non_negative(k_inv_tax, given.tax) ||
      !non_negative(k_inv_gross, given.with_tax)) {
    return std::nullopt;
  }
  given.without_tax = *net;
  const util::Result<domain::SettledAmounts> settled = domain::settle_amounts(given);
  if (!settled) {
    for (const util::Error& error : settled.errors()) {
      problem(error.code == "invoice.tax" ? k_inv_tax : k_inv_gross, error);
    }
    return std::nullopt;
  }
  if (settled->rounded) {
    warn(k_inv_tax, {"invoice.rounding", {std::string(cell(k_inv_tax))}});
  }
  return settled->amounts;
}

std::string_view RowReader::invoice_number(std::size_t column)
{
  constexpr std::size_t k_most_characters = 50;
  const std::string_view given = cell(column);
  if (m_fast && !given.empty() && given.size() <= k_most_characters &&
      fast::is_plain_number(given)) {
    return given;
  }
  m_kept[0] = take(column, domain::parse_invoice_number(given)).value_or("");
  return m_kept[0];
}

std::string_view RowReader::iban(std::size_t column)
{
  const fast::FrenchIban plain = m_fast ? fast::french_iban(cell(column)) : fast::FrenchIban::other;
  if (!present(column) || plain == fast::FrenchIban::right) {
    return cell(column);
  }
  std::string_view iban = cell(column);
  if (plain == fast::FrenchIban::other) {
    const auto parsed = take(column, domain::Iban::parse(cell(column)));
    if (!parsed) {
      return {};
    }
    m_kept[2] = parsed->text();
    iban = m_kept[2];
    if (domain::rib_key_holds(*parsed)) {
      return iban;
    }
  }
  const std::string masked = domain::masked_iban(iban);
  m_problems->warnings.push_back({column, masked, {"iban.rib_key", {masked}}});
  return iban;
}

std::string_view RowReader::file_name(std::size_t column)
{
  m_kept[3] = present(column) ? take(column, safe_file_name(cell(column))).value_or("") : "";
  return m_kept[3];
}

InvoiceRow RowReader::invoice(const CsvRecord& record, RowProblems& problems)
{
  InvoiceRow row;
  if (!start(record, problems)) {
    return row;
  }
  row.number = invoice_number(k_inv_number);
  require(k_inv_date);
  row.date = date(k_inv_date);
  require(k_inv_issuer);
  const std::int64_t issuer = siret(k_inv_issuer);
  row.issuer = issuer == 0 ? std::nullopt : std::optional(domain::Siret::of_checked(issuer));
  require(k_inv_request);
  row.request = text(k_inv_request);
  if (std::ranges::any_of(row.request, [](char c) { return c >= 'a' && c <= 'z'; })) {
    m_kept[1] = util::to_upper(row.request);
    row.request = m_kept[1];
  }
  require(k_inv_net);
  row.amounts = amounts();
  row.iban = iban(k_inv_iban);
  row.file = file_name(k_inv_file);
  return row;
}

} // namespace myatlas::formats
