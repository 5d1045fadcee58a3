#include "services/import/loader.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

namespace {

class CompanyLoader final : public RowLoader
{
public:
  explicit CompanyLoader(const LoaderSetup& setup)
    : m_register(setup.context.store.opco_register()),
      m_rows(formats::FileKind::companies, setup.header, setup.options)
  {
    struct Optional
    {
      formats::CompanyColumn column;
      const char* name;
    };
    static constexpr Optional k_optional[] = {{formats::k_company_idcc, "idcc"},
                                              {formats::k_company_naf, "naf"},
                                              {formats::k_company_headcount, "headcount"},
                                              {formats::k_company_created, "created"}};
    std::vector<std::string_view> columns = {"siren", "member_code", "name"};
    for (const Optional& optional : k_optional) {
      if (setup.header.has(optional.column)) {
        columns.emplace_back(optional.name);
        m_optional.push_back(optional.column);
      }
    }
    m_writer = m_register.load_companies(columns, setup.mode);
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems) override
  {
    const formats::CompanyRow row = m_rows.company(record, problems);
    if (row.siren != 0 && !m_seen.insert(row.siren * 10'000 + row.year.value_or(0))) {
      problems.errors.push_back({formats::k_company_siren, std::to_string(row.siren), {"row.duplicate", {}}});
    }
    const auto holder = row.code.empty() ? std::nullopt : m_register.company_with_code(row.code);
    if (holder && row.siren != 0 && holder->siren.number() != row.siren) {
      problems.errors.push_back(
        {formats::k_company_code, std::string(row.code), {"company.code_taken", {std::string(row.code), holder->siren.digits()}}});
    }
    if (problems.errors.empty()) {
      write(row);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override { return m_rows.decimal_seen(); }

private:
  store::Cell cell_of(const formats::CompanyRow& row, formats::CompanyColumn column) const
  {
    switch (column) {
    case formats::k_company_idcc:
      return row.idcc;
    case formats::k_company_naf:
      return row.naf;
    case formats::k_company_headcount:
      return store::cell(row.headcount);
    default:
      return row.created.empty() ? store::Cell() : store::Cell(std::string_view(row.created));
    }
  }

  // A line about an earlier year than the latest known adds its payroll and changes nothing else: a file with several
  // years says the same twice.
  bool is_older(const formats::CompanyRow& row)
  {
    const auto known = m_register.payrolls(domain::Siren::of_checked(row.siren));
    return row.year && !known.empty() && known.back().year > *row.year;
  }

  void write(const formats::CompanyRow& row)
  {
    std::vector<store::Cell> cells = {row.siren, row.code, row.name};
    for (const formats::CompanyColumn column : m_optional) {
      cells.push_back(cell_of(row, column));
    }
    const store::BulkCounts before = m_writer->settle();
    if (!is_older(row)) {
      m_writer->put(cells);
    }
    const store::BulkCounts after = m_writer->settle();
    const bool payroll_changed =
      row.payroll && m_register.put_payroll(domain::Siren::of_checked(row.siren), {static_cast<int>(*row.year), *row.payroll});
    const bool created = after.inserted > before.inserted;
    const bool updated = after.updated > before.updated || payroll_changed;
    ++(created ? m_counts.created : updated ? m_counts.updated : m_counts.unchanged);
  }

  store::Register m_register;
  formats::RowReader m_rows;
  std::unique_ptr<store::BulkWriter> m_writer;
  std::vector<formats::CompanyColumn> m_optional;
  util::KeySet m_seen;
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_companies(const LoaderSetup& setup)
{
  return std::make_unique<CompanyLoader>(setup);
}

} // namespace myatlas::services
