#include <array>

#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/files/bound_columns.hpp"
#include "services/files/known_companies.hpp"
#include "services/files/loader.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

namespace {

using formats::PayrollRow;
using store::Cell;
using enum formats::PayrollColumn;

using PayrollBinding = ColumnBinding<PayrollRow>;

constexpr std::array k_payroll_bindings = {
  PayrollBinding{k_pay_siren, "siren", [](const PayrollRow& r) { return Cell(r.siren->number()); }},
  PayrollBinding{k_pay_year, "year", [](const PayrollRow& r) { return Cell(*r.year); }},
  PayrollBinding{k_pay_total, "amount", [](const PayrollRow& r) { return Cell(r.total.cents); }},
  PayrollBinding{k_pay_fixed_term, "fixed_term",
                 [](const PayrollRow& r) { return cents(r.fixed_term); }},
  PayrollBinding{k_pay_fixed_term_exempt, "fixed_term_exempt",
                 [](const PayrollRow& r) { return cents(r.fixed_term_exempt); }},
  PayrollBinding{k_pay_apprentices, "apprentices",
                 [](const PayrollRow& r) { return cents(r.apprentices); }},
  PayrollBinding{k_pay_alsace_moselle, "alsace_moselle",
                 [](const PayrollRow& r) { return cents(r.alsace_moselle); }},
  PayrollBinding{k_pay_headcount, "headcount",
                 [](const PayrollRow& r) { return store::cell(r.headcount); }},
  PayrollBinding{k_pay_alternants, "alternants",
                 [](const PayrollRow& r) { return store::cell(r.alternants); }},
};

// What companies paid in a year: one row a company and year; the company is known.
class PayrollLoader final : public RowLoader
{
public:
  explicit PayrollLoader(const LoaderSetup& setup)
    : m_companies(setup.context.store.opco_register()),
      m_rows(FileKind::payrolls, setup.header, setup.options),
      m_columns(k_payroll_bindings, [&](std::size_t column) { return setup.header.has(column); }),
      m_writer(setup.context.store.opco_register().load_payrolls(m_columns.names(), setup.mode))
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    const PayrollRow row = m_rows.payroll(record, problems);
    if (row.siren) {
      check(row, record.line, problems);
    }
    if (is_to_write(problems, pass)) {
      m_writer->put(m_columns.cells_of(row));
    }
  }

  Counts counts() override { return counts_of(m_writer->settle()); }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  void check(const PayrollRow& row, std::uint64_t line, RowProblems& problems)
  {
    refuse_repeated(row, line, problems);
    if (!m_companies.knows(row.siren->number())) {
      tell_unknown_company(row.siren->digits(), problems);
    }
  }

  void refuse_repeated(const PayrollRow& row, std::uint64_t line, RowProblems& problems)
  {
    if (row.year) {
      refuse_if_before(line_before(*row.siren, *row.year, line), k_pay_siren, *row.siren, problems);
    }
  }

  // Of a company and a year, where they are not new to the file.
  std::optional<std::uint32_t> line_before(domain::Siren siren, std::int64_t year,
                                           std::uint64_t line)
  {
    return m_seen.insert(siren.number() * 10'000 + year, line);
  }

  static void tell_unknown_company(const std::string& siren, RowProblems& problems)
  {
    problems.refuse(k_pay_siren, siren, {"payroll.company_unknown", {siren}});
  }

  KnownCompanies m_companies;
  formats::RowReader m_rows;
  BoundColumns<PayrollRow> m_columns;
  std::unique_ptr<store::BulkWriter> m_writer;
  util::KeySet m_seen;
};

} // namespace

std::unique_ptr<RowLoader> load_payrolls(const LoaderSetup& setup)
{
  return std::make_unique<PayrollLoader>(setup);
}

} // namespace myatlas::services
