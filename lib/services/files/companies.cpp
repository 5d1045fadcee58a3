#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

namespace {

// Companies the store does not have go there in blocks, as long as a file tells of each but once;
// those it has, and all once a company comes again with another year, are written one by one.
class CompanyLoader final : public RowLoader
{
public:
  explicit CompanyLoader(const LoaderSetup& setup)
    : m_register(setup.context.store.opco_register()), m_header(setup.header),
      m_rows(formats::FileKind::companies, setup.header, setup.options),
      m_any_before(m_register.has_companies()), m_new(m_register.load_new_companies()),
      m_payrolls(m_register.load_first_payrolls())
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const formats::CompanyRow row = m_rows.company(record, problems);
    const std::uint32_t before =
      row.siren ? m_seen.insert(row.siren->number() * 10'000 + row.year.value_or(0), record.line)
                : 0;
    if (before != 0) {
      problems.errors.push_back(
        duplicate_of(formats::k_company_siren, row.siren->digits(), before));
    }
    const bool code_comes_again = !row.code.empty() && m_codes.add(row.code, record.line);
    const bool company_comes_again = row.siren && !m_companies.insert(row.siren->number());
    if (code_comes_again || company_comes_again) {
      write_what_waits();
      m_one_by_one = true;
    }
    const auto holder = row.code.empty() ? std::nullopt : holder_of(row.code);
    if (holder && row.siren && holder->siren != row.siren) {
      problems.errors.push_back(
        {formats::k_company_code,
         std::string(row.code),
         {"company.code_taken", {std::string(row.code), holder->siren.digits()}}});
    }
    if (problems.errors.empty() && pass == Pass::write) {
      write(row);
    }
  }

  Counts counts() override
  {
    write_what_waits();
    return m_counts;
  }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  void write_what_waits()
  {
    m_new->settle();
    m_payrolls->settle();
  }

  // Whether the store may have what is looked for: then it is asked.
  bool is_to_be_asked()
  {
    if (m_any_before) {
      m_new->rest(); // whose thread is that of both
    }
    return m_any_before || m_one_by_one;
  }

  std::optional<domain::Company> holder_of(std::string_view code)
  {
    return is_to_be_asked() ? m_register.company_with_code(code) : std::nullopt;
  }

  // A line about an earlier year than the latest known adds its payroll and changes nothing else: a
  // file with several years says the same twice.
  bool is_older(const formats::CompanyRow& row)
  {
    const auto known = m_register.payrolls(*row.siren);
    return row.year && !known.empty() && known.back().year > *row.year;
  }

  // What the row says, over what was known: columns the file has not keep what they hold.
  domain::Company merged(const formats::CompanyRow& row,
                         const std::optional<domain::Company>& known) const
  {
    domain::Company company = known.value_or(
      domain::Company{.siren = *row.siren, .member_code = *domain::MemberCode::parse(row.code)});
    const auto text = [](std::string_view given) {
      return given.empty() ? std::nullopt : std::optional(std::string(given));
    };
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
      company.created =
        row.created.empty() ? std::nullopt : std::optional(*domain::Date::parse(row.created));
    }
    return company;
  }

  void write(const formats::CompanyRow& row)
  {
    const domain::Siren siren = *row.siren;
    const std::optional<domain::Company> known =
      is_to_be_asked() ? m_register.company(siren) : std::nullopt;
    if (!known && !m_one_by_one) {
      store::Register::put(*m_new, merged(row, known));
      if (row.payroll) {
        const store::Cell payroll[] = {siren.number(), *row.year, row.payroll->cents};
        m_payrolls->put(payroll);
      }
      ++m_counts.created;
      return;
    }
    bool changed = (!known || !is_older(row)) && m_register.put_company(merged(row, known));
    if (row.payroll) {
      changed =
        m_register.put_payroll(siren, {static_cast<int>(*row.year), *row.payroll}) || changed;
    }
    m_counts.created += known ? 0 : 1;
    m_counts.updated += known && changed ? 1 : 0;
  }

  store::Register m_register;
  const formats::Header& m_header;
  formats::RowReader m_rows;
  util::KeySet m_seen, m_companies;
  SeenTexts m_codes;
  bool m_any_before, m_one_by_one = false;
  std::unique_ptr<store::BulkWriter> m_new, m_payrolls;
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_companies(const LoaderSetup& setup)
{
  return std::make_unique<CompanyLoader>(setup);
}

} // namespace myatlas::services
