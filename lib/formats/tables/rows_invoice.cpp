// Rows about invoices.
#include "formats/tables/rows.hpp"

#include <algorithm>

#include "formats/text/fast_cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

// False, and told, when the amount is one of a credit note: which invoice it takes from has to be
// said.
bool RowReader::is_of_invoice(std::size_t column, const std::optional<domain::Money>& amount)
{
  if (amount && amount->cents < 0) {
    problem(column, {"invoice.corrects_required", {std::string(cell(column))}});
    return false;
  }
  return true;
}

// A fraction for a percentage, or a rate of another time or country, makes a wrong amount of tax.
void RowReader::check_vat_rate(std::optional<std::int64_t>& rate)
{
  constexpr std::int64_t k_whole = 100; // 1 %
  if (rate && *rate != 0 && (*rate < k_whole || !domain::is_vat_rate(*rate))) {
    problem(k_inv_rate,
            {"vat_rate.not_in_force",
             {domain::percent_text(*rate), domain::percent_text(domain::likely_vat_rate(*rate))}});
    rate.reset();
  }
}

// Amounts that do not agree are told on the column that is wrong.
std::optional<domain::InvoiceAmounts> RowReader::amounts()
{
  const auto net = amount(k_inv_net);
  domain::InvoiceAmounts given;
  if (present(k_inv_rate)) {
    const auto plain = m_fast ? fast::percent(cell(k_inv_rate)) : std::nullopt;
    given.vat_rate = plain ? plain : take(k_inv_rate, vat_rate_cell(cell(k_inv_rate)));
    check_vat_rate(given.vat_rate);
  }
  given.tax = amount(k_inv_tax);
  given.with_tax = amount(k_inv_gross);
  // What is negative is told once, on its amount.
  if (net && net->cents == 0) {
    problem(k_inv_net, {"amount.not_positive", {std::string(cell(k_inv_net))}});
    return std::nullopt;
  }
  const bool is_credit_note = present(k_inv_corrects);
  if (!net ||
      (!is_credit_note && (!is_of_invoice(k_inv_net, net) || !non_negative(k_inv_tax, given.tax) ||
                           !non_negative(k_inv_gross, given.with_tax)))) {
    return std::nullopt;
  }
  given.without_tax = *net;
  const util::Result<domain::SettledAmounts> settled =
    is_credit_note ? domain::settle_credit(given) : domain::settle_amounts(given);
  if (!settled) {
    for (const util::Error& error : settled.errors()) {
      problem(error.where.column == "montant_tva" ? k_inv_tax : k_inv_gross, error);
    }
    return std::nullopt;
  }
  if (settled->rounded) {
    warn(k_inv_tax, {"invoice.rounding", {std::string(cell(k_inv_tax))}});
  }
  return settled->amounts;
}

// As it stands, or as m_kept keeps it.
std::string_view RowReader::invoice_number(std::size_t column, std::size_t kept)
{
  constexpr std::size_t k_most_of_number = 50;
  const std::string_view given = cell(column);
  if (m_fast && !given.empty() && given.size() <= k_most_of_number &&
      fast::is_plain_number(given)) {
    return given;
  }
  m_kept[kept] = take(column, domain::parse_invoice_number(given)).value_or("");
  return m_kept[kept];
}

// As providers write one, or as it is called since it was set aside: "F1~1".
std::string_view RowReader::replaced_number()
{
  const std::string_view given = util::trim(cell(k_inv_replaces));
  const std::string_view told = given.substr(0, given.find('~'));
  if (take(k_inv_replaces, domain::parse_invoice_number(told))) {
    m_kept[5] = given;
    return m_kept[5];
  }
  return {};
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
  row.number = invoice_number(k_inv_number, 0);
  require(k_inv_date);
  row.date = date(k_inv_date);
  if (!m_options.issuer_apart) {
    require(k_inv_issuer);
  }
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
  row.corrects = present(k_inv_corrects) ? invoice_number(k_inv_corrects, 4) : std::string_view{};
  row.prepaid = amount(k_inv_prepaid);
  row.due = domain::signed_as(!row.corrects.empty(), amount(k_inv_due));
  row.replaces = present(k_inv_replaces) ? replaced_number() : std::string_view{};
  return row;
}

} // namespace myatlas::formats
