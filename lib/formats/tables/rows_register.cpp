// Rows about companies, their establishments and their payrolls.
#include "formats/tables/rows.hpp"

#include <algorithm>

#include "domain/values/codes.hpp"
#include "formats/text/fast_cells.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

std::string_view cell_at(const CsvRecord& record, std::size_t at)
{
  return at < record.cells.size() ? util::trim(record.cells[at]) : std::string_view{};
}

struct StateName
{
  std::string_view folded, state;
};

constexpr StateName k_states[] = {{"a", "A"}, {"actif", "A"}, {"active", "A"}, {"ouvert", "A"},
                                  {"f", "F"}, {"ferme", "F"}, {"closed", "F"}};

// The whole people of a headcount with one or two decimals, which are cut as the law cuts what is
// below them: 10.99 stays below 11. None of another cell.
std::optional<std::int64_t> whole_people(std::string_view cell)
{
  const std::size_t mark = cell.find_first_of(",.");
  const std::string_view whole = cell.substr(0, mark),
                         rest = mark == cell.npos ? std::string_view() : cell.substr(mark + 1);
  const bool has_decimals = !rest.empty() && rest.size() <= 2 && util::is_digits(rest);
  return has_decimals && util::is_digits(whole) ? fast::digits(whole, 6) : std::nullopt;
}

} // namespace

CompanyRow RowReader::company(const CsvRecord& record, RowProblems& problems)
{
  CompanyRow row;
  if (!start(record, problems)) {
    return row;
  }
  require(k_company_code);
  row.code = code(k_company_code);
  require(k_company_siren);
  row.siren = siren(k_company_siren);
  require(k_company_name);
  row.name = text(k_company_name);
  row.idcc = idcc(k_company_idcc);
  row.naf = naf(k_company_naf);
  if (const auto people = whole_people(cell(k_company_headcount))) {
    warn(k_company_headcount,
         {"headcount.cut", {std::string(cell(k_company_headcount)), std::to_string(*people)}});
    row.headcount = people;
  } else {
    row.headcount = whole(k_company_headcount);
  }
  row.year = year(k_company_year);
  row.payroll = amount(k_company_payroll);
  non_negative(k_company_payroll, row.payroll);
  if (present(k_company_payroll) != present(k_company_year)) {
    const bool lacks_year = present(k_company_payroll);
    problem(lacks_year ? k_company_year : k_company_payroll,
            {lacks_year ? "payroll.no_year" : "payroll.no_amount", {}});
  }
  const auto created = date(k_company_created);
  row.created = created ? created->text() : "";
  return row;
}

// A NIC alone, beside its SIREN, is the SIRET's end: older issues of the list of training bodies
// have it so.
std::int64_t RowReader::establishment_siret(const CsvRecord& record)
{
  const std::string_view given = cell(k_est_siret), siren = cell_at(record, m_header.siren_cell);
  if (given.size() <= 5 && siren.size() == 9 && fast::digits(given, 5)) {
    m_kept[4] = std::string(siren) + std::string(5 - given.size(), '0') + std::string(given);
    m_cells[k_est_siret] = m_kept[4];
  }
  const std::int64_t number = siret(k_est_siret);
  const auto wanted = siren.size() == 9 ? fast::digits(siren, 9) : std::nullopt;
  if (number != 0 && wanted && number / 100'000 != *wanted) {
    problem(k_est_siret, {"establishment.siren", {std::string(given), std::string(siren)}});
  }
  return number;
}

// In one cell or, as SIRENE has it, in parts.
std::string_view RowReader::address(const CsvRecord& record)
{
  if (m_header.has(k_est_address) || m_header.address_cells.empty()) {
    return text(k_est_address);
  }
  std::string& joined = m_kept[3];
  joined.clear();
  for (const std::size_t at : m_header.address_cells) {
    const std::string_view part = cell_at(record, at);
    if (!part.empty() && part != "[ND]") {
      joined += joined.empty() ? "" : " ";
      joined += part;
    }
  }
  m_cells[k_est_address] = joined;
  return text(k_est_address);
}

// A closed establishment may still have its code of an older nomenclature, which says nothing
// today.
std::string_view RowReader::establishment_naf(const CsvRecord& record)
{
  const std::string_view nomenclature = cell_at(record, m_header.nomenclature_cell);
  const bool current =
    nomenclature.empty() || nomenclature == "NAFRev2" || nomenclature == "NAF2025";
  if (!current && present(k_est_naf)) {
    warn(k_est_naf,
         {"naf.nomenclature", {std::string(cell(k_est_naf)), std::string(nomenclature)}});
    return {};
  }
  return naf(k_est_naf);
}

std::string_view RowReader::state(std::size_t column)
{
  if (!present(column)) {
    return {};
  }
  if (cell(column) == "A") {
    return "A";
  }
  const std::string folded = util::fold(cell(column));
  const auto found = std::ranges::find(k_states, std::string_view(folded), &StateName::folded);
  if (found == std::end(k_states)) {
    problem(column, {"establishment.state", {std::string(cell(column))}});
    return {};
  }
  return found->state;
}

EstablishmentRow RowReader::establishment(const CsvRecord& record, RowProblems& problems,
                                          const util::KeySet* seen)
{
  EstablishmentRow row;
  if (!start(record, problems)) {
    return row;
  }
  row.code = code(k_est_code);
  require(k_est_siret);
  row.siret = establishment_siret(record);
  if (seen != nullptr) {
    seen->prefetch(row.siret);
  }
  row.name = text(k_est_name);
  row.sign = text(k_est_sign);
  row.address = address(record);
  row.postcode = postcode(k_est_postcode);
  row.town = text(k_est_town);
  row.naf = establishment_naf(record);
  row.idcc = idcc(k_est_idcc);
  row.headcount = whole(k_est_headcount);
  row.payroll = amount(k_est_payroll);
  non_negative(k_est_payroll, row.payroll);
  row.state = state(k_est_state);
  return row;
}

PayrollRow RowReader::payroll(const CsvRecord& record, RowProblems& problems)
{
  PayrollRow row;
  if (!start(record, problems)) {
    return row;
  }
  require(k_pay_siren);
  row.siren = siren(k_pay_siren);
  require(k_pay_year);
  row.year = year(k_pay_year).value_or(0);
  require(k_pay_total);
  const auto part = [this](std::size_t column) {
    const auto money = amount(column);
    non_negative(column, money);
    return money;
  };
  const auto total = part(k_pay_total);
  row.total = total.value_or(domain::Money{});
  row.fixed_term = part(k_pay_fixed_term);
  row.fixed_term_exempt = part(k_pay_fixed_term_exempt);
  row.apprentices = part(k_pay_apprentices);
  row.alsace_moselle = part(k_pay_alsace_moselle);
  for (const std::size_t column : {k_pay_fixed_term, k_pay_apprentices, k_pay_alsace_moselle}) {
    const auto& money = column == k_pay_fixed_term    ? row.fixed_term
                        : column == k_pay_apprentices ? row.apprentices
                                                      : row.alsace_moselle;
    if (total && money && *money > *total) {
      problem(column,
              {"payroll.part", {std::string(cell(column)), std::string(cell(k_pay_total))}});
    }
  }
  if (row.fixed_term_exempt && row.fixed_term_exempt > row.fixed_term) {
    problem(k_pay_fixed_term_exempt,
            {"payroll.part",
             {std::string(cell(k_pay_fixed_term_exempt)), std::string(cell(k_pay_fixed_term))}});
  }
  const auto headcount = part(k_pay_headcount);
  row.headcount = headcount ? std::optional(headcount->cents) : std::nullopt;
  row.alternants = present(k_pay_alternants)
                     ? take(k_pay_alternants, percent_cell(cell(k_pay_alternants)))
                     : std::nullopt;
  return row;
}

} // namespace myatlas::formats
