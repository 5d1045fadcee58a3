#include "services/import/loader.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

namespace {

class CompanyLoader final : public RowLoader
{
public:
  explicit CompanyLoader(const LoaderSetup& setup)
    : m_register(setup.context.store.opco_register()), m_header(setup.header),
      m_rows(formats::FileKind::companies, setup.header, setup.options)
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const formats::CompanyRow row = m_rows.company(record, problems);
    const std::uint32_t before = row.siren == 0 ? 0 : m_seen.insert(row.siren * 10'000 + row.year.value_or(0), record.line);
    if (before != 0) {
      problems.errors.push_back(duplicate_of(formats::k_company_siren, domain::Siren::of_checked(row.siren).digits(), before));
    }
    const auto holder = row.code.empty() ? std::nullopt : m_register.company_with_code(row.code);
    if (holder && row.siren != 0 && holder->siren.number() != row.siren) {
      problems.errors.push_back(
        {formats::k_company_code, std::string(row.code), {"company.code_taken", {std::string(row.code), holder->siren.digits()}}});
    }
    if (problems.errors.empty() && pass == Pass::write) {
      write(row);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override { return m_rows.decimal_seen(); }

private:
  // A line about an earlier year than the latest known adds its payroll and changes nothing else: a file with several
  // years says the same twice.
  bool is_older(const formats::CompanyRow& row)
  {
    const auto known = m_register.payrolls(domain::Siren::of_checked(row.siren));
    return row.year && !known.empty() && known.back().year > *row.year;
  }

  // What the row says, over what was known: columns the file has not keep what they hold.
  domain::Company merged(const formats::CompanyRow& row, const std::optional<domain::Company>& known) const
  {
    domain::Company company = known.value_or(domain::Company{domain::Siren::of_checked(row.siren), *domain::MemberCode::parse(row.code),
                                                             "", {}, {}, {}, {}});
    const auto text = [](std::string_view given) { return given.empty() ? std::nullopt : std::optional(std::string(given)); };
    company.member_code = *domain::MemberCode::parse(row.code);
    company.name = row.name;
    if (m_header.has(formats::k_company_idcc)) {
      company.idcc = text(row.idcc);
    }
    if (m_header.has(formats::k_company_naf)) {
      company.naf = text(row.naf);
    }
    if (m_header.has(formats::k_company_headcount)) {
      company.headcount = row.headcount;
    }
    if (m_header.has(formats::k_company_created)) {
      company.created = row.created.empty() ? std::nullopt : std::optional(*domain::Date::parse(row.created));
    }
    return company;
  }

  void write(const formats::CompanyRow& row)
  {
    const domain::Siren siren = domain::Siren::of_checked(row.siren);
    const std::optional<domain::Company> known = m_register.company(siren);
    bool changed = (!known || !is_older(row)) && m_register.put_company(merged(row, known));
    if (row.payroll) {
      changed = m_register.put_payroll(siren, {static_cast<int>(*row.year), *row.payroll}) || changed;
    }
    m_counts.created += known ? 0 : 1;
    m_counts.updated += known && changed ? 1 : 0;
  }

  store::Register m_register;
  const formats::Header& m_header;
  formats::RowReader m_rows;
  util::KeySet m_seen;
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_companies(const LoaderSetup& setup)
{
  return std::make_unique<CompanyLoader>(setup);
}

} // namespace myatlas::services
