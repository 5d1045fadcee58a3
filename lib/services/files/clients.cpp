#include <algorithm>
#include <map>

#include "services/companies/companies.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/files/told.hpp"

namespace myatlas::services {

namespace {

constexpr ColumnOfMember k_client_columns[] = {{"member_code", formats::k_cli_code},
                                               {"payroll", formats::k_cli_payroll},
                                               {"payroll_year", formats::k_cli_year},
                                               {"sirets", formats::k_cli_siret}};

// Companies that the account takes on, each with its proof. A file tries a code once: what is wrong
// is counted when the file has been dealt with, whether it was written or not.
class ClientLoader final : public RowLoader
{
public:
  explicit ClientLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_cross_checks(setup.cross_checks),
      m_rows(formats::FileKind::clients, setup.header, setup.options)
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const domain::CompanyForm form = m_rows.client(record, problems).form;
    if (!problems.errors.empty()) {
      return;
    }
    check_repetition(form, record.line, problems);
    if (m_cross_checks == CrossChecks::none || !problems.errors.empty()) {
      m_counts.created += problems.errors.empty() ? 1 : 0;
      return;
    }
    util::Errors wrong;
    const auto company = proved(form, record.line, wrong);
    tell(wrong, k_client_columns, problems.errors);
    if (company && problems.errors.empty() && pass == Pass::write) {
      write(*company, problems);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

  void closed() override
  {
    for (const auto& [code, tried] : m_tried) {
      if (tried.is_wrong) {
        count_try(m_context, code);
      }
    }
  }

private:
  struct Tried
  {
    std::string payroll, year;
    std::uint64_t line = 0;
    bool is_wrong = false;
  };

  // A client may stand in several rows, an establishment each; with one proof.
  void check_repetition(const domain::CompanyForm& form, std::uint64_t line,
                        formats::RowProblems& problems)
  {
    std::vector<std::string> parts = form.sirets;
    if (form.all_establishments) {
      parts.emplace_back();
    }
    for (const std::string& siret : parts) {
      if (m_seen.add(form.member_code + " " + siret, line)) {
        problems.errors.push_back(
          duplicate_of(formats::k_cli_code, form.member_code, m_seen.line()));
        return;
      }
    }
    const auto tried = m_tried.find(form.member_code);
    if (tried != m_tried.end() &&
        (tried->second.payroll != form.payroll || tried->second.year != form.payroll_year)) {
      problems.errors.push_back(
        {formats::k_cli_payroll,
         form.payroll,
         {"client.payroll_twice", {form.member_code, std::to_string(tried->second.line)}}});
    }
  }

  std::optional<ProvedCompany> proved(const domain::CompanyForm& form, std::uint64_t line,
                                      util::Errors& wrong)
  {
    Tried& tried =
      m_tried.emplace(form.member_code, Tried{form.payroll, form.payroll_year, line, false})
        .first->second;
    return prove_company(m_context, form, "", wrong,
                         [&](const Context&, const std::string&) { return tried.is_wrong = true; });
  }

  void write(const ProvedCompany& company, formats::RowProblems& problems)
  {
    const util::Result<AddedCompany> added =
      take_on(m_context, m_context.actor.account()->id, company);
    if (!added) {
      tell(added.errors(), k_client_columns, problems.errors);
      return;
    }
    m_counts.created += added->is_new ? 1 : 0;
    m_counts.updated += !added->is_new && added->establishments_added > 0 ? 1 : 0;
  }

  const Context& m_context;
  CrossChecks m_cross_checks;
  formats::RowReader m_rows;
  std::map<std::string, Tried> m_tried; // by member code
  SeenTexts m_seen;                     // each code and SIRET
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_clients(const LoaderSetup& setup)
{
  return std::make_unique<ClientLoader>(setup);
}

} // namespace myatlas::services
