// Rows of whole portfolios: companies taken on, access to them, their declarations, and payments of
// these.
#include "formats/tables/rows.hpp"

#include <algorithm>
#include <iterator>

#include "domain/contributions/declaration.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

constexpr std::string_view k_all_words[] = {"tous", "toutes", "tout", "all"};

bool is_not_negative(domain::Money money)
{
  return money.cents >= 0;
}

bool is_positive(domain::Money money)
{
  return money.cents > 0;
}

} // namespace

// Those that the row has, as they stand.
std::vector<std::string> RowReader::company_numbers(std::size_t number, std::size_t siret,
                                                    std::size_t member_code)
{
  std::vector<std::string> found;
  for (const std::size_t column : {siret, number, member_code}) {
    if (present(column)) {
      found.push_back(util::without_blanks(without_guard(cell(column))));
    }
  }
  if (found.empty()) {
    problem(number, {"cell.company", {}});
  }
  return found;
}

template <typename Row>
void RowReader::take_company(Row& row, std::vector<std::string> numbers)
{
  if (!numbers.empty()) {
    row.company = std::move(numbers.front());
    row.also.assign(std::make_move_iterator(numbers.begin() + 1),
                    std::make_move_iterator(numbers.end()));
  }
}

std::string RowReader::access_role(std::size_t column)
{
  const auto role =
    present(column) ? take(column, domain::parse_access_role(cell(column))) : std::nullopt;
  return role ? domain::to_text(*role) : "";
}

// As forms have it: "1234.56".
std::string RowReader::money_text(std::size_t column, bool (*is_right)(domain::Money))
{
  const auto money = amount(column);
  if (!money) {
    return {};
  }
  if (!is_right(*money)) {
    problem(column, {money->cents < 0 ? "amount.negative" : "amount.not_positive",
                     {std::string(cell(column))}});
    return {};
  }
  return money->text();
}

std::string RowReader::people_text(std::size_t column)
{
  const auto count = people(column);
  return count ? util::format_decimal(*count, 2) : "";
}

ClientRow RowReader::client(const CsvRecord& record, RowProblems& problems)
{
  ClientRow row;
  if (!start(record, problems)) {
    return row;
  }
  require(k_cli_code);
  row.form.member_code = code(k_cli_code);
  require(k_cli_payroll);
  row.form.payroll = money_text(k_cli_payroll, is_not_negative);
  const auto told = year(k_cli_year);
  row.form.payroll_year = told ? std::to_string(*told) : "";
  const std::string folded = util::fold(cell(k_cli_siret));
  row.form.all_establishments =
    folded.empty() ||
    std::ranges::find(k_all_words, std::string_view(folded)) != std::end(k_all_words);
  for (const std::string& part : row.form.all_establishments ? std::vector<std::string>()
                                                             : parts_of_cell(cell(k_cli_siret))) {
    const auto siret = take(k_cli_siret, siret_cell(part));
    row.form.sirets.push_back(siret ? siret->digits() : "");
  }
  if (access_role(k_cli_role) == "reader") {
    problem(k_cli_role, {"client.reader", {std::string(cell(k_cli_role))}});
  }
  return row;
}

AccessRow RowReader::access(const CsvRecord& record, RowProblems& problems)
{
  AccessRow row;
  if (!start(record, problems)) {
    return row;
  }
  require(k_acc_email);
  row.email = cell(k_acc_email);
  take_company(row, company_numbers(k_acc_company, k_acc_siret, k_acc_code));
  require(k_acc_role);
  row.role = access_role(k_acc_role);
  const auto until = date(k_acc_until);
  row.until = until ? until->text() : "";
  return row;
}

DeclarationRow RowReader::declaration(const CsvRecord& record, RowProblems& problems)
{
  DeclarationRow row;
  if (!start(record, problems)) {
    return row;
  }
  take_company(row, company_numbers(k_dec_company, k_dec_siret, k_dec_code));
  require(k_dec_year);
  const auto told = year(k_dec_year);
  row.form.year = told ? std::to_string(*told) : "";
  const auto pay = [this](std::size_t column) { return money_text(column, is_not_negative); };
  row.form.payroll = pay(k_dec_total);
  row.form.cdd_payroll = pay(k_dec_fixed_term);
  row.form.cdd_exempt_payroll = pay(k_dec_fixed_term_exempt);
  row.form.apprentice_payroll = pay(k_dec_apprentices);
  row.form.alsace_moselle_payroll = pay(k_dec_alsace_moselle);
  row.form.headcount = people_text(k_dec_headcount);
  const auto ratio =
    present(k_dec_ratio) ? take(k_dec_ratio, percent_cell(cell(k_dec_ratio))) : std::nullopt;
  row.form.alternants_ratio = ratio ? util::format_decimal(*ratio, 2) : "";
  row.form.alternants = people_text(k_dec_alternants);
  row.form.association = yes(k_dec_association);
  row.form.temporary_work = yes(k_dec_temporary_work);
  row.form.idcc = idcc(k_dec_idcc);
  const std::string voluntary = pay(k_dec_voluntary);
  row.voluntary = voluntary == domain::Money{}.text() ? "" : voluntary;
  return row;
}

PaymentRow RowReader::payment(const CsvRecord& record, RowProblems& problems)
{
  PaymentRow row;
  if (!start(record, problems)) {
    return row;
  }
  require(k_paid_declaration);
  row.declaration = util::to_upper(cell(k_paid_declaration));
  require(k_paid_amount);
  row.amount = money_text(k_paid_amount, is_positive);
  const auto day = date(k_paid_day);
  row.day = day ? day->text() : "";
  row.reference = text(k_paid_reference);
  const auto means = present(k_paid_means)
                       ? take(k_paid_means, domain::parse_payment_means(cell(k_paid_means)))
                       : std::nullopt;
  row.means = means ? domain::to_text(*means) : "";
  return row;
}

} // namespace myatlas::formats
