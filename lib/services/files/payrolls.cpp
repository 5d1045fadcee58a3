#include <array>

#include "services/files/known_companies.hpp"
#include "services/files/loader.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

namespace {

using formats::PayrollRow;

// A column of the file, the store's name for it, and where the row has it.
struct PayrollBinding
{
  formats::PayrollColumn column;
  const char* name;
  store::Cell (*cell)(const PayrollRow&);
};

constexpr std::array k_payroll_bindings = {
  PayrollBinding{formats::k_pay_siren, "siren",
                 [](const PayrollRow& r) { return store::Cell(r.siren->number()); }},
  PayrollBinding{formats::k_pay_year, "year",
                 [](const PayrollRow& r) { return store::Cell(*r.year); }},
  PayrollBinding{formats::k_pay_total, "amount",
                 [](const PayrollRow& r) { return store::Cell(r.total.cents); }},
  PayrollBinding{formats::k_pay_fixed_term, "fixed_term",
                 [](const PayrollRow& r) { return cents(r.fixed_term); }},
  PayrollBinding{formats::k_pay_fixed_term_exempt, "fixed_term_exempt",
                 [](const PayrollRow& r) { return cents(r.fixed_term_exempt); }},
  PayrollBinding{formats::k_pay_apprentices, "apprentices",
                 [](const PayrollRow& r) { return cents(r.apprentices); }},
  PayrollBinding{formats::k_pay_alsace_moselle, "alsace_moselle",
                 [](const PayrollRow& r) { return cents(r.alsace_moselle); }},
  PayrollBinding{formats::k_pay_headcount, "headcount",
                 [](const PayrollRow& r) { return store::cell(r.headcount); }},
  PayrollBinding{formats::k_pay_alternants, "alternants",
                 [](const PayrollRow& r) { return store::cell(r.alternants); }},
};

// What companies paid in a year: one row a company and year; the company is known.
class PayrollLoader final : public RowLoader
{
public:
  explicit PayrollLoader(const LoaderSetup& setup)
    : m_companies(setup.context.store.opco_register()),
      m_rows(formats::FileKind::payrolls, setup.header, setup.options)
  {
    std::vector<std::string_view> columns;
    for (const PayrollBinding& binding : k_payroll_bindings) {
      if (setup.header.has(binding.column)) {
        m_bindings.push_back(&binding);
        columns.emplace_back(binding.name);
      }
    }
    m_cells.resize(m_bindings.size());
    m_writer = setup.context.store.opco_register().load_payrolls(columns, setup.mode);
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const PayrollRow row = m_rows.payroll(record, problems);
    const std::string siren = row.siren ? row.siren->digits() : "";
    const std::uint32_t before =
      row.siren && row.year ? m_seen.insert(row.siren->number() * 10'000 + *row.year, record.line)
                            : 0;
    if (before != 0) {
      problems.errors.push_back(duplicate_of(formats::k_pay_siren, siren, before));
    }
    if (row.siren && !m_companies.knows(row.siren->number())) {
      problems.errors.push_back(
        {formats::k_pay_siren, siren, {"payroll.company_unknown", {siren}}});
    }
    if (problems.errors.empty() && pass == Pass::write) {
      for (std::size_t i = 0; i < m_bindings.size(); ++i) {
        m_cells[i] = m_bindings[i]->cell(row);
      }
      m_writer->put(m_cells);
    }
  }

  Counts counts() override
  {
    const store::BulkCounts counts = m_writer->settle();
    return {counts.inserted, counts.updated};
  }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  KnownCompanies m_companies;
  formats::RowReader m_rows;
  std::vector<const PayrollBinding*> m_bindings;
  std::vector<store::Cell> m_cells;
  std::unique_ptr<store::BulkWriter> m_writer;
  util::KeySet m_seen;
};

} // namespace

std::unique_ptr<RowLoader> load_payrolls(const LoaderSetup& setup)
{
  return std::make_unique<PayrollLoader>(setup);
}

} // namespace myatlas::services
