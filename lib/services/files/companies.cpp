#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "util/key_set.hpp"

namespace myatlas::services {

namespace {

using domain::Company;
using formats::CompanyRow;
using enum formats::CompanyColumn;

// Companies the store does not have go there in blocks, as long as a file tells of each but once;
// those it has, and all once a company comes again with another year, are written one by one.
class CompanyLoader final : public RowLoader
{
public:
  explicit CompanyLoader(const LoaderSetup& setup)
    : m_register(setup.context.store.opco_register()), m_header(setup.header),
      m_rows(FileKind::companies, setup.header, setup.options),
      m_any_before(m_register.has_companies()), m_new(m_register.load_new_companies()),
      m_payrolls(m_register.load_first_payrolls())
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    const CompanyRow row = m_rows.company(record, problems);
    check(row, record.line, problems);
    if (is_to_write(problems, pass)) {
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
  void check(const CompanyRow& row, std::uint64_t line, RowProblems& problems)
  {
    refuse_repeated(row, line, problems);
    look_for_more_of_one(row, line);
    check_holder(row, problems);
  }

  // A company may have several rows, a year each.
  void refuse_repeated(const CompanyRow& row, std::uint64_t line, RowProblems& problems)
  {
    if (row.siren) {
      refuse_if_before(line_before(row, line), k_company_siren, *row.siren, problems);
    }
  }

  std::optional<std::uint32_t> line_before(const CompanyRow& row, std::uint64_t line)
  {
    return m_seen.insert(row.siren->number() * 10'000 + row.year.value_or(0), line);
  }

  void look_for_more_of_one(const CompanyRow& row, std::uint64_t line)
  {
    const bool code_comes_again = !row.code.empty() && m_codes.add(row.code, line);
    if (company_comes_again(row.siren) || code_comes_again) {
      write_what_waits();
      m_one_by_one = true;
    }
  }

  bool company_comes_again(std::optional<domain::Siren> siren)
  {
    return siren && !m_companies.insert(siren->number());
  }

  void check_holder(const CompanyRow& row, RowProblems& problems)
  {
    const auto holder = row.code.empty() ? std::nullopt : holder_of(row.code);
    if (holder && row.siren && holder->siren != row.siren) {
      tell_taken(std::string(row.code), holder->siren, problems);
    }
  }

  static void tell_taken(const std::string& code, domain::Siren holder, RowProblems& problems)
  {
    problems.refuse(k_company_code, code, {"company.code_taken", {code, holder.digits()}});
  }

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

  std::optional<Company> holder_of(std::string_view code)
  {
    return is_to_be_asked() ? m_register.company_with_code(code) : std::nullopt;
  }

  // A line about an earlier year than the latest known adds its payroll and changes nothing else: a
  // file with several years says the same twice.
  bool is_older(const CompanyRow& row)
  {
    const auto known = m_register.payrolls(*row.siren);
    return row.year && !known.empty() && known.back().year > *row.year;
  }

  // What the row says, over what was known: columns the file has not keep what they hold.
  Company merged(const CompanyRow& row, const std::optional<Company>& known) const
  {
    const domain::MemberCode code = *domain::MemberCode::parse(row.code);
    Company company = known.value_or(Company{.siren = *row.siren, .member_code = code});
    company.member_code = code;
    company.name = row.name;
    take_activity(row, company);
    take_size_and_age(row, company);
    return company;
  }

  void take_activity(const CompanyRow& row, Company& company) const
  {
    if (m_header.has(k_company_idcc)) {
      company.idcc = text_or_none(row.idcc);
    }
    if (m_header.has(k_company_naf)) {
      company.naf = text_or_none(row.naf);
    }
  }

  static std::optional<std::string> text_or_none(std::string_view given)
  {
    return given.empty() ? std::nullopt : std::optional(std::string(given));
  }

  void take_size_and_age(const CompanyRow& row, Company& company) const
  {
    if (m_header.has(k_company_headcount)) {
      company.headcount = row.headcount;
    }
    if (m_header.has(k_company_created)) {
      company.created = date_or_none(row.created);
    }
  }

  static std::optional<domain::Date> date_or_none(const std::string& given)
  {
    return given.empty() ? std::nullopt : std::optional(*domain::Date::parse(given));
  }

  void write(const CompanyRow& row)
  {
    const std::optional<Company> known =
      is_to_be_asked() ? m_register.company(*row.siren) : std::nullopt;
    if (!known && !m_one_by_one) {
      write_with_others(row);
    } else {
      write_at_once(row, known);
    }
  }

  void write_with_others(const CompanyRow& row)
  {
    store::Register::put(*m_new, merged(row, std::nullopt));
    if (row.payroll) {
      const store::Cell payroll[] = {row.siren->number(), *row.year, row.payroll->cents};
      m_payrolls->put(payroll);
    }
    ++m_counts.created;
  }

  void write_at_once(const CompanyRow& row, const std::optional<Company>& known)
  {
    const bool is_changed =
      (!known || !is_older(row)) && m_register.put_company(merged(row, known));
    const bool is_other_payroll = put_payroll(row);
    m_counts.created += known ? 0 : 1;
    m_counts.updated += known && (is_changed || is_other_payroll) ? 1 : 0;
  }

  // Whether the row tells one, other than that known.
  bool put_payroll(const CompanyRow& row)
  {
    return row.payroll &&
           m_register.put_payroll(*row.siren, {static_cast<int>(*row.year), *row.payroll});
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
